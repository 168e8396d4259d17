public import DotationMail
internal import DotationStore
public import Dotations

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
