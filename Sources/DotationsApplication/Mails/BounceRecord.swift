public import DotationMail
public import DotationStore
public import Dotations

/// Which messages came back: what was read and recorded.
public struct BounceRecord: Encodable, Sendable {
    /// How many messages were read.
    public fileprivate(set) var messages = 0
    /// How many of them are about messages that came back or are late.
    public fileprivate(set) var notifications = 0
    /// The e-mails whose dotation now has the status `Erreur e-mail`.
    public fileprivate(set) var recorded: [Job.ID] = []
    /// Those that came back for another reason than their address.
    public fileprivate(set) var blameless: [Job.ID] = []
    /// Those whose dotation has another address by now, or is activated.
    public fileprivate(set) var outdated: [Job.ID] = []
    /// Those that came back from where their recipient has them forwarded.
    public fileprivate(set) var forwarded: [Job.ID] = []
    /// How many were recorded before.
    public fileprivate(set) var known = 0
    /// How many are about e-mails that this store did not send.
    public fileprivate(set) var unknown = 0
    /// How many say that the server still tries.
    public fileprivate(set) var delayed = 0

    fileprivate mutating func add(_ finding: BounceFinding) {
        switch finding {
        case .recorded(let job): recorded.append(job)
        case .blameless(let job): blameless.append(job)
        case .outdated(let job): outdated.append(job)
        case .forwarded(let job): forwarded.append(job)
        case .known: known += 1
        case .unknown: unknown += 1
        }
    }
}

extension Installation {
    /// Reads and records which messages came back. What stands before a fault counts. `reports` gives one report of a mailbox after the other.
    public func recordBounces(_ reports: ((BounceReport) throws -> Void) throws -> Mailbox.Tally) throws -> BounceRecord {
        var result = BounceRecord()
        var bounces: [BounceReport] = []
        func record() throws {
            for finding in try store.mail.recordBounces(bounces, context: context) { result.add(finding) }
            bounces = []
        }
        do {
            let tally = try reports { report in
                switch report.action {
                case .failed: bounces.append(report)
                case .delayed: result.delayed += 1
                case .delivered, .relayed, .expanded: break
                }
                if bounces.count == 500 { try record() }
            }
            (result.messages, result.notifications) = (tally.messages, tally.notifications)
        } catch let error as MailError {
            try record()
            throw error
        }
        try record()
        return result
    }
}
