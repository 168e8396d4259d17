public import Dotations

extension BounceReport {
    /// Whether one of the addresses is this one; servers change the case of letters, and write angle brackets.
    fileprivate func isAbout(_ address: String) -> Bool {
        func plain(_ address: String) -> [UInt8] {
            address.utf8.filter { $0 > 0x20 && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }
                .map { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 ? $0 | 0x20 : $0 }
        }
        return [recipient, originalRecipient].contains { $0.map(plain) == plain(address) }
    }
}

extension Store {
    /// Records messages that came back for good, in one transaction. Their jobs become failed, except those that are
    /// cancelled.
    ///
    /// A bounce is told by the Message-ID alone, which nobody can guess: so nobody else can have a dotation marked.
    ///
    /// - Returns: what each bounce was found to be, in their order.
    /// - Throws: ``StoreError``.
    public func recordBounces(_ bounces: [BounceReport], context: OperationContext) throws(StoreError) -> [BounceFinding] {
        try write { connection throws(StoreError) in
            var findings: [BounceFinding] = []
            var errors: [(dotation: Dotation, words: String)] = []
            let lookup = try Statement(connection, Job.selection("j.message_id = ? ORDER BY j.id LIMIT 1"))
            let failure = try Statement(
                connection,
                """
                UPDATE jobs SET outcome = ?1, last_error = ?2, finished_at = ?3, state = iif(state = 'cancelled', state, 'failed'),
                    expired_leases = 0, lease_until = NULL, lease_boot = NULL
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
                if case .bounced = job.outcome {
                    findings.append(.known(job.id))
                    continue
                }
                guard job.recipient.map({ bounce.isAbout($0.text) }) ?? true else {
                    findings.append(.forwarded(job.id))
                    continue
                }
                let trouble = DeliveryTrouble(
                    .bounced(status: bounce.status), words: bounce.diagnostic ?? bounce.status, recipient: job.recipient?.text ?? "")
                // Also one that waits: an answer that was lost on the way leaves a job waiting whose message has arrived.
                try failure.run([
                    .text(trouble.outcome.code), .text(trouble.words), .int(context.milliseconds), .int(job.id.rawValue),
                ])
                if !bounce.blamesAddress {
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
