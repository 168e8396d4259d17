internal import Dotations

/// A message that was taken, and came back.
public struct Bounce: Sendable, Hashable {
    /// The Message-ID, with its angle brackets.
    public let messageID: String
    /// The addresses that the report is about, as it has them: where it went to, and where the sender had sent it.
    public let recipients: [String]
    /// The status of the report (RFC 3463), such as `5.1.1`.
    public let status: String
    /// What the recipient's server said; addresses in it are masked before it is kept.
    public let words: String
    /// Whether the fault is with the recipient's address.
    public let concernsAddress: Bool

    /// A message that came back.
    public init(messageID: String, recipients: [String], status: String, words: String, concernsAddress: Bool) {
        self.messageID = messageID
        self.recipients = recipients
        self.status = status
        self.words = words
        self.concernsAddress = concernsAddress
    }
}

extension Bounce {
    /// Whether one of the addresses is this one; servers change the case of letters, and write angle brackets.
    fileprivate func isAbout(_ address: String) -> Bool {
        func plain(_ address: String) -> [UInt8] {
            address.utf8.filter { $0 > 0x20 && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }
                .map { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 ? $0 | 0x20 : $0 }
        }
        return recipients.contains { plain($0) == plain(address) }
    }
}

/// What a bounce was found to be.
public enum BounceFinding: Sendable, Hashable {
    /// It is about this job, whose dotation now has the status `Erreur e-mail`.
    case recorded(Job.ID)
    /// It is about this job, which came back for another reason than its address: the dotation is left as it is.
    case blameless(Job.ID)
    /// It is about this job, whose dotation has another address by now, or is activated.
    case outdated(Job.ID)
    /// It is about another address, to which the recipient of this job has his mail forwarded: nothing is recorded.
    case forwarded(Job.ID)
    /// It was recorded before.
    case known(Job.ID)
    /// No job of the store has that Message-ID.
    case unknown
}

extension Store {
    /// Records messages that came back for good, in one transaction: their jobs are failed, whatever was thought of them before, but for those
    /// that are cancelled.
    ///
    /// A bounce is told by the Message-ID alone, which nobody can guess: so nobody else can have a dotation marked.
    ///
    /// - Returns: what each bounce was found to be, in their order.
    /// - Throws: ``StoreError``.
    public func recordBounces(_ bounces: [Bounce], context: OperationContext) throws(StoreError) -> [BounceFinding] {
        try write { connection throws(StoreError) in
            var findings: [BounceFinding] = []
            var errors: [(dotation: Dotation, words: String)] = []
            let lookup = try Statement(connection, Job.selection("j.message_id = ? ORDER BY j.id LIMIT 1"))
            let failure = try Statement(
                connection,
                """
                UPDATE jobs SET outcome = ?1, last_error = ?2, finished_at = ?3, state = iif(state = 'cancelled', state, 'failed'),
                    lapses = 0, lease_until = NULL, lease_boot = NULL
                WHERE id = ?4
                """)
            for bounce in bounces {
                try lookup.bind([.text(bounce.messageID)])
                guard try lookup.step() else {
                    findings.append(.unknown)
                    continue
                }
                let job = try Job(lookup, store: storeName)
                lookup.reset()
                guard job.outcome?.hasPrefix(Job.bounced) != true else {
                    findings.append(.known(job.id))
                    continue
                }
                guard job.recipient.map({ bounce.isAbout($0) }) ?? true else {
                    findings.append(.forwarded(job.id))
                    continue
                }
                let trouble = DeliveryTrouble(code: Job.bounced + bounce.status, words: bounce.words, recipient: job.recipient ?? "")
                // Also one that waits: an answer that was lost on the way leaves a job waiting whose message has arrived.
                try failure.run([
                    .text(trouble.code), .text(trouble.words), .int(context.milliseconds), .int(job.id.rawValue),
                ])
                if !bounce.concernsAddress {
                    findings.append(.blameless(job.id))
                } else if let dotation = try connection.dotationOf(job), !errors.contains(where: { $0.dotation.id == dotation.id }) {
                    errors.append((dotation, trouble.words))
                    findings.append(.recorded(job.id))
                } else {
                    findings.append(.outdated(job.id))
                }
            }
            try connection.recordEmailErrors(errors, context)
            return findings
        }
    }
}
