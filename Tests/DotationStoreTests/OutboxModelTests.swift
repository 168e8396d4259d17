import DotationStore
import Dotations
import Foundation
import TestSupport
import Testing

/// Random interleavings of changes, workers, crashes, clocks and people, held against ``OutboxModel`` after each step.
@Suite struct OutboxModelTests {
    @Test("The outbox does what its rules say, whatever happens in which order", arguments: 1...12)
    func interleavings(seed: UInt64) throws {
        var run = try OutboxRun(seed: seed)
        for _ in 0..<120 { try run.step() }
        try run.drain()
    }
}

/// One run: the store, two workers of it, and the model beside them.
private struct OutboxRun {
    private static let dotations = 5

    private let folder: TemporaryFolder
    private let stores: [ClientStore]
    private let ids: [Dotation.ID]
    private var model = OutboxModel(dotations: dotations)
    private var random: SeededGenerator
    private var calendar = 0
    private var steady = 1_000_000
    private var boot = 1
    /// What any worker was ever lent and has not reported: those of dead workers too.
    private var lent: [Job] = []

    init(seed: UInt64) throws {
        random = SeededGenerator(seed: seed)
        folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder, Self.dotations)
        stores = [store, try ClientStore(in: folder)]
        self.ids = ids
    }

    private var now: OutboxTime { moment(calendar, steady: steady, boot: "\(boot)") }
    private var nowContext: OperationContext { OperationContext(user: "alice", way: .command, date: now.date) }
    private var milliseconds: Int { now.date.milliseconds }
    private mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &random) }

    mutating func step() throws {
        let store = stores[number(0..<2)]
        switch number(0..<20) {
        case 0, 1: try change(store)
        case 2, 3: try resend(store)
        case 4: try setStatus(store)
        case 5...8: try lease(store, number(1..<6))
        case 9...13: if !lent.isEmpty { try record(store, lent.remove(at: number(0..<lent.count))) }
        case 14: try renew(store)
        case 15: try control(store)
        case 16: lent.removeAll { _ in Bool.random(using: &random) }
        case 17:
            // The calendar is set, by seconds or by months.
            calendar += [-90 * 86_400_000, -7_200_000, -3000, 3000, 7_200_000, 90 * 86_400_000][number(0..<6)]
        case 18:
            boot += 1
            steady = number(0..<50_000)
            lent = Bool.random(using: &random) ? [] : lent
        default:
            let passed = [10, 5_000, 31_000, 60_000, 700_000][number(0..<5)]
            calendar += passed
            steady += passed
        }
        try check()
    }

    private mutating func change(_ store: ClientStore) throws {
        let dotation = number(0..<Self.dotations)
        let old = try store.dotation(ids[dotation])
        let plan = try store.planEmail(ids[dotation], "n\(model.jobs.count)@yopmail.com")
        guard plan.changes.count == 1 else {
            #expect(model.activated.contains(dotation) || model.accounts.contains(dotation))
            return
        }
        #expect(old.status != .activated)
        _ = try store.apply(plan, as: .edit, context: nowContext)
        model.address[dotation] += 1
        model.add(dotation, at: milliseconds)
    }

    private mutating func resend(_ store: ClientStore) throws {
        let dotation = number(0..<Self.dotations)
        let result = try store.resend(.dotations([ids[dotation]]), context: nowContext)
        if !result.sent.isEmpty { model.add(dotation, at: milliseconds) }
    }

    private mutating func setStatus(_ store: ClientStore) throws {
        let dotation = number(0..<Self.dotations)
        switch number(0..<3) {
        case 0 where number(0..<3) == 0:
            _ = try store.markAccountCreated([ids[dotation]], context: nowContext)
            model.accounts.insert(dotation)
        case 1:
            _ = try store.setStatus(.activated, of: [ids[dotation]], context: nowContext)
            model.activated.insert(dotation)
            model.errors.remove(dotation)
        default:
            _ = try store.setStatus(.awaitingActivation, of: [ids[dotation]], context: nowContext)
            model.activated.remove(dotation)
            model.errors.remove(dotation)
        }
    }

    private mutating func lease(_ store: ClientStore, _ limit: Int) throws {
        let before = model
        let leased = try store.store.mail.leaseJobs(limit, at: now, linkDays: 30) { "<\($0.id)@example.fr>" }
        for (job, _) in leased.cancelled {
            let index = job.id.rawValue - 1
            #expect(before.isDue(index, at: now, milliseconds) || model.isDue(index, at: now, milliseconds))
            #expect(model.isBarred(index))
            model.jobs[index].state = .cancelled
            model.jobs[index].expiredLeases = 0
        }
        for job in leased.failed {
            let index = job.id.rawValue - 1
            #expect(model.isDue(index, at: now, milliseconds) && model.isSuspect(index) && model.jobs[index].expiredLeases == 4)
            model.jobs[index].state = .failed
            model.jobs[index].expiredLeases = 0
        }
        if leased.jobs.contains(where: { model.isSuspect($0.id.rawValue - 1) }) { #expect(leased.jobs.count == 1) }
        for job in leased.jobs {
            let index = job.id.rawValue - 1
            #expect(model.isDue(index, at: now, milliseconds) && !model.isBarred(index))
            model.lend(index, at: now)
            #expect(job.attempt == model.jobs[index].attempt && job.messageID == "<\(job.id)@example.fr>")
        }
        if leased.jobs.count < limit {
            let rest = model.jobs.indices.filter { model.isDue($0, at: now, milliseconds) }
            #expect(rest.allSatisfy { model.isSuspect($0) } && (rest.isEmpty || !leased.jobs.isEmpty))
        }
        lent += leased.jobs
    }

    private mutating func record(_ store: ClientStore, _ job: Job) throws {
        let result = [
            DeliveryResult.accepted, .accepted, .interrupted(mayHaveLeft: false), .deferred(busy), .deferred(busy),
            .refused(noSuchUser, concernsAddress: true),
        ][number(0..<6)]
        let index = job.id.rawValue - 1
        #expect(try store.store.mail.mayBeSent(job) == (model.holds(index, job.attempt) && !model.isBarred(index)))
        let fate = try #require(try store.store.mail.record([(result, job)], at: now, user: "worker", random: &random).first)
        let dueAt = try store.job(job.id.rawValue).dueAt.milliseconds
        #expect(model.record(result, index, attempt: job.attempt, dueAt: dueAt, at: milliseconds) == fate)
        if fate == .became(.retry), case .deferred = result {
            let delay = RetrySchedule.delays[model.jobs[index].failures - 1]
            #expect(delay * 900...delay * 1100 ~= dueAt - milliseconds)
        }
    }

    private mutating func renew(_ store: ClientStore) throws {
        let lost = Set(try store.store.mail.renewLeases(of: lent, at: now).map { [$0.id.rawValue, $0.attempt] })
        for job in lent {
            let index = job.id.rawValue - 1
            #expect(lost.contains([job.id.rawValue, job.attempt]) != model.holds(index, job.attempt))
            guard model.holds(index, job.attempt) else { continue }
            model.jobs[index].leaseUntil = steady + 60_000
            model.jobs[index].boot = "\(boot)"
        }
    }

    private mutating func control(_ store: ClientStore) throws {
        guard !model.jobs.isEmpty else { return }
        let index = number(0..<model.jobs.count)
        let id = try #require(Job.ID(rawValue: index + 1))
        if number(0..<3) > 0 {
            #expect(try store.retryJobs([id], context: nowContext, at: now).done.isEmpty != model.retry(index, at: milliseconds))
        } else {
            #expect(try store.cancelJobs([id], context: nowContext, at: now).done.isEmpty != model.cancel(index, at: now))
        }
    }

    private func check() throws {
        let jobs = try stores[0].jobs()
        #expect(jobs.map(\.state) == model.jobs.map(\.state))
        #expect(jobs.map(\.attempt) == model.jobs.map(\.attempt))
        #expect(jobs.map(\.failures) == model.jobs.map(\.failures))
        #expect(jobs.map(\.expiredLeases) == model.jobs.map(\.expiredLeases))
        // What is counted as states change is what there is.
        #expect(try stores[0].store.mail.jobCounts() == stores[0].jobCounts())
        #expect(jobs.map { $0.supersededBy.map { $0.rawValue - 1 } } == model.jobs.map(\.supersededBy))
        for dotation in 0..<Self.dotations {
            let own = model.jobs.filter { $0.dotation == dotation }
            #expect(own.count { $0.state == .leased } <= 1 && own.count { $0.state == .pending || $0.state == .retry } <= 1)
            #expect((try stores[0].dotation(ids[dotation]).status == .emailError) == model.errors.contains(dotation))
        }
    }

    /// With all workers dead and time going by, every job comes to an end, and each beneficiary who waits has got the latest.
    mutating func drain() throws {
        lent = []
        for _ in 0..<200 where model.jobs.contains(where: { [.pending, .retry, .leased].contains($0.state) }) {
            calendar += 61_000
            steady += 61_000
            try lease(stores[0], 10)
            for job in lent {
                let fate = model.record(.accepted, job.id.rawValue - 1, attempt: job.attempt, dueAt: 0, at: milliseconds)
                #expect(try stores[0].record(.accepted, of: job, at: now) == fate)
            }
            lent = []
            if model.jobs.contains(where: { $0.state == .retry }) { calendar += 3_600_000 }
        }
        #expect(!model.jobs.contains { [.pending, .retry, .leased].contains($0.state) })
        try check()
        _ = try stores[1].verifyAudit()
    }
}

extension Date {
    fileprivate var milliseconds: Int { Int((timeIntervalSince1970 * 1000).rounded()) }
}
