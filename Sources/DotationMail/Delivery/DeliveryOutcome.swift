/// What came of handing one message to the mail server.
public enum DeliveryOutcome: Sendable, Hashable {
    /// The server has taken it, and answers for it from now on.
    case accepted(ServerAnswer)
    /// It will never be taken (5xx on the recipient or on the message).
    ///
    /// `concernsAddress`: whether the fault is with the recipient's address, and not with the message, the sender or the server's policy.
    case refusedForGood(ServerAnswer, concernsAddress: Bool)
    /// It was not taken; a later try may do (4xx).
    case mayPass(ServerAnswer)
    /// The server was not reached, or was lost before it answered; a later try may do.
    case unanswered(NoAnswer)
    /// No message can be sent until an operator has mended something: TLS, the password, the sender. The job is not to blame.
    case notPossible(MailError)
    /// The caller did not want it to go on.
    case interrupted(mayHaveArrived: Bool)
}

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

/// What the mail server said.
///
/// The words are a stranger's: they are made visible and cut, but mostly repeat the recipient's address. They are for the administrator,
/// never for a log.
public struct ServerAnswer: Sendable, Hashable {
    /// The code of three digits (RFC 5321, 4.2); nil where a delivery status notification has none.
    public let code: Int?
    /// The status (RFC 3463), such as `5.1.1`, where the server gave one.
    public let status: String?
    /// The server's words, in one line of at most 300 characters.
    public let words: String

    package init(code: Int?, status: String?, words: String) {
        self.code = code
        self.status = status
        self.words = words
    }
}
