public import Dotations
internal import Foundation

extension MailStore {
    /// Records what came of jobs, in one short transaction.
    ///
    /// A message that was taken ends the job. It ends an `Erreur e-mail` of the dotation too, and where it creates an account the statuses
    /// `intégration` and `PRODUCTION`: the dotation is then `En attente d'activation`. A refused address ends the job and sets `Erreur e-mail`,
    /// with the server's words in the history. The last try in vain ends it as well. A job that a later change superseded, or whose e-mail is of
    /// no use any more, is cancelled where it was not sent.
    ///
    /// - Parameters:
    ///   - results: what came of jobs, and the jobs as they were leased.
    ///   - time: now.
    ///   - user: who sends, as the history has it.
    ///   - random: spreads the tries.
    /// - Returns: what each job became, in their order; `lost` where the worker did not have it any more, and nothing was recorded.
    /// - Throws: ``StoreError``; then nothing is recorded.
    public func record(
        _ results: [(result: DeliveryResult, job: Job)], at time: OutboxTime, user: String, random: inout some RandomNumberGenerator
    ) throws(StoreError) -> [RecordedResult] {
        var generator = random
        let recorded = try store.write(.nothing) { connection throws(StoreError) -> [RecordedResult] in
            try connection.lock(results.map(\.job.client))
            let context = OperationContext(user: user, way: .system, date: time.date)
            var recorded = [RecordedResult](repeating: .lost, count: results.count)
            let clients = Dictionary(grouping: results.indices) { results[$0].job.client }
            for (client, indices) in clients.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                let connection = connection.of(client)
                let query = try SendEligibilityQuery(connection)
                var reached: [Dotation] = []
                for index in indices {
                    let (result, job) = results[index]
                    guard let eligibility = try query.of(job.id.rawValue), eligibility.isHeld(job),
                        let state = try connection.record(result, of: job, eligibility, context, &generator)
                    else { continue }
                    recorded[index] = .became(state)
                    if state == .sent, eligibility.endsWith(job.kind), let dotation = try connection.dotationOf(job) {
                        reached.append(dotation)
                    }
                }
                try connection.recordReached(reached, context)
            }
            return recorded
        }
        random = generator
        return recorded
    }
}

extension SendEligibility {
    /// Whether the dotation has another status once an e-mail of a kind is taken by the mail server.
    fileprivate func endsWith(_ kind: ActivationEmailJob.Kind) -> Bool {
        switch status.kind {
        case .emailError: true
        case .integration, .production: kind == .accountCreation
        case .awaitingActivation, .activated, .other: false
        }
    }
}

extension Connection {
    /// Records what came of a job.
    ///
    /// - Returns: what it became; nil where the worker does not have it any more, and nothing was recorded.
    fileprivate func record(
        _ result: DeliveryResult, of job: Job, _ eligibility: SendEligibility, _ context: OperationContext,
        _ random: inout some RandomNumberGenerator
    ) throws(StoreError) -> Job.State? {
        let now = context.milliseconds
        if result != .accepted, let blocker = eligibility.blocker {
            let ending = LeaseEnding(outcome: .cancelled(blocker), finishedAt: now, mayHaveLeft: result.mayHaveLeft)
            return try release(job, .cancelled, ending) ? .cancelled : nil
        }
        switch result {
        case .accepted:
            return try release(job, .sent, .init(outcome: .accepted, finishedAt: now)) ? .sent : nil
        case .interrupted:
            let state: Job.State = job.failures == 0 ? .pending : .retry
            return try release(job, state, .init(mayHaveLeft: result.mayHaveLeft)) ? state : nil
        case .deferred(let trouble):
            guard let delay = RetrySchedule.delay(after: job.failures + 1, using: &random) else {
                return try fail(job, trouble, concernsAddress: false, context)
            }
            let ending = LeaseEnding(
                outcome: trouble.outcome, words: trouble.words, dueAt: now + delay, scheduledAt: now, isFailure: true,
                mayHaveLeft: trouble.mayHaveLeft)
            return try release(job, .retry, ending) ? .retry : nil
        case .refused(let trouble, let concernsAddress):
            return try fail(job, trouble, concernsAddress: concernsAddress, context)
        }
    }

    /// Gives up a job that is not sent.
    private func fail(
        _ job: Job, _ trouble: DeliveryTrouble, concernsAddress: Bool, _ context: OperationContext
    ) throws(StoreError) -> Job.State? {
        let ending = LeaseEnding(
            outcome: trouble.outcome, words: trouble.words, finishedAt: context.milliseconds, isFailure: true,
            mayHaveLeft: trouble.mayHaveLeft
        )
        guard try release(job, .failed, ending) else { return nil }
        if concernsAddress, let dotation = try dotationOf(job) { try recordEmailErrors([(dotation, trouble.words)], context) }
        return .failed
    }

    /// The job's dotation, where a fault of the job's address is one of the dotation's as well.
    func dotationOf(_ job: Job) throws(StoreError) -> Dotation? {
        guard let dotation = try dotation(job.dotation), dotation.status.isNotActivated,
            StoredAddress(dotation.contact.email) == job.recipient
        else { return nil }
        return dotation
    }

    /// Sets `Erreur e-mail`, with the servers' words in the history, as one operation.
    func recordEmailErrors(_ errors: [(dotation: Dotation, words: String)], _ context: OperationContext) throws(StoreError) {
        guard !errors.isEmpty else { return }
        let counts = Operation.Counts(rows: errors.count, changed: errors.count { $0.dotation.status != .emailError })
        var history = try HistoryWriter(self, .delivery, context, counts: counts, auditCount: errors.count)
        for (dotation, words) in errors {
            try history.append(try set(.emailError, of: dotation, words: words))
        }
        _ = try history.finish()
    }

    /// Sets `En attente d'activation`, as one operation: the server took messages for the addresses that the dotations have.
    fileprivate func recordReached(_ dotations: [Dotation], _ context: OperationContext) throws(StoreError) {
        guard !dotations.isEmpty else { return }
        var history = try HistoryWriter(
            self, .delivery, context, counts: .init(rows: dotations.count, changed: dotations.count), auditCount: dotations.count)
        for dotation in dotations { try history.append(try set(.awaitingActivation, of: dotation, words: nil)) }
        _ = try history.finish()
    }

    private func set(_ status: DotationStatus, of dotation: Dotation, words: String?) throws(StoreError) -> AuditRecord {
        let labels = (before: dotation.status.label, after: status.label)
        guard dotation.status != status else {
            return AuditRecord(.status, dotation: dotation.id, reasons: words, status: (labels.before, labels.before))
        }
        try run(
            "UPDATE dotations SET status_id = ?, revision = revision + 1 WHERE client = :client AND id = ?", .int(try statusID(status)),
            SQLValue(dotation.id))
        return AuditRecord(.status, dotation: dotation.id, revision: dotation.revision + 1, reasons: words, status: labels)
    }
}
