import Foundation
import TestSupport
import Testing

@testable import DotationAccounts

@Suite struct SessionTests {
    private let now = Sample.now

    @Test func `thirty minutes without a request end it`() throws {
        let session = Session(at: now)
        try session.check(at: now)
        try session.check(at: now + 1799.999)
        #expect(throws: Session.Refusal.idle) { try session.check(at: now + 1800) }
        let used = session.used(at: now + 1799)
        try used.check(at: now + 1799 + 1799)
        #expect(throws: Session.Refusal.idle) { try used.check(at: now + 1799 + 1800) }
        #expect(used.ends == now + 1799 + 1800)
    }

    @Test func `eight hours end it whatever happens`() throws {
        var session = Session(at: now)
        var time = now
        while time < now + 8 * 3600 - 600 {
            time += 600
            try session.check(at: time)
            session = session.used(at: time)
        }
        try session.check(at: now + 8 * 3600 - 0.001)
        #expect(throws: Session.Refusal.expired) { try session.check(at: now + 8 * 3600) }
        #expect(session.ends == now + 8 * 3600)
    }

    @Test func `a clock that goes back never extends it`() throws {
        let session = Session(at: now).used(at: now + 1000)
        // A little: it is used, and was last seen when it was.
        try session.check(at: now + 940)
        #expect(session.used(at: now + 940) == session)
        // More: it ends.
        #expect(throws: Session.Refusal.fromFuture) { try session.check(at: now + 939.999) }
        #expect(throws: Session.Refusal.fromFuture) { try session.check(at: now - 3600) }
        #expect(throws: Session.Refusal.fromFuture) { try Session(at: now + 61).check(at: now) }
        try Session(at: now + 60).check(at: now)
    }

    @Test func `what is stored wrongly is no session`() throws {
        #expect(Session(began: now, lastSeen: now - 500).lastSeen == now)
        #expect(throws: Session.Refusal.self) { try Session(at: now).check(at: Date(timeIntervalSince1970: .nan)) }
        #expect(throws: Session.Refusal.self) { try Session(at: Date(timeIntervalSince1970: .nan)).check(at: now) }
        #expect(throws: Session.Refusal.expired) { try Session(began: .distantPast, lastSeen: now).check(at: now) }
    }

    @Test func `it is stored once a minute`() {
        let session = Session(at: now)
        #expect(!session.isWorthStoring(at: now + 59) && session.isWorthStoring(at: now + 60) && !session.isWorthStoring(at: now - 300))
    }

    @Test func `no row of requests and clocks keeps a session beyond its limits`() throws {
        var generator = SeededGenerator(seed: 18)
        var ended: Set<Session.Refusal> = []
        for _ in 0..<500 {
            var session = Session(at: now)
            var clock = now
            while true {
                let passed = Double(generator.number(1...2000))
                let back = generator.chance(8) ? Double(generator.number(0...2500)) : 0
                clock += passed - back
                do throws(Session.Refusal) {
                    try session.check(at: clock)
                } catch {
                    ended.insert(error)
                    break
                }
                // Nobody sees a clock go back between two requests that ends after the first of them: it counts for no more than that.
                #expect(passed < Session.idleLimit + 60 + back && back <= passed + 60 && clock < now + Session.absoluteLimit)
                let used = session.used(at: clock)
                #expect(used.began == now && used.lastSeen >= session.lastSeen && used.ends <= now + Session.absoluteLimit)
                session = used
            }
        }
        #expect(ended == [.idle, .expired, .fromFuture])
    }
}
