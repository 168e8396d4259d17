import Dotations
import Foundation
import StoreTestSupport
import TestSupport
import Testing

@testable import DotationStore

/// A moment that many milliseconds after the orders were made, on both clocks.
func moment(_ milliseconds: Int, steady: Int? = nil, boot: String = "one") -> OutboxTime {
    OutboxTime(date: context.date.addingTimeInterval(Double(milliseconds) / 1000), steady: steady ?? milliseconds, boot: boot)
}

extension ClientStore {
    /// Lends jobs, each with a Message-ID made of its number.
    func lease(_ limit: Int = 10, dueBy end: OutboxTime? = nil, at time: OutboxTime) throws -> [Job] {
        try store.mail.leaseJobs(limit, dueBy: end?.date, at: time, linkDays: 30) { "<\($0.id)@example.fr>" }.jobs
    }

    func record(_ result: DeliveryResult, of job: Job, at time: OutboxTime, seed: UInt64 = 1) throws -> RecordedResult {
        var random = SeededGenerator(seed: seed)
        let fates = try store.mail.record([(result, job)], at: time, user: "worker", random: &random)
        return try #require(fates.first)
    }

    func job(_ number: Int) throws -> Job {
        let id = try #require(Job.ID(rawValue: number))
        return try #require(try job(id))
    }

    /// A store with an e-mail to each of its dotations.
    static func withJobs(_ folder: TemporaryFolder, _ count: Int = 3) throws -> (store: ClientStore, ids: [Dotation.ID]) {
        let (store, ids) = try filled(folder, count)
        _ = try store.resend(.dotations(ids), context: context)
        return (store, ids)
    }
}

let busy = DeliveryTrouble(.answered(code: 451, status: nil), words: "451 try again later", recipient: "x@y.fr")
let noSuchUser = DeliveryTrouble(.answered(code: 550, status: "5.1.1"), words: "550 5.1.1 no such user", recipient: "x@y.fr")

@Suite struct LeaseTests {
    @Test("A job is lent to one worker, and its Message-ID stays")
    func lent() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.withJobs(folder)
        let first = try store.lease(2, at: moment(0))
        #expect(first.map(\.dotation) == Array(ids.prefix(2)))
        #expect(first.map(\.state) == [.leased, .leased] && first.map(\.attempt) == [1, 1])
        #expect(try store.lease(at: moment(1)).map(\.dotation) == [ids[2]])
        #expect(try store.lease(at: moment(59_999)).isEmpty)
        let again = try store.store.mail.leaseJobs(10, at: moment(60_001), linkDays: 30) { _ in "<another@example.fr>" }.jobs
        #expect(again.map(\.messageID) == ["<1@example.fr>", "<2@example.fr>", "<3@example.fr>"])
        #expect(again.map(\.attempt) == [2, 2, 2])
    }

    @Test("What was found before another worker took or sent it is left to that one")
    func takenMeanwhile() throws {
        let folder = try TemporaryFolder()
        let (store, _) = try ClientStore.withJobs(folder, 3)
        let taken = try store.lease(2, at: moment(0))
        #expect(try store.record(.accepted, of: taken[1], at: moment(1)) == .became(.sent))
        func late(at time: OutboxTime) throws -> [Int] {
            try store.write { connection throws(StoreError) in
                var leased = LeasedJobs()
                let leaser = try JobLeaser(connection, time, linkDays: 30, "x")
                try leaser.lease([1, 2, 3], { "<\($0.id)@example.fr>" }, &leased)
                return leased.jobs.map(\.id.rawValue)
            }
        }
        #expect(try late(at: moment(2)) == [3])
        #expect(try store.job(1).attempt == 1 && store.job(2).state == .sent)
        #expect(try late(at: moment(60_001)) == [1])
    }

    @Test("A worker that looked at the clock before another, and came after it, takes nothing from it")
    func lateWithAnEarlierTime() throws {
        let folder = try TemporaryFolder()
        let (store, _) = try ClientStore.withJobs(folder, 2)
        #expect(try store.lease(1, at: moment(20_000)).count == 1)
        #expect(try store.lease(at: moment(15_000)).map(\.id.rawValue) == [2])
    }

    @Test("A worker that lost its lease records nothing, and one whose lease is over but not taken does")
    func fenced() throws {
        let folder = try TemporaryFolder()
        let (store, _) = try ClientStore.withJobs(folder, 1)
        let old = try #require(try store.lease(at: moment(0)).first)
        let new = try #require(try store.lease(at: moment(60_000)).first)
        for result in [
            DeliveryResult.accepted, .deferred(busy), .refused(noSuchUser, concernsAddress: true), .interrupted(mayHaveLeft: false),
        ] {
            #expect(try store.record(result, of: old, at: moment(60_001)) == .lost)
        }
        #expect(try store.store.mail.renewLeases(of: [old, new], at: moment(60_001)).map(\.attempt) == [1])
        #expect(try !store.store.mail.mayBeSent(old) && store.store.mail.mayBeSent(new))
        #expect(try store.record(.accepted, of: new, at: moment(500_000)) == .became(.sent))
        #expect(try store.record(.accepted, of: new, at: moment(500_001)) == .lost)
    }

    @Test("A lease that is renewed does not end, and one of an earlier start of the machine is over")
    func renewal() throws {
        let folder = try TemporaryFolder()
        let (store, _) = try ClientStore.withJobs(folder, 1)
        let job = try #require(try store.lease(at: moment(1_000_000)).first)
        for step in 1...5 {
            #expect(try store.store.mail.renewLeases(of: [job], at: moment(1_000_000 + step * 50_000)).isEmpty)
            #expect(try store.lease(at: moment(1_000_000 + step * 50_000 + 59_999)).isEmpty)
        }
        #expect(try store.lease(at: moment(1_250_001, steady: 10, boot: "two")).count == 1)
        // Where the start of the machine cannot be told, a lease that ends too late tells it.
        #expect(try store.store.mail.renewLeases(of: [store.job(1)], at: moment(1_250_002, steady: 100_000, boot: "two")).isEmpty)
        #expect(try store.lease(at: moment(1_250_003, steady: 1, boot: "two")).count == 1)
    }

    @Test("The calendar neither ends a lease nor strands a job", arguments: [-30 * 86_400_000, 30 * 86_400_000])
    func calendar(jump: Int) throws {
        let folder = try TemporaryFolder()
        let (store, _) = try ClientStore.withJobs(folder, 3)
        let jobs = try store.lease(2, at: moment(0))
        let retried = try #require(jobs.last)
        _ = try store.record(.deferred(busy), of: retried, at: moment(1))
        // The one that was never tried and the one that waits are due at once; the one that somebody has is left to it.
        #expect(Set(try store.lease(at: moment(2 + jump, steady: 2)).map(\.id.rawValue)) == [2, 3])
        #expect(try store.lease(at: moment(60_001 + jump, steady: 60_001)).map(\.id.rawValue) == [1])
    }

    @Test("A job that was asked for while the calendar was wrong does not wait for that day")
    func retriedInTheFuture() throws {
        let folder = try TemporaryFolder()
        let (store, _) = try ClientStore.withJobs(folder, 1)
        _ = try store.record(.deferred(busy), of: try #require(try store.lease(at: moment(0)).first), at: moment(0))
        let later = OperationContext(user: "alice", way: .command, date: moment(90 * 86_400_000).date)
        _ = try store.retryJobs([store.job(1).id], context: later, at: moment(1))
        #expect(try store.lease(at: moment(1)).count == 1)
    }

    @Test("A clock that is put right by a little hurries nothing")
    func smallCorrection() throws {
        let folder = try TemporaryFolder()
        let (store, _) = try ClientStore.withJobs(folder, 1)
        _ = try store.record(.deferred(busy), of: try #require(try store.lease(at: moment(0)).first), at: moment(1))
        #expect(try store.lease(at: moment(-5_000, steady: 2)).isEmpty)
    }

    @Test("A job that may pass is tried ten times, later each time by a tenth more or less, and blames no address")
    func schedule() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.withJobs(folder, 1)
        var now = 0
        for (index, seconds) in RetrySchedule.delays.enumerated() {
            let job = try #require(try store.lease(at: moment(now)).first)
            #expect(try store.record(.deferred(busy), of: job, at: moment(now), seed: UInt64(index)) == .became(.retry))
            let waiting = try store.job(1)
            let wait = Int((waiting.dueAt.timeIntervalSince(moment(now).date) * 1000).rounded())
            #expect(seconds * 900...seconds * 1100 ~= wait && waiting.failures == index + 1)
            #expect(try store.lease(at: moment(now + wait - 1)).isEmpty)
            now += wait
        }
        #expect(try store.dotation(ids[0]).status == .awaitingActivation)
        let last = try #require(try store.lease(at: moment(now)).first)
        #expect(try store.record(.deferred(busy), of: last, at: moment(now)) == .became(.failed))
        #expect(try store.dotation(ids[0]).status == .awaitingActivation)
        #expect(try store.job(1).lastError == "451 try again later")
    }

    @Test("The delays are spread over the whole tenth to either side")
    func spread() {
        var random = SeededGenerator(seed: 3)
        for (failures, seconds) in zip(1..., RetrySchedule.delays) {
            let delays = (0..<500).compactMap { _ in RetrySchedule.delay(after: failures, using: &random) }
            #expect(delays.allSatisfy { seconds * 900...seconds * 1100 ~= $0 })
            #expect((delays.min() ?? 0) < seconds * 910 && (delays.max() ?? 0) > seconds * 1090)
        }
        #expect(RetrySchedule.delay(after: 10, using: &random) == nil && RetrySchedule.delay(after: 0, using: &random) == nil)
    }

    @Test("What is given back is due as before, and that counts as no failure")
    func returned() throws {
        let folder = try TemporaryFolder()
        let (store, _) = try ClientStore.withJobs(folder, 1)
        let job = try #require(try store.lease(at: moment(0)).first)
        #expect(try store.record(.interrupted(mayHaveLeft: false), of: job, at: moment(10)) == .became(.pending))
        let again = try #require(try store.lease(at: moment(11)).first)
        #expect(try store.record(.deferred(busy), of: again, at: moment(12)) == .became(.retry))
        let due = try store.job(1).dueAt
        let third = try #require(try store.lease(at: moment(40_000)).first)
        #expect(try store.record(.interrupted(mayHaveLeft: false), of: third, at: moment(40_001)) == .became(.retry))
        #expect(try store.job(1).dueAt == due && store.job(1).failures == 1 && store.job(1).attempt == 3)
    }

    @Test("Working through once takes what was due at its beginning")
    func once() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.withJobs(folder, 1)
        let job = try #require(try store.lease(at: moment(0)).first)
        _ = try store.record(.deferred(busy), of: job, at: moment(0))
        #expect(try store.jobCounts()[.retry]?.nextDue == store.job(1).dueAt)
        #expect(try store.lease(dueBy: moment(1000), at: moment(40_000)).isEmpty)
        #expect(try store.lease(dueBy: moment(40_000), at: moment(40_000)).map(\.dotation) == ids)
    }

    @Test("Of a dotation's e-mails one is under way at a time, so that they leave in their order")
    func inOrder() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.withJobs(folder, 1)
        let first = try #require(try store.lease(at: moment(0)).first)
        _ = try store.resend(.dotations(ids), context: context)
        #expect(try store.lease(at: moment(1)).isEmpty)
        #expect(try !store.store.mail.mayBeSent(first))
        #expect(try store.record(.accepted, of: first, at: moment(2)) == .became(.sent))
        #expect(try store.lease(at: moment(3)).map(\.id.rawValue) == [2])
    }

    @Test(
        "A job that was superseded while it was under way is not tried again",
        arguments: [
            DeliveryResult.deferred(busy), .refused(noSuchUser, concernsAddress: true), .interrupted(mayHaveLeft: false),
        ])
    func superseded(result: DeliveryResult) throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.withJobs(folder, 1)
        let first = try #require(try store.lease(at: moment(0)).first)
        _ = try store.apply(store.planEmail(ids[0], "nouveau@yopmail.com"), as: .edit, context: context)
        #expect(try store.record(result, of: first, at: moment(1)) == .became(.cancelled))
        #expect(try store.job(1).outcome?.code == "job.superseded")
        #expect(try store.dotation(ids[0]).status == .awaitingActivation)
        #expect(try store.lease(at: moment(2)).map(\.recipient?.text) == ["nouveau@yopmail.com"])
    }

    @Test("One whose worker died, and that was superseded, is cancelled, and its successor goes")
    func supersededAndLapsed() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.withJobs(folder, 1)
        _ = try store.lease(at: moment(0))
        _ = try store.resend(.dotations(ids), context: context)
        let leased = try store.store.mail.leaseJobs(10, at: moment(60_000), linkDays: 30) { "<\($0.id)@example.fr>" }
        #expect(leased.jobs.map(\.id.rawValue) == [2])
        #expect(leased.cancelled.map(\.job.id.rawValue) == [1] && leased.cancelled.map(\.blocker) == [.superseded])
    }

    @Test("Who has activated the dotation, or created the account, gets no e-mail to do so")
    func activatedMeanwhile() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.withJobs(folder, 4)
        let held = try #require(try store.lease(1, at: moment(0)).first)
        _ = try store.setStatus(.activated, of: [ids[0], ids[1]], context: context)
        _ = try store.markAccountCreated([ids[2]], context: context)
        #expect(try !store.store.mail.mayBeSent(held))
        #expect(try store.record(.deferred(busy), of: held, at: moment(1)) == .became(.cancelled))
        let leased = try store.store.mail.leaseJobs(10, at: moment(2), linkDays: 30) { "<\($0.id)@example.fr>" }
        #expect(leased.jobs.map(\.dotation) == [ids[3]])
        #expect(leased.cancelled.map(\.blocker) == [.activated, .accountCreated])
        #expect(
            try store.jobs().map(\.outcome?.code) == ["job.dotation-activated", "job.dotation-activated", "job.account-created", nil])
    }

    @Test(
        "No link goes to an address, and no news of a number, that the dotation does not have, whoever wrote it", .onFiles,
        arguments: [
            "UPDATE jobs SET recipient = 'faux@yopmail.com'", "UPDATE dotations SET email = 'faux@yopmail.com'",
            "UPDATE jobs SET mobile = '0700000000'",
        ])
    func contactDiffers(sql: String) throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder, 2)
        let plan = try store.plan([(ids[0], nil, "0755555555", false), (ids[1], nil, "0766666666", false)], of: orderNumber(2_800_886))
        _ = try store.apply(plan, as: .edit, context: context)
        let held = try #require(try store.lease(1, at: moment(0)).first)
        let triggers = "DROP TRIGGER jobs_locked; DROP TRIGGER dotations_revised;"
        #expect(try RawDatabase(folder.store).execute("\(triggers) \(sql)") == nil)
        #expect(try !store.store.mail.mayBeSent(held))
        #expect(try store.record(.deferred(busy), of: held, at: moment(1)) == .became(.cancelled))
        let leased = try store.store.mail.leaseJobs(10, at: moment(2), linkDays: 30) { "<\($0.id)@example.fr>" }
        #expect(leased.jobs.isEmpty && leased.cancelled.map(\.blocker) == [.contactDiffers])
        #expect(try store.jobs().map(\.outcome?.code) == ["job.contact-differs", "job.contact-differs"])
    }

    @Test("The news of a new number goes to whoever has an account")
    func phoneChanged() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder, 1)
        _ = try store.markAccountCreated(ids, context: context)
        let plan = try store.plan([(ids[0], nil, "0755555555", false)], of: orderNumber(2_800_886))
        _ = try store.apply(plan, as: .edit, context: context)
        #expect(try store.lease(at: moment(0)).map(\.kind) == [.phoneChanged])
    }

    @Test("A link's time begins when its e-mail is first lent, is the same for repeats, and begins anew before it is too short")
    func linkTime() throws {
        let folder = try TemporaryFolder()
        let (store, _) = try ClientStore.withJobs(folder, 1)
        #expect(try store.job(1).linkEnd == nil)
        let day = 86_400_000
        func end(_ milliseconds: Int, days: Int = 30) throws -> Int {
            let leased = try store.store.mail.leaseJobs(1, at: moment(milliseconds), linkDays: days) { "<\($0.id)@example.fr>" }
            let job = try #require(leased.jobs.first)
            let end = try #require(job.linkEnd)
            _ = try store.record(.interrupted(mayHaveLeft: false), of: job, at: moment(milliseconds))
            return Int((end.timeIntervalSince(moment(0).date) * 1000).rounded())
        }
        // Recorded long before it is sent: what counts is the sending.
        #expect(try end(40 * day) == 70 * day)
        #expect(try end(40 * day + 30_000) == 70 * day && end(55 * day) == 70 * day)
        // As after a long outage, or when somebody has it tried again.
        #expect(try end(55 * day + 1) == 85 * day + 1)
        #expect(try end(90 * day) == 120 * day)
        // Sent while the calendar was years ahead, or with a shorter time now.
        #expect(try end(60 * day) == 90 * day && end(60 * day, days: 2) == 62 * day)
    }

    @Test("A job that ends each of its workers is lent alone, last, and then given up, and holds up no other")
    func deadly() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.withJobs(folder, 3)
        var (now, leases) = (0, 0)
        while try store.job(2).state != .failed {
            let jobs = try store.lease(at: moment(now))
            leases += jobs.contains { $0.id.rawValue == 2 } ? 1 : 0
            if jobs.contains(where: { $0.expiredLeases > 1 }) { #expect(jobs.count == 1) }
            // The worker has sent what stands before it, and then ends.
            for job in jobs.prefix(while: { $0.id.rawValue != 2 }) { _ = try store.record(.accepted, of: job, at: moment(now)) }
            now += 60_000
            try #require(leases <= MailStore.expiredLeaseLimit)
        }
        #expect(leases == MailStore.expiredLeaseLimit)
        while let job = try store.lease(at: moment(now)).first { _ = try store.record(.accepted, of: job, at: moment(now)) }
        #expect(try store.jobs().map(\.state) == [.sent, .failed, .sent])
        let failed = try store.job(2)
        #expect(failed.outcome == .workersEnded && failed.lastError == nil)
        #expect(try store.dotation(ids[1]).status == .awaitingActivation)
        // A person can have it tried again, from the first lease on.
        #expect(try store.retryFailedJobs(context: context, at: moment(now)).done.count == 1)
        #expect(try store.lease(at: moment(now)).map(\.expiredLeases) == [0])
    }

    @Test("A lease that ends with a result counts as none that did not")
    func lapsesEnd() throws {
        let folder = try TemporaryFolder()
        let (store, _) = try ClientStore.withJobs(folder, 1)
        for step in 0..<20 {
            let job = try #require(try store.lease(at: moment(step * 60_000)).first)
            #expect(job.expiredLeases == step % 4)
            if step % 4 == 3 { _ = try store.record(.interrupted(mayHaveLeft: false), of: job, at: moment(step * 60_000 + 1)) }
        }
    }

    @Test("Two stores on one file never lend one job twice")
    func concurrent() async throws {
        let folder = try TemporaryFolder()
        _ = try ClientStore.withJobs(folder, 200)
        let taken = try await withThrowingTaskGroup(of: [Int].self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let store = try ClientStore(in: folder)
                    var taken: [Int] = []
                    while true {
                        let jobs = try store.lease(7, at: moment(1))
                        if jobs.isEmpty { return taken }
                        taken += jobs.map(\.id.rawValue)
                    }
                }
            }
            return try await group.reduce([], +)
        }
        #expect(taken.sorted() == Array(1...200))
    }
}
