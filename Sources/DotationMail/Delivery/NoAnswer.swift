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

    /// How far it came.
    public let kind: Kind
    /// Why, in French, for the administrator.
    public let reason: String
    /// Why, as libcurl names it, for a log: nothing of the message, the recipient or the server is in it.
    public let detail: String

    package init(kind: Kind, reason: String, detail: String) {
        self.kind = kind
        self.reason = reason
        self.detail = detail
    }
}
