/// What a worker has to say of a job that it took up.
public enum JobResult: Sendable, Hashable {
    /// The mail server has taken the message.
    case sent
    /// It was not taken, for a reason that may pass: even where it never does, the recipient's address is not to blame.
    case mayPass(DeliveryTrouble)
    /// It will never be taken; `concernsAddress` where the fault is with the recipient's address.
    case refused(DeliveryTrouble, concernsAddress: Bool)
    /// It was not tried, or not to its end.
    case returned
    /// All of the message was handed over, and the worker stopped before it knew what became of it.
    case interrupted

    /// Whether the message may have left, though nobody said so.
    var mayHaveLeft: Bool {
        switch self {
        case .interrupted: true
        case .mayPass(let trouble), .refused(let trouble, _): trouble.mayHaveLeft
        case .sent, .returned: false
        }
    }
}
