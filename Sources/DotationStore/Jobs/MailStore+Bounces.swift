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

extension MailStore {
    /// Records messages that came back for good, in one transaction. Their jobs become failed, except those that are
    /// cancelled.
    ///
    /// A bounce is told by the Message-ID alone, which nobody can guess: so nobody else can have a dotation marked.
    ///
    /// - Returns: what each bounce was found to be, in their order.
    /// - Throws: ``StoreError``.
    public func recordBounces(_ bounces: [BounceReport], context: OperationContext) throws(StoreError) -> [BounceFinding] {
        try store.write(.nothing) { connection throws(StoreError) in
            var findings: [BounceFinding] = []
            try connection.lock(connection.clients(of: bounces))
            var errors: [Client.ID: [(dotation: MailedDotation, words: String)]] = [:]
            let lookup = try Statement(
                connection, acrossClients: "SELECT client, id FROM jobs WHERE message_id = ? ORDER BY client, id LIMIT 1")
            for bounce in bounces {
                try lookup.bind([.text(bounce.messageID)])
                guard try lookup.step() else {
                    findings.append(try connection.recordUserMailBounce(bounce, at: context.milliseconds) ? .userMail : .unknown)
                    continue
                }
                let (client, id) = (Client.ID(rawValue: lookup.int("client")), lookup.int("id"))
                lookup.reset()
                let connection = connection.of(client)
                guard let job = try connection.job(id, prefix: store.jobPrefix(of: client)) else {
                    findings.append(.unknown)
                    continue
                }
                if case .bounced = job.outcome {
                    findings.append(.known(job.reference))
                    continue
                }
                guard job.recipient.map({ bounce.isAbout($0.text) }) ?? true else {
                    findings.append(.forwarded(job.reference))
                    continue
                }
                let trouble = DeliveryTrouble(
                    .bounced(status: bounce.status), words: bounce.diagnostic ?? bounce.status, recipient: job.recipient?.text ?? "")
                // Also one that waits: an answer that was lost on the way leaves a job waiting whose message has arrived.
                try connection.run(
                    """
                    UPDATE jobs SET outcome = ?, last_error = ?, finished_at = ?,
                        state = CASE state WHEN 'cancelled' THEN 'cancelled' ELSE 'failed' END,
                        expired_leases = 0, lease_until = NULL, lease_boot = NULL
                    WHERE client = :client AND id = ?
                    """, .text(trouble.outcome.code), .text(trouble.words), .int(context.milliseconds), .int(id))
                if !bounce.blamesAddress {
                    findings.append(.blameless(job.reference))
                } else if let dotation = try connection.eligibility(of: id)?.mailedDotation(job),
                    errors[client]?.contains(where: { $0.dotation.id == dotation.id }) != true
                {
                    errors[client, default: []].append((dotation, trouble.words))
                    findings.append(.recorded(job.reference))
                } else {
                    findings.append(.outdated(job.reference))
                }
            }
            for (client, errors) in errors.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                try connection.of(client).recordEmailErrors(errors, context)
            }
            return findings
        }
    }
}

extension Connection {
    /// The clients of whom messages came back.
    fileprivate func clients(of bounces: [BounceReport]) throws(StoreError) -> Set<Client.ID> {
        let lookup = try Statement(self, acrossClients: "SELECT DISTINCT client FROM jobs WHERE message_id = ?")
        var clients: Set<Client.ID> = []
        for bounce in bounces {
            try lookup.bind([.text(bounce.messageID)])
            while try lookup.step() { clients.insert(.init(rawValue: lookup.int("client"))) }
        }
        return clients
    }
}
