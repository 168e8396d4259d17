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
