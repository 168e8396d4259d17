public import DotationStore

/// Which messages came back: what was read and recorded.
public struct BounceRecord: Encodable, Sendable {
    /// How many messages were read.
    public internal(set) var messages = 0
    /// How many of them are about messages that came back or are late.
    public internal(set) var notifications = 0
    /// The e-mails whose dotation now has the status `Erreur e-mail`.
    public internal(set) var recorded: [Job.Reference] = []
    /// Those that came back for another reason than their address.
    public internal(set) var blameless: [Job.Reference] = []
    /// Those whose dotation has another address by now, or is activated.
    public internal(set) var outdated: [Job.Reference] = []
    /// Those that came back from where their recipient has them forwarded.
    public internal(set) var forwarded: [Job.Reference] = []
    /// How many are about e-mails to users: invitations, and links for another password.
    public internal(set) var userMails = 0
    /// How many were recorded before.
    public internal(set) var known = 0
    /// How many are about e-mails that this store did not send.
    public internal(set) var unknown = 0
    /// How many say that the server still tries.
    public internal(set) var delayed = 0

    mutating func add(_ finding: BounceFinding) {
        switch finding {
        case .recorded(let job): recorded.append(job)
        case .blameless(let job): blameless.append(job)
        case .outdated(let job): outdated.append(job)
        case .forwarded(let job): forwarded.append(job)
        case .userMail: userMails += 1
        case .known: known += 1
        case .unknown: unknown += 1
        }
    }
}
