/// How far a message came to which the mail server did not answer.
public enum NoAnswer: String, Sendable, CaseIterable {
    /// No connection came about.
    case noConnection = "smtp.no-connection"
    /// The connection was lost, or the server was silent, before all of the message was sent off.
    case noAnswer = "smtp.no-answer"
    /// All of the message was handed to the network and no answer came back: another try can deliver it twice.
    case noConfirmation = "smtp.no-confirmation"

    /// Why there is no answer, by a name that is kept with the job.
    public enum Cause: String, Sendable, CaseIterable {
        case serverNotFound = "server-not-found"
        case notConnected = "not-connected"
        case notConnectedInTime = "not-connected-in-time"
        case notAnsweredInTime = "not-answered-in-time"
        case connectionLost = "connection-lost"
        case notConfirmed = "not-confirmed"
    }
}
