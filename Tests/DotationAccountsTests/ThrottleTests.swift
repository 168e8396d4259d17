import Dotations
import Foundation
import TestSupport
import Testing

@testable import DotationAccounts

@Suite struct ThrottleTests {
    private let now = Sample.now

    private func waits(_ scope: Throttle.Scope, _ count: Int) -> [TimeInterval] {
        var throttle = Throttle(scope)
        return (0..<count).map { _ in
            throttle = throttle.failed(at: now)
            return throttle.wait(at: now)
        }
    }

    @Test func `the delay doubles up to fifteen minutes`() {
        #expect(Throttle(.account).wait(at: now) == 0)
        #expect(waits(.account, 16) == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900])
        #expect(waits(.address, 22) == [TimeInterval](repeating: 0, count: 19) + [1, 2, 4])
        for failures in [100, Int(Int32.max), .max] {
            let throttle = Throttle(.account, failures: failures, lastFailure: now)
            #expect(throttle.wait(at: now) == 900 && throttle.failed(at: now).wait(at: now) == 900)
        }
    }

    @Test func `the delay runs from the failure, and its end lets one try`() {
        let throttle = Throttle(.account, failures: 10, lastFailure: now)
        #expect(throttle.wait(at: now + 10) == 22 && throttle.wait(at: now + 32) == 0)
        let again = throttle.failed(at: now + 32)
        #expect(again.wait(at: now + 32) == 64)
    }

    @Test func `a day without a failure is forgotten`() {
        let throttle = Throttle(.account, failures: 30, lastFailure: now)
        let day = 24 * 3600.0
        #expect(!throttle.isForgotten(at: now + day - 1) && throttle.isForgotten(at: now + day))
        #expect(throttle.failed(at: now + day - 1).failures == 31 && throttle.failed(at: now + day).failures == 1)
        #expect(Throttle(.account).isForgotten(at: now) && Throttle(.account, failures: 3).isForgotten(at: now))
    }

    @Test func `a success frees the account, and takes only itself back at the address`() {
        let account = Throttle(.account, failures: 30, lastFailure: now)
        #expect(account.succeeded() == Throttle(.account))
        let address = Throttle(.address, failures: 25, lastFailure: now)
        #expect(address.succeeded() == Throttle(.address, failures: 24, lastFailure: now))
        #expect(Throttle(.address, failures: 1, lastFailure: now).succeeded() == Throttle(.address))
        #expect(Throttle(.address).succeeded() == Throttle(.address))
    }

    @Test func `a clock that goes back locks nobody out, and frees nobody for long`() {
        let throttle = Throttle(.account, failures: 10, lastFailure: now)
        // A little, as between two machines: the whole delay holds.
        #expect(throttle.wait(at: now - 60) == 32)
        // More, and perhaps for years: nobody waits for the clock to come back.
        for back: TimeInterval in [61, 3600, 24 * 3600, 10 * 365 * 24 * 3600] {
            #expect(throttle.wait(at: now - back) == 0)
            let next = throttle.failed(at: now - back)
            #expect(next.lastFailure == now - back && next.failures == (back < 24 * 3600 ? 11 : 1))
        }
    }

    @Test func `whatever is stored, nobody waits longer than fifteen minutes`() {
        var generator = SeededGenerator(seed: 19)
        let times = [Date.distantPast, .distantFuture, now, Date(timeIntervalSince1970: 0), Date(timeIntervalSince1970: .infinity)]
        for _ in 0..<5000 {
            let last = generator.chance(3) ? generator.pick(times) : now + Double(generator.number(-100_000...100_000))
            let throttle = Throttle(
                generator.pick(Throttle.Scope.allCases) ?? .account, failures: generator.chance(5) ? .min : generator.number(-3...60),
                lastFailure: last)
            let wait = throttle.wait(at: now)
            #expect(0...900 ~= wait)
            // A failure that another machine's clock had in the future is waited for from now on.
            #expect(throttle.wait(at: now + wait + 60) == 0)
        }
    }

    @Test func `keys tell accounts and addresses apart, and hold nothing of them`() throws {
        let key = try ThrottleKey.account(EmailAddress.parse("zoe@example.fr"))
        #expect(try key != .account(EmailAddress.parse("zoe@example.com")))
        #expect(ThrottleKey.account(typed: "a") != .account(typed: "b") && ThrottleKey.account(typed: "") != key)
        #expect(ThrottleKey.address("x").hash != ThrottleKey.account(typed: "x").hash)
    }

    @Test(arguments: [
        "zoe@example.fr", " ZOE@Example.fr ", "zoe@example.fr\n", "\u{200B}zoe@example.fr\u{FEFF}", "mailto:zoe@example.fr?1",
        "mailto:zoe@example.fr?2", "x <zoe@example.fr>", "y <Zoe@example.fr>", "zoe\u{FF20}example.fr", "\u{A0}zoe@example.fr\t",
    ])
    func `however an address is written, its account has one key`(typed: String) throws {
        #expect(try ThrottleKey.account(typed: typed) == .account(EmailAddress.parse("zoe@example.fr")))
    }

    @Test func `an attempt that is taken back leaves those before it`() {
        for scope in Throttle.Scope.allCases {
            let throttle = Throttle(scope, failures: 25, lastFailure: now)
            #expect(throttle.failed(at: now).takenBack() == throttle)
            #expect(Throttle(scope).failed(at: now).takenBack() == Throttle(scope) && Throttle(scope).takenBack() == Throttle(scope))
        }
    }

    @Test func `of IPv6 the network counts, and IPv4 is one address in both spellings`() {
        #expect(ThrottleKey.address("2001:db8:1:2::1") == .address("2001:0DB8:1:2:ffff:ffff:ffff:ffff"))
        #expect(ThrottleKey.address("2001:db8:1:2::1") != .address("2001:db8:1:3::1"))
        #expect(ThrottleKey.address("fe80::1%eth0") == .address("fe80::2"))
        #expect(ThrottleKey.address("::ffff:192.0.2.1") == .address("192.0.2.1"))
        #expect(ThrottleKey.address("192.0.2.1") != .address("192.0.2.2"))
        #expect(ThrottleKey.address("nothing of the kind") != .address(""))
    }
}
