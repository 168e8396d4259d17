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
                let eligibilities = try connection.eligibility(of: indices.map { results[$0].job.id.rawValue })
                var ends: [(index: Int, eligibility: SendEligibility, ending: LeaseEnding)] = []
                for index in indices {
                    let (result, job) = results[index]
                    guard let eligibility = eligibilities[job.id.rawValue], eligibility.isHeld(job) else { continue }
                    ends.append((index, eligibility, LeaseEnding(of: job, result, eligibility, at: context.milliseconds, &generator)))
                }
                let wasHeld = try connection.release(ends.map { (results[$0.index].job, $0.ending) })
                var (reached, blamed) = ([MailedDotation](), [(dotation: MailedDotation, words: String)]())
                for (end, isHeld) in zip(ends, wasHeld) where isHeld {
                    let (result, job) = results[end.index]
                    recorded[end.index] = .became(end.ending.state)
                    guard let dotation = end.eligibility.mailedDotation(job) else { continue }
                    if end.ending.state == .sent, end.eligibility.endsWith(job.kind) { reached.append(dotation) }
                    if end.ending.state == .failed, case .refused(let trouble, concernsAddress: true) = result {
                        blamed.append((dotation, trouble.words))
                    }
                }
                try connection.recordEmailErrors(blamed, context)
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

extension LeaseEnding {
    /// What is written of a job that a worker has, by what came of it.
    fileprivate init(
        of job: Job, _ result: DeliveryResult, _ eligibility: SendEligibility, at now: Int, _ random: inout some RandomNumberGenerator
    ) {
        if result != .accepted, let blocker = eligibility.blocker {
            self.init(state: .cancelled, outcome: .cancelled(blocker), finishedAt: now, mayHaveLeft: result.mayHaveLeft)
            return
        }
        switch result {
        case .accepted: self.init(state: .sent, outcome: .accepted, finishedAt: now)
        case .interrupted: self.init(state: job.failures == 0 ? .pending : .retry, mayHaveLeft: result.mayHaveLeft)
        case .deferred(let trouble):
            guard let delay = RetrySchedule.delay(after: job.failures + 1, using: &random) else {
                self.init(givingUp: trouble, at: now)
                return
            }
            self.init(
                state: .retry, outcome: trouble.outcome, words: trouble.words, dueAt: now + delay, scheduledAt: now, isFailure: true,
                mayHaveLeft: trouble.mayHaveLeft)
        case .refused(let trouble, _): self.init(givingUp: trouble, at: now)
        }
    }

    /// What is written of a job that is not sent.
    private init(givingUp trouble: DeliveryTrouble, at now: Int) {
        self.init(
            state: .failed, outcome: trouble.outcome, words: trouble.words, finishedAt: now, isFailure: true,
            mayHaveLeft: trouble.mayHaveLeft)
    }
}

extension Connection {
    /// Sets `Erreur e-mail`, with the servers' words in the history, as one operation.
    func recordEmailErrors(_ errors: [(dotation: MailedDotation, words: String)], _ context: OperationContext) throws(StoreError) {
        guard !errors.isEmpty else { return }
        let counts = Operation.Counts(rows: errors.count, changed: errors.count { $0.dotation.status != .emailError })
        var history = try HistoryWriter(self, .delivery, context, counts: counts, auditCount: errors.count)
        try set(.emailError, of: errors.map(\.dotation))
        for (dotation, words) in errors { try history.append(AuditRecord(.emailError, of: dotation, words: words)) }
        _ = try history.finish()
    }

    /// Sets `En attente d'activation`, as one operation: the server took messages for the addresses that the dotations have.
    fileprivate func recordReached(_ dotations: [MailedDotation], _ context: OperationContext) throws(StoreError) {
        guard !dotations.isEmpty else { return }
        var history = try HistoryWriter(
            self, .delivery, context, counts: .init(rows: dotations.count, changed: dotations.count), auditCount: dotations.count)
        try set(.awaitingActivation, of: dotations)
        for dotation in dotations { try history.append(AuditRecord(.awaitingActivation, of: dotation)) }
        _ = try history.finish()
    }

    /// Gives dotations a status that do not have it yet.
    private func set(_ status: DotationStatus, of dotations: [MailedDotation]) throws(StoreError) {
        let others = dotations.filter { $0.status != status }
        guard !others.isEmpty else { return }
        let id = try statusID(status)
        _ = try Statement(self, "UPDATE dotations SET status_id = ?, revision = revision + 1 WHERE client = :client AND id = ?")
            .run(each: others.map { [.int(id), SQLValue($0.id)] })
    }
}

extension AuditRecord {
    /// That a dotation got a status, or had it and something was said of it.
    fileprivate init(_ status: DotationStatus, of dotation: MailedDotation, words: String? = nil) {
        self.init(
            .status, dotation: dotation.id, revision: dotation.status == status ? nil : dotation.revision + 1, reasons: words,
            status: (dotation.status.label, status.label))
    }
}
