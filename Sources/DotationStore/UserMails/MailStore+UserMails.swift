internal import DotationAccounts
public import Dotations
public import Foundation

extension MailStore {
    /// Leases the e-mails to users that are due to a worker, the longest due first. One at which two workers ended is leased alone, as
    /// it may end the next one, and the work on others with it.
    ///
    /// With its lease an e-mail gets a new token, of which the store keeps the digest: so nobody who reads the store can sign in.
    ///
    /// - Parameters:
    ///   - limit: how many at most.
    ///   - end: only what was due by then; by default, by now.
    ///   - time: now.
    ///   - domain: the right side of their Message-IDs.
    ///   - random: makes the tokens and the left side of the Message-IDs.
    /// - Returns: the e-mails, those that were cancelled as they are of no use any more, and those that are given up.
    /// - Throws: ``StoreError``.
    public func leaseUserMails(
        _ limit: Int, dueBy end: Date? = nil, at time: OutboxTime, domain: String, using random: inout some RandomNumberGenerator
    ) throws(StoreError) -> LeasedUserMails {
        let due = min(end ?? time.date, time.date)
        // Most often there is nothing, and then there is no need to keep others from writing.
        guard
            try store.read({ connection throws(StoreError) in
                try !connection.dueUserMails(1, by: due, at: connection.leaseTime(time)).isEmpty
            })
        else {
            return LeasedUserMails()
        }
        var generator = random
        let leased = try store.write { connection throws(StoreError) -> LeasedUserMails in
            let time = try connection.leaseTime(time)
            var leased = LeasedUserMails()
            for id in try connection.dueUserMails(limit, by: due, at: time) {
                try connection.lease(id, at: time, domain: domain, &generator, &leased)
            }
            return leased
        }
        random = generator
        return leased
    }

    /// How many e-mails to users wait.
    public func waitingUserMailCount() throws(StoreError) -> Int {
        try store.read { connection throws(StoreError) in
            try connection.int("SELECT count(*) FROM user_mails WHERE state IN ('pending', 'retry')") ?? 0
        }
    }

    /// Renews the leases of e-mails to users for another ``leaseLength``.
    ///
    /// - Returns: those that the worker does not have any more.
    public func renewLeases(of mails: [UserMail], at time: OutboxTime) throws(StoreError) -> [UserMail] {
        guard !mails.isEmpty else { return [] }
        return try store.write { connection throws(StoreError) in
            let time = try connection.leaseTime(time)
            let renewal = try Statement(
                connection,
                "UPDATE user_mails SET lease_until = ?, lease_boot = ? WHERE id = ? AND attempt = ? AND state = 'leased'")
            var lost: [UserMail] = []
            for mail in mails {
                let isRenewed = try renewal.run([
                    .int(time.steady + Self.leaseLength), .text(time.boot), .int(mail.id.rawValue), .int(mail.attempt),
                ])
                if isRenewed == 0 { lost.append(mail) }
            }
            return lost
        }
    }

    /// Whether a worker still has an e-mail, and nothing blocks it: asked right before it is sent.
    public func mayBeSent(_ mail: UserMail, at date: Date) throws(StoreError) -> Bool {
        try store.read { connection throws(StoreError) in
            guard let stored = try connection.userMail(mail.id.rawValue) else { return false }
            // Who has chosen a password meanwhile is told where to sign in, and not how to choose one.
            return stored.isHeld(mail) && stored.blocker(at: date) == nil && stored.content == mail.content
        }
    }

    /// Records what came of e-mails to users, in one short transaction.
    ///
    /// - Parameters:
    ///   - results: what came of e-mails, and the e-mails as they were leased.
    ///   - time: now.
    ///   - random: spreads the tries.
    /// - Returns: what each became, in their order; `lost` where the worker did not have it any more, and nothing was recorded.
    /// - Throws: ``StoreError``; then nothing is recorded.
    public func record(
        _ results: [(result: DeliveryResult, mail: UserMail)], at time: OutboxTime, random: inout some RandomNumberGenerator
    ) throws(StoreError) -> [RecordedResult] {
        guard !results.isEmpty else { return [] }
        var generator = random
        let recorded = try store.write { connection throws(StoreError) -> [RecordedResult] in
            var recorded: [RecordedResult] = []
            for (result, mail) in results {
                let state = try connection.record(result, of: mail, at: time.date, &generator)
                recorded.append(state.map(RecordedResult.became) ?? .lost)
            }
            return recorded
        }
        random = generator
        return recorded
    }
}

/// An e-mail to a user as it is stored, with what decides whether it may be sent.
private struct StoredUserMail {
    let id: Int
    let recipient: EmailAddress
    let purpose: MailedToken.Purpose
    /// nil where there is nobody whom the client invites any more.
    let content: UserMail.Content?
    let isDisabled, isSuperseded, isLeased: Bool
    let attempt, failures, expiredLeases: Int
    let created: Date
    let messageID: String?

    func isHeld(_ mail: UserMail) -> Bool { isLeased && attempt == mail.attempt }

    /// Why it must not be sent; nil where it may be.
    func blocker(at now: Date) -> UserMail.Cancellation? {
        if isSuperseded { return .superseded }
        if isDisabled || content == nil { return .accessEnded }
        return now.timeIntervalSince(created) < purpose.lifetime ? nil : .requestExpired
    }
}

extension Connection {
    /// The numbers of e-mails to users that a worker may take up: together, or one alone at which workers ended.
    fileprivate func dueUserMails(_ limit: Int, by end: Date, at time: OutboxTime) throws(StoreError) -> [Int] {
        let isExpired = "state = 'leased' AND (coalesce(lease_boot, '') <> ? OR lease_until <= ? OR lease_until > ?)"
        let lease: [SQLValue] = [.text(time.boot), .int(time.steady), .int(time.steady + 2 * MailStore.leaseLength)]
        let isDue = "state IN ('pending', 'retry') AND (due_at <= ? OR coalesce(scheduled_at, created_at) > ?)"
        let due: [SQLValue] = [.int(end.milliseconds), .int(time.milliseconds + DueJobs.tolerance)]
        let together = try Statement(
            self,
            """
            SELECT id FROM user_mails
            WHERE state IN ('pending', 'leased', 'retry') AND ((\(isDue)) OR (\(isExpired) AND expired_leases = 0))
            ORDER BY due_at, id LIMIT ?
            """)
        var found: [Int] = []
        try together.bind(due + lease + [.int(limit)])
        while try together.step() { found.append(together.int("id")) }
        guard found.isEmpty else { return found }
        let alone = try Statement(
            self,
            """
            SELECT id FROM user_mails WHERE state IN ('pending', 'leased', 'retry') AND \(isExpired) ORDER BY expired_leases, id LIMIT 1
            """)
        try alone.bind(lease)
        return try alone.step() ? [alone.int("id")] : []
    }

    fileprivate func userMail(_ id: Int) throws(StoreError) -> StoredUserMail? {
        let row = try Statement(
            self,
            acrossClients: """
                SELECT c.id, c.code, c.name, m.purpose, m.state, m.attempt, m.failures, m.expired_leases, m.created_at, m.message_id, u.email, u.has_password, u.is_disabled,
                    w.name AS person, EXISTS (
                        SELECT 1 FROM user_mails later WHERE later.user_id = m.user_id AND later.purpose = m.purpose
                            AND later.for_client IS NOT DISTINCT FROM m.for_client AND later.id > m.id) AS is_superseded
                FROM user_mails m JOIN mail_recipients u ON u.id = m.user_id
                    LEFT JOIN memberships w ON w.client = m.for_client AND w.user_id = m.user_id
                    LEFT JOIN clients c ON c.id = w.client
                WHERE m.id = ?
                """)
        try row.bind([.int(id)])
        guard try row.step() else { return nil }
        guard let purpose = MailedToken.Purpose(rawValue: row.text("purpose")), let recipient = try? EmailAddress.parse(row.text("email"))
        else { throw StoreError(.damaged, "An e-mail to a user has no valid purpose or address.") }
        var content: UserMail.Content?
        switch purpose {
        case .reset: content = .reset
        case .invitation:
            if let person = row.optionalText("person") {
                content = .invitation(person: person, client: try Client(row), hasPassword: row.int("has_password") != 0)
            }
        }
        return StoredUserMail(
            id: id, recipient: recipient, purpose: purpose, content: content, isDisabled: row.int("is_disabled") != 0,
            isSuperseded: row.int("is_superseded") != 0, isLeased: row.text("state") == Job.State.leased.rawValue,
            attempt: row.int("attempt"), failures: row.int("failures"), expiredLeases: row.int("expired_leases"),
            created: Date(milliseconds: row.int("created_at")), messageID: row.optionalText("message_id"))
    }

    fileprivate func lease(
        _ id: Int, at time: OutboxTime, domain: String, _ random: inout some RandomNumberGenerator, _ leased: inout LeasedUserMails
    ) throws(StoreError) {
        guard let stored = try userMail(id) else { return }
        if let blocker = stored.blocker(at: time.date) {
            guard try end(stored, .cancelled, blocker.rawValue, at: time.milliseconds) else { return }
            leased.cancelled.append((UserMail.ID(stored: id), blocker))
            return
        }
        let expiredLeases = stored.expiredLeases + (stored.isLeased ? 1 : 0)
        guard expiredLeases < MailStore.expiredLeaseLimit, let content = stored.content else {
            guard try end(stored, .failed, JobOutcome.workersEnded.code, at: time.milliseconds) else { return }
            leased.failed.append(UserMail.ID(stored: id))
            return
        }
        let messageID = stored.messageID ?? "<\(Token(using: &random).text)@\(domain)>"
        let token = Token(using: &random)
        let isTaken = try run(
            """
            UPDATE user_mails SET state = 'leased', attempt = attempt + 1, expired_leases = ?, lease_until = ?, lease_boot = ?, message_id = ?
            WHERE id = ? AND attempt = ? AND state IN ('pending', 'retry', 'leased')
            """, .int(expiredLeases), .int(time.steady + MailStore.leaseLength), .text(time.boot), .text(messageID), .int(id),
            .int(stored.attempt))
        guard isTaken == 1 else { return }
        try run(
            "INSERT INTO user_tokens (digest, mail_id, made_at) VALUES (?, ?, ?)", .digest(token.digest), .int(id), .int(time.milliseconds))
        leased.mails.append(
            UserMail(
                id: .init(stored: id), recipient: stored.recipient, content: content, attempt: stored.attempt + 1,
                failures: stored.failures, expiredLeases: expiredLeases, messageID: messageID, token: token,
                tokenEnd: time.date + stored.purpose.lifetime))
    }

    /// Ends an e-mail, or its lease. The statement itself looks whether it is as it was read.
    ///
    /// - Returns: whether it was; if not, nothing was written.
    private func end(
        _ mail: StoredUserMail, _ state: Job.State, _ outcome: String?, isFailure: Bool = false, dueAt: Int? = nil, at milliseconds: Int
    ) throws(StoreError) -> Bool {
        try run(
            """
            UPDATE user_mails SET state = ?, outcome = coalesce(?, outcome), failures = failures + ?, expired_leases = 0, lease_until = NULL,
                lease_boot = NULL, due_at = coalesce(?, due_at), scheduled_at = coalesce(?, scheduled_at), finished_at = ?
            WHERE id = ? AND attempt = ? AND state IN ('pending', 'retry', 'leased')
            """, .text(state.rawValue), SQLValue(outcome), .int(isFailure ? 1 : 0), SQLValue(dueAt),
            SQLValue(dueAt.map { _ in milliseconds }), [.pending, .retry].contains(state) ? .null : .int(milliseconds), .int(mail.id),
            .int(mail.attempt)) == 1
    }

    /// Records what came of an e-mail to a user.
    ///
    /// - Returns: what it became; nil where the worker does not have it any more, and nothing was recorded.
    fileprivate func record(
        _ result: DeliveryResult, of mail: UserMail, at date: Date, _ random: inout some RandomNumberGenerator
    ) throws(StoreError) -> Job.State? {
        guard let stored = try userMail(mail.id.rawValue), stored.isHeld(mail) else { return nil }
        let now = date.milliseconds
        let state: Job.State
        let outcome: String?
        var (dueAt, isFailure) = (Int?.none, false)
        switch (result, stored.blocker(at: date)) {
        case (.accepted, _): (state, outcome) = (.sent, JobOutcome.accepted.code)
        case (_, let blocker?): (state, outcome) = (.cancelled, blocker.rawValue)
        case (.interrupted, nil): (state, outcome) = (stored.failures == 0 ? .pending : .retry, nil)
        case (.refused(let trouble, _), nil): (state, outcome, isFailure) = (.failed, trouble.outcome.code, true)
        case (.deferred(let trouble), nil):
            dueAt = RetrySchedule.delay(after: stored.failures + 1, using: &random).map { now + $0 }
            (state, outcome, isFailure) = (dueAt == nil ? .failed : .retry, trouble.outcome.code, true)
        }
        return try end(stored, state, outcome, isFailure: isFailure, dueAt: dueAt, at: now) ? state : nil
    }
}
