/// Why the mail server did not answer to a message.
public struct NoAnswer: Sendable, Hashable {
    /// How far it came.
    public enum Kind: String, Sendable, CaseIterable {
        /// No connection came about.
        case noConnection = "smtp.no-connection"
        /// The connection was lost, or the server was silent, before all of the message was sent off.
        case noAnswer = "smtp.no-answer"
        /// All of the message was handed to the network and no answer came back: another try can deliver it twice.
        case noConfirmation = "smtp.no-confirmation"
    }

    /// Why there is no answer, by a name that is kept with the job.
    public enum Cause: String, Sendable, CaseIterable {
        case serverNotFound = "server-not-found"
        case notConnected = "not-connected"
        case notConnectedInTime = "not-connected-in-time"
        case notAnsweredInTime = "not-answered-in-time"
        case connectionLost = "connection-lost"
        case notConfirmed = "not-confirmed"
    }

    /// How far it came.
    public let kind: Kind
    /// Why there is no answer.
    public let cause: Cause
    /// Why, as libcurl names it, for a log: nothing of the message, the recipient or the server is in it.
    public let detail: String

    package init(kind: Kind, cause: Cause, detail: String) {
        self.kind = kind
        self.cause = cause
        self.detail = detail
    }
}
