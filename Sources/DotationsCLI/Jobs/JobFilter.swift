import ArgumentParser
import DotationStore
import Dotations

/// Which e-mails are meant: those of a state, or those of a state that the list tells by another word.
enum JobFilter: Hashable, ExpressibleByArgument {
    case state(Job.State)
    /// They were sent and came back.
    case bounced
    /// There is a later one to the same beneficiary.
    case superseded

    static let all = Job.State.allCases.map(Self.state) + [.bounced, .superseded]

    /// What the list says of an e-mail.
    static func shown(for job: Job) -> JobFilter {
        if job.supersededBy != nil { return .superseded }
        return job.isBounced ? .bounced : .state(job.state)
    }

    /// Reads a code, or what the list shows, whatever its case, accents and spaces.
    init?(argument: String) {
        let key = Folding.key(argument)
        guard let filter = Self.all.first(where: { [$0.code, $0.french].map { Folding.key($0) }.contains(key) }) else { return nil }
        self = filter
    }

    static var allValueStrings: [String] { all.map(\.french) }

    /// What programs call it.
    var code: String {
        switch self {
        case .state(let state): state.rawValue
        case .bounced: "bounced"
        case .superseded: "superseded"
        }
    }

    /// What an administrator reads.
    var french: String {
        switch self {
        case .state(.pending): "à envoyer"
        case .state(.leased): "en cours d’envoi"
        case .state(.retry): "à réessayer"
        case .state(.sent): "envoyé"
        case .state(.failed): "en échec"
        case .state(.cancelled): "annulé"
        case .bounced: "revenu"
        case .superseded: "remplacé"
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
