import DotationMail
import DotationMailDelivery
import DotationStore
import Dotations
import Foundation
import Synchronization
import Testing

@Suite struct MailWorkerTests {
    @Test("All that is due is sent once, in its order, and recorded")
    func sends() throws {
        let (scene, server) = (try Scene(people: 20), TestServer.taking())
        let report = try scene.worker(server).run()
        #expect(server.recipients == (0..<20).map { "p\($0)@yopmail.com" })
        #expect(report.counts.sent == 20 && report.counts.tried == 20 && report.outbox.mapValues(\.count) == [.sent: 20])
        guard case .done = report.end else { throw Unexpected() }
        #expect(try scene.worker(server).run().counts.tried == 0)
        #expect(server.recipients.count == 20)
    }

    @Test("Several connections share the jobs: each is sent once")
    func connections() throws {
        let (scene, server) = (try Scene(people: 60), TestServer.taking())
        _ = try scene.worker(server, connections: 4).run()
        #expect(server.recipients.sorted() == (0..<60).map { "p\($0)@yopmail.com" }.sorted())
    }

    @Test("What may pass is tried again once its wait is over, and no sooner")
    func retries() throws {
        let scene = try Scene(people: 1)
        let server = TestServer { number, _, _ in number == 1 ? .deferred(.busy) : .accepted }
        #expect(try scene.worker(server).run().counts.retry == 1)
        #expect(try scene.states == [.retry])
        scene.clock.pass(seconds: 26)
        #expect(try scene.worker(server).run().counts.tried == 0)
        scene.clock.pass(seconds: 8)
        #expect(try scene.worker(server).run().counts.sent == 1)
        #expect(server.recipients.count == 2)
    }

    @Test("A refused address ends its job, and the others are sent")
    func refuses() throws {
        let scene = try Scene(people: 3)
        let server = TestServer { _, recipient, _ in
            recipient == "p1@yopmail.com" ? .refused(.unknownUser, concernsAddress: true) : .accepted
        }
        let report = try scene.worker(server).run()
        #expect(report.counts.sent == 2 && report.counts.failed == 1)
        #expect(try scene.states == [.sent, .failed, .sent])
        #expect(try scene.store.dotations([scene.ids[1]]).map(\.status) == [.emailError])
    }

    @Test("A server that is not reached ends a single run at the third time, and no job is begun in vain after that")
    func unreachable() throws {
        let scene = try Scene(people: 10)
        let server = TestServer { _, _, _ in .deferred(.none) }
        let report = try scene.worker(server).run()
        guard case .failed(.serverUnreachable(let cause)) = report.end else { throw Unexpected() }
        #expect(cause == .notAnsweredInTime)
        #expect(server.recipients.count == 3)
        #expect(try scene.states.count { $0 == .pending } == 7)
        #expect(try scene.states.count { $0 == .retry } == 3)
    }

    @Test("One that goes on leaves the server alone for 30 s, then for longer, and spends no tries meanwhile")
    func waits() throws {
        let scene = try Scene(people: 10)
        let clock = scene.clock
        let server = TestServer { number, _, _ in number < 3 ? .deferred(.none) : .accepted }
        let worker = try scene.worker(server, follows: true)
        let report = try worker.run { if worker.metrics.counts.sent >= 8 { worker.stop() } }
        #expect(report.counts.sent >= 8)
        // 30 s after the first, 60 s after the second.
        #expect(clock.nanoseconds >= 90_000_000_000)
        guard case .stopped = report.end else { throw Unexpected() }
    }

    @Test("What would happen to each message is tried once, however many connections there are")
    func refusedPassword() throws {
        let scene = try Scene(people: 10)
        let server = TestServer { (_, _, _) throws(MailError) in throw MailError(.authenticationRefused) }
        let report = try scene.worker(server, connections: 4).run()
        guard case .failed(.mail(let error)) = report.end else { throw Unexpected() }
        #expect(error.code == .authenticationRefused && server.recipients.count == 1)
        #expect(try scene.jobs.allSatisfy { $0.state == .pending && $0.failures == 0 })
    }

    @Test("No connections and no rate are one connection and no limit")
    func oddOptions() throws {
        let (scene, server) = (try Scene(people: 3), TestServer.taking())
        #expect(try scene.worker(server, connections: 0, rate: 0).run().counts.sent == 3)
    }

    @Test("Messages leave evenly, no faster than they may")
    func rate() throws {
        let (scene, server) = (try Scene(people: 9), TestServer.taking())
        _ = try scene.worker(server, rate: 2).run()
        #expect(scene.clock.nanoseconds >= 4_000_000_000)
        #expect(server.recipients.count == 9)
    }

    @Test("A stop lets a message that is with the server be confirmed, and gives the others back")
    func stops() throws {
        let scene = try Scene(people: 5)
        let worker = Box<MailWorker>()
        let server = TestServer { number, _, shouldContinue in
            if number == 2 { worker.value?.stop() }
            return shouldContinue(.awaitingConfirmation) ? .accepted : .interrupted(mayHaveLeft: true)
        }
        worker.value = try scene.worker(server)
        let report = try #require(try worker.value?.run())
        guard case .stopped = report.end else { throw Unexpected() }
        #expect(try scene.states == [.sent, .sent, .pending, .pending, .pending])
    }

    @Test("A message that the server has not all of is given back ten seconds after a stop")
    func givesBack() throws {
        let scene = try Scene(people: 1)
        let (worker, clock) = (Box<MailWorker>(), scene.clock)
        let server = TestServer { _, _, shouldContinue in
            worker.value?.stop()
            guard shouldContinue(.underWay) else { return .accepted }
            clock.pass(seconds: 11)
            return shouldContinue(.underWay) ? .accepted : .interrupted(mayHaveLeft: false)
        }
        worker.value = try scene.worker(server)
        _ = try worker.value?.run()
        #expect(try scene.states == [.pending])
    }

    @Test("A job at which workers ended waits for others first, and then not for all of them")
    func suspect() throws {
        let scene = try Scene(people: 60)
        let clock = scene.clock
        try scene.endWorkersAtFirstJob()
        let server = TestServer { _, _, _ in
            clock.pass(seconds: 5)
            return .accepted
        }
        let report = try scene.worker(server).run()
        let place = try #require(server.recipients.firstIndex(of: "p0@yopmail.com"))
        #expect(report.counts.sent == 60 && 12...30 ~= place)
    }

    @Test("A job whose lease ended meanwhile is not recorded by the worker that lost it")
    func losesLease() throws {
        let scene = try Scene(people: 1)
        let (store, clock) = (scene.store, scene.clock)
        let server = TestServer { _, _, _ in
            clock.pass(seconds: 61)
            _ = try? store.store.mail.leaseJobs(1, at: clock.now, linkDays: 30) { _ in "<other@exemple.fr>" }
            return .accepted
        }
        let report = try scene.worker(server).run()
        #expect(report.counts.lost == 1 && report.counts.sent == 0)
        #expect(try scene.states == [.leased])
    }

    @Test("A worker that lost a job's lease and leased it again sends it once more, whatever becomes of the lost try")
    func leasesAgain() throws {
        let scene = try Scene(people: 1)
        let (clock, worker) = (scene.clock, Box<MailWorker>())
        let began = Mutex(0)
        let server = TestServer { number, _, shouldContinue in
            _ = shouldContinue(.underWay)
            began.withLock { $0 = max($0, number) }
            guard number == 1 else {
                // The lost try ends while this one is under way.
                guard waitUntil({ worker.value?.metrics.counts.lost == 1 }) else { return .interrupted(mayHaveLeft: false) }
                return shouldContinue(.underWay) ? .accepted : .interrupted(mayHaveLeft: false)
            }
            clock.pass(seconds: 61)
            _ = waitUntil { began.withLock(\.self) == 2 }
            return .interrupted(mayHaveLeft: false)
        }
        worker.value = try scene.worker(server, connections: 2, follows: true)
        let report = try #require(try worker.value?.run { if worker.value?.metrics.counts.sent == 1 { worker.value?.stop() } })
        #expect(report.counts.sent == 1 && report.counts.lost == 1 && server.recipients.count == 2)
        #expect(try scene.states == [.sent])
    }

    @Test("While the store is locked, a message that is being sent learns at once whether to go on")
    func locked() throws {
        let scene = try Scene(people: 1)
        let isAnswered = Mutex(false)
        let server = TestServer { _, _, shouldContinue in
            scene.lock { isAnswered.withLock(\.self) }
            // From here on the other connection leases, and waits for the lock.
            _ = shouldContinue(.underWay)
            Thread.sleep(forTimeInterval: 0.2)
            let start = ContinuousClock.now
            let shouldContinue = shouldContinue(.underWay)
            let wait = ContinuousClock.now - start
            isAnswered.withLock { $0 = true }
            return shouldContinue && wait < .seconds(1) ? .accepted : .interrupted(mayHaveLeft: false)
        }
        #expect(try scene.worker(server, connections: 2).run().counts.sent == 1)
    }

    @Test(
        "A result that cannot be recorded as the store is locked is recorded later, and its message is not sent twice",
        arguments: [true, false])
    func lockedWhileRecording(isTaken: Bool) throws {
        let (scene, box) = (try Scene(people: 1), Box<MailWorker>())
        let hasFailed = Mutex(false)
        let server = TestServer { _, _, _ in
            scene.lock { hasFailed.withLock(\.self) }
            return isTaken ? .accepted : .deferred(.busy)
        }
        let worker = try scene.worker(server, follows: true, busyTimeout: 0.02) {
            // The connection's own thread fails as well, where it leases.
            if Thread.current.name != "mail 1" { hasFailed.withLock { $0 = true } }
        }
        box.value = worker
        // Not at the worker's next tick: until then the test's clock is at the next try.
        scene.clock.onceAsleep({ box.value?.metrics.counts.tried == 1 }) { box.value?.stop() }
        let report = try worker.run()
        #expect(hasFailed.withLock(\.self) && report.counts.lost == 0 && server.recipients.count == 1)
        #expect(try scene.states == [isTaken ? .sent : .retry])
    }

    @Test("A job whose lease cannot be renewed as the store is locked is given back, and sent later")
    func lockedBeforeSending() throws {
        let scene = try Scene(people: 2)
        let (clock, server, worker) = (scene.clock, TestServer.taking(), Box<MailWorker>())
        let hasFailed = Mutex(false)
        let made = try scene.worker(server, rate: 1, follows: true, busyTimeout: 0.02) { hasFailed.withLock { $0 = true } }
        worker.value = made
        // The second job is leased, and waits for its turn.
        clock.onceAsleep({ server.recipients.count == 1 }) {
            _ = waitUntil { worker.value?.metrics.counts.sent == 1 }
            clock.pass(seconds: 31)
            scene.lock { hasFailed.withLock(\.self) }
        }
        let report = try made.run { if made.metrics.counts.sent == 2 { made.stop() } }
        #expect(hasFailed.withLock(\.self) && report.counts.returned == 1 && report.counts.lost == 0)
        #expect(server.recipients == ["p0@yopmail.com", "p1@yopmail.com"])
        #expect(try scene.jobs.allSatisfy { $0.state == .sent && $0.failures == 0 })
    }

    @Test("What a client sets is looked at again after ten seconds", arguments: [5, 11])
    func settings(seconds: Int) throws {
        let scene = try Scene(people: 2)
        let clock = scene.clock
        let server = TestServer { [store = scene.store] number, _, _ in
            if number == 1 {
                _ = try? store.set([.senderName: "CSE Neuf"], context: .init(user: "alice", way: .command, date: TestClock.start))
                clock.pass(seconds: seconds)
            }
            return .accepted
        }
        _ = try scene.worker(server).run()
        #expect(server.messages.map { $0.contains("CSE Neuf") } == [false, seconds > 10])
    }

    @Test("A stop ends a worker that is done and still sends its last message")
    func stopsWhenDone() throws {
        let scene = try Scene(people: 1)
        let (clock, worker) = (scene.clock, Box<MailWorker>())
        let server = TestServer { _, _, shouldContinue in
            _ = shouldContinue(.underWay)
            // The other connection finds that there is nothing more.
            Thread.sleep(forTimeInterval: 0.2)
            worker.value?.stop()
            guard shouldContinue(.underWay) else { return .accepted }
            clock.pass(seconds: 11)
            return shouldContinue(.underWay) ? .accepted : .interrupted(mayHaveLeft: false)
        }
        worker.value = try scene.worker(server, connections: 2)
        let report = try #require(try worker.value?.run())
        guard case .stopped = report.end else { throw Unexpected() }
        #expect(try scene.states == [.pending])
    }

    @Test("The metrics tell what was sent, and nothing of anybody")
    func metrics() throws {
        let (scene, server) = (try Scene(people: 3), TestServer.taking())
        let worker = try scene.worker(server)
        _ = try worker.run()
        let text = worker.metrics.prometheus(try scene.store.jobCounts(), connections: 1, now: TestClock.start)
        #expect(text.contains("dotations_mail_jobs_total{result=\"sent\"} 3\n"))
        #expect(text.contains("dotations_mail_attempts_total{outcome=\"accepted\"} 3\n"))
        #expect(!text.contains("@") && !text.contains("Nom"))
    }
}

private struct Unexpected: Error {}

/// What is known only later.
private final class Box<Value>: @unchecked Sendable {
    var value: Value?
}
