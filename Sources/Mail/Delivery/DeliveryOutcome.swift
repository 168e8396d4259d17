/// What came of handing one message to the mail server.
public enum DeliveryOutcome: Sendable, Hashable {
    /// The server has taken it, and answers for it from now on.
    case accepted(ServerAnswer)
    /// It will never be taken (5xx on the recipient or on the message).
    ///
    /// `concernsAddress`: whether the fault is with the recipient's address (RFC 3463: 5.1, 5.2 and 5.4, or a refused recipient without
    /// such a status), and not with the message or the policy of the server.
    case refusedForGood(ServerAnswer, concernsAddress: Bool)
    /// It was not taken, or nobody knows; a later try may do (4xx, no connection, no answer).
    ///
    /// `mayHaveArrived`: whether the message was sent off entirely and no answer came back: another try can deliver it twice.
    case mayPass(ServerAnswer, mayHaveArrived: Bool)
    /// No message can be sent until an operator has mended something: TLS, the password, the sender. The job is not to blame.
    case notPossible(MailError)
    /// The caller did not want it to go on.
    case interrupted(mayHaveArrived: Bool)
}

/// What the mail server said, or why it said nothing.
///
/// The words are a stranger's: they are made visible and cut, but mostly repeat the recipient's address. They are for the administrator,
/// never for a log.
public struct ServerAnswer: Sendable, Hashable {
    /// The code of three digits (RFC 5321, 4.2); nil where no answer came.
    public let code: Int?
    /// The status (RFC 3463), such as `5.1.1`, where the server gave one.
    public let status: String?
    /// The server's words, in one line of at most 300 characters; where no answer came, the reason in French.
    public let words: String

    package init(code: Int?, status: String?, words: String) {
        self.code = code
        self.status = status
        self.words = words
    }
}
