internal import Dotations
internal import Foundation

extension Store {
    /// Records what came of jobs, in one short transaction.
    ///
    /// A message that was taken ends the job, and an `Erreur e-mail` of the dotation with it. A refused address ends it too, and sets that
    /// status, with the server's words in the history. The last try in vain ends it as well. A job that a later change superseded, or whose
    /// e-mail is of no use any more, is cancelled where it was not sent.
    ///
    /// - Parameters:
    ///   - results: what came of jobs, and the jobs as they were lent.
    ///   - time: now.
    ///   - user: who sends, as the history has it.
    ///   - random: spreads the tries.
    /// - Returns: what each job became, in their order; `lost` where the worker did not have it any more, and nothing was recorded.
    /// - Throws: ``StoreError``; then nothing is recorded.
    public func record(
        _ results: [(result: JobResult, job: Job)], at time: OutboxTime, user: String, random: inout some RandomNumberGenerator
    ) throws(StoreError) -> [JobFate] {
        var generator = random
        let fates = try write { connection throws(StoreError) -> [JobFate] in
            let standings = try Standings(connection)
            let context = OperationContext(user: user, date: time.date)
            var fates: [JobFate] = []
            for (result, job) in results {
                guard let standing = try standings.of(job.id.rawValue), standing.isHeld(job) else {
                    fates.append(.lost)
                    continue
                }
                fates.append(.became(try connection.record(result, of: job, standing, context, &generator)))
            }
            return fates
        }
        random = generator
        return fates
    }
}

extension Connection {
    fileprivate func record(
        _ result: JobResult, of job: Job, _ standing: Standing, _ context: OperationContext, _ random: inout some RandomNumberGenerator
    ) throws(StoreError) -> Job.State {
        let id = job.id.rawValue
        if result != .sent, let barrier = standing.barrier {
            try cancel(id, because: barrier.rawValue, at: context.milliseconds)
            return .cancelled
        }
        switch result {
        case .sent:
            try finish(id, .sent, outcome: "accepted", words: nil, at: context.milliseconds)
            if standing.isEmailError { try clearEmailError(of: job, context) }
            return .sent
        case .returned:
            let state: Job.State = job.failures == 0 ? .pending : .retry
            try run(
                "UPDATE jobs SET state = ?, lapses = 0, lease_until = NULL, lease_boot = NULL WHERE id = ?", .text(state.rawValue), .int(id)
            )
            return state
        case .mayPass(let trouble):
            guard let delay = RetrySchedule.delay(after: job.failures + 1, using: &random) else {
                return try fail(job, trouble, concernsAddress: false, context)
            }
            try run(
                """
                UPDATE jobs SET state = 'retry', failures = failures + 1, lapses = 0, due_at = ?, noted_at = ?, outcome = ?, last_error = ?,
                    lease_until = NULL, lease_boot = NULL
                WHERE id = ?
                """, .int(context.milliseconds + delay), .int(context.milliseconds), .text(trouble.code), .text(trouble.words), .int(id))
            return .retry
        case .refused(let trouble, let concernsAddress):
            return try fail(job, trouble, concernsAddress: concernsAddress, context)
        }
    }

    /// Cancels a job that is not finished.
    func cancel(_ id: Int, because outcome: String, at milliseconds: Int) throws(StoreError) {
        try run(
            "UPDATE jobs SET state = 'cancelled', finished_at = ?, lapses = 0, lease_until = NULL, lease_boot = NULL, outcome = ? WHERE id = ?",
            .int(milliseconds), .text(outcome), .int(id))
    }

    /// Ends a job that a worker had.
    func finish(_ id: Int, _ state: Job.State, outcome: String, words: String?, at milliseconds: Int) throws(StoreError) {
        try run(
            """
            UPDATE jobs SET state = ?, finished_at = ?, outcome = ?, last_error = ?, lapses = 0, lease_until = NULL, lease_boot = NULL
            WHERE id = ?
            """, .text(state.rawValue), .int(milliseconds), .text(outcome), SQLValue(words), .int(id))
    }

    /// Gives up a job that is not sent.
    private func fail(
        _ job: Job, _ trouble: DeliveryTrouble, concernsAddress: Bool, _ context: OperationContext
    ) throws(StoreError) -> Job.State {
        try run("UPDATE jobs SET failures = failures + 1 WHERE id = ?", .int(job.id.rawValue))
        try finish(job.id.rawValue, .failed, outcome: trouble.code, words: trouble.words, at: context.milliseconds)
        if concernsAddress, let dotation = try dotationOf(job) { try recordEmailErrors([(dotation, trouble.words)], context) }
        return .failed
    }

    /// The job's dotation, where a fault of the job's address is one of the dotation's as well.
    func dotationOf(_ job: Job) throws(StoreError) -> Dotation? {
        guard let dotation = try dotation(job.dotation), dotation.status.isNotActivated, dotation.contact.email == job.recipient
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

    /// Ends an `Erreur e-mail`: the server took a message for the address that the dotation has now.
    private func clearEmailError(of job: Job, _ context: OperationContext) throws(StoreError) {
        guard let dotation = try dotationOf(job), dotation.status == .emailError else { return }
        var history = try HistoryWriter(self, .delivery, context, counts: .init(rows: 1, changed: 1), auditCount: 1)
        try history.append(try set(.awaitingActivation, of: dotation, words: nil))
        _ = try history.finish()
    }

    private func set(_ status: DotationStatus, of dotation: Dotation, words: String?) throws(StoreError) -> AuditRecord {
        let labels = (before: dotation.status.label, after: status.label)
        guard dotation.status != status else {
            return AuditRecord(.status, dotation: dotation.id, reasons: words, status: (labels.before, labels.before))
        }
        try run(
            "UPDATE dotations SET status_id = ?, revision = revision + 1 WHERE id = ?", .int(try statusID(status)), SQLValue(dotation.id))
        return AuditRecord(.status, dotation: dotation.id, revision: dotation.revision + 1, reasons: words, status: labels)
    }
}
