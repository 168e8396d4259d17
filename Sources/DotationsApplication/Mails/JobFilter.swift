public import DotationStore
internal import DotationText
internal import Dotations

/// Which e-mails are meant: those of a state, or those of a state that a list tells by another word.
public enum JobFilter: Hashable, Sendable {
    /// They are in this state.
    case state(Job.State)
    /// They were sent and came back.
    case bounced
    /// There is a later one to the same beneficiary.
    case superseded

    /// Every filter.
    public static let all = Job.State.allCases.map(Self.state) + [.bounced, .superseded]

    /// What a list says of an e-mail.
    public init(showing job: Job) { self = job.supersededBy != nil ? .superseded : job.isBounced ? .bounced : .state(job.state) }

    /// Reads a code, or what a list shows, whatever its case, accents and spaces.
    public init?(_ text: String) {
        let key = Folding.key(text)
        guard let filter = Self.all.first(where: { [$0.code, $0.french].map { Folding.key($0) }.contains(key) }) else { return nil }
        self = filter
    }

    /// What programs call it.
    public var code: String {
        switch self {
        case .state(let state): state.rawValue
        case .bounced: "bounced"
        case .superseded: "superseded"
        }
    }

    /// The states in which such an e-mail can be.
    var states: Set<Job.State> {
        switch self {
        case .state(let state): [state]
        case .bounced: [.failed]
        case .superseded: Set(Job.State.allCases)
        }
    }

    /// Whether a job is one of them: a job that came back is also one that failed.
    func contains(_ job: Job) -> Bool {
        switch self {
        case .state(let state): job.state == state
        case .bounced: job.isBounced
        case .superseded: job.supersededBy != nil
        }
    }
}
