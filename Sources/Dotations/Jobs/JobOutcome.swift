/// What came of a job last. Its code is stable and says nothing of a person.
public enum JobOutcome: Sendable, Hashable {
    /// The mail server took the message.
    case accepted
    /// The mail server answered with this code of three digits (RFC 5321, 4.2) and this status (RFC 3463), as far as it gave them.
    case answered(code: Int?, status: String?)
    /// The mail server did not answer.
    case unanswered(NoAnswer)
    /// The message was taken, and came back with this status (RFC 3463).
    case bounced(status: String)
    /// The address that the order had never was one.
    case invalidAddress(Reason.Code)
    /// Nobody has to ask for the job not to be sent.
    case cancelled(CancellationReason)
    /// A person asked for it not to be sent.
    case stopped
    /// Each of its workers ended at it.
    case workersEnded

    /// The code, such as `smtp.550.5.1.1`.
    public var code: String {
        switch self {
        case .accepted: "accepted"
        case .answered(let code, let status): ["smtp", code.map(String.init), status].compactMap(\.self).joined(separator: ".")
        case .unanswered(let answer): answer.rawValue
        case .bounced(let status): "bounced." + status
        case .invalidAddress(let code): code.rawValue
        case .cancelled(let reason): reason.rawValue
        case .stopped: "job.cancelled"
        case .workersEnded: "job.workers-ended"
        }
    }

    /// Reads a code; nil where it is none.
    public init?(code text: String) {
        if let answer = NoAnswer(rawValue: text) {
            self = .unanswered(answer)
        } else if let reason = CancellationReason(rawValue: text) {
            self = .cancelled(reason)
        } else if let code = Reason.Code(rawValue: text) {
            self = .invalidAddress(code)
        } else {
            let parts = text.split(separator: ".", maxSplits: 1).map(String.init)
            switch (parts.first, parts.dropFirst().first) {
            case ("accepted", nil): self = .accepted
            case ("job", "cancelled"): self = .stopped
            case ("job", "workers-ended"): self = .workersEnded
            case ("bounced", let status?): self = .bounced(status: status)
            case ("smtp", let rest):
                let digits = rest?.prefix { $0 != "." }
                let code = digits.flatMap { $0.utf8.count == 3 ? Int($0) : nil }
                let status = code == nil ? rest : rest.map { String($0.dropFirst(4)) }
                self = .answered(code: code, status: status?.isEmpty == false ? status : nil)
            default: return nil
            }
        }
    }
}
