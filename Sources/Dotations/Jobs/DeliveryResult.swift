/// What came of delivering one e-mail.
public enum DeliveryResult: Sendable, Hashable {
    /// The mail server has taken the message, and answers for it from now on.
    case accepted
    /// It will never be taken (5xx on the recipient or on the message).
    ///
    /// `concernsAddress`: whether the fault is with the recipient's address, and not with the message, the sender or the server's policy.
    case refused(DeliveryTrouble, concernsAddress: Bool)
    /// It was not taken, for a reason that may pass (4xx, or no answer): even where it never does, the recipient's address is not to blame.
    case deferred(DeliveryTrouble)
    /// It was not tried, or not to its end. `mayHaveLeft`: all of the message was handed over, and nobody knows what became of it.
    case interrupted(mayHaveLeft: Bool)

    /// Whether the message may have left, though nobody said so.
    public var mayHaveLeft: Bool {
        switch self {
        case .accepted: false
        case .refused(let trouble, _), .deferred(let trouble): trouble.mayHaveLeft
        case .interrupted(let mayHaveLeft): mayHaveLeft
        }
    }
}
