public import Foundation

/// How long an account or an address waits after failed attempts: twice as long after each, at most 15 minutes, and never for ever.
///
/// An attempt that comes too early is not looked at and not counted, so that trying on makes nobody wait longer. Who attacks an account
/// can still take the one attempt at the end of each wait, so that its owner waits as well. Whoever lets somebody try
/// stores ``failed(at:)`` *before* the password is compared, in a transaction with ``wait(at:)``, and takes it back on success; else many
/// attempts at once would all come before the first failure.
public struct Throttle: Sendable, Hashable {
    /// What attempts are counted for.
    public enum Scope: String, Sendable, CaseIterable {
        /// An e-mail address that somebody signs in with, whether or not there is such an account.
        case account
        /// A network address, which the people of one works council often share.
        case address
        /// A network address from which links for new passwords are asked for: whoever asks for many does not keep others from signing in.
        case resetAddress = "reset-address"

        /// Failures that delay nothing.
        var freeFailures: Int {
            switch self {
            case .account: 4
            case .address, .resetAddress: 19
            }
        }
    }

    /// Seconds after the first failure that is not free.
    private static let firstDelay: TimeInterval = 1
    /// The longest delay in seconds: 96 attempts a day, where NIST SP 800-63B has an account closed at the hundredth failure.
    private static let longestDelay: TimeInterval = 15 * 60
    /// Seconds after which failures are forgotten.
    public static let memory: TimeInterval = 24 * 60 * 60

    /// What is counted.
    public let scope: Scope
    /// Failures so far.
    public let failures: Int
    /// When the last one was; nil before the first.
    public let lastFailure: Date?

    /// Failures as they are stored, or none.
    public init(_ scope: Scope, failures: Int = 0, lastFailure: Date? = nil) {
        self.scope = scope
        self.failures = max(0, failures)
        self.lastFailure = lastFailure
    }

    /// Seconds until the next attempt is looked at; 0 where it is at once.
    ///
    /// A failure that lies in the future by more than a minute delays nothing, as the clock has gone back and might stay so for long; the next failure is counted from the clock as it is.
    public func wait(at now: Date) -> TimeInterval {
        guard !isForgotten(at: now), let lastFailure, failures > scope.freeFailures else { return 0 }
        let elapsed = now.timeIntervalSince(lastFailure)
        guard elapsed >= -ClockSkew.tolerated else { return 0 }
        return max(0, delay - max(0, elapsed))
    }

    /// After one more failure.
    public func failed(at now: Date) -> Throttle {
        let known = isForgotten(at: now) ? 0 : min(failures, Int(Int32.max))
        return Throttle(scope, failures: known + 1, lastFailure: now)
    }

    /// After a success: an account's failures are forgotten, of an address's only the one that was counted for this attempt, as
    /// somebody with an account of their own could otherwise clear the address between attempts at others.
    public func succeeded() -> Throttle {
        switch scope {
        case .account: Throttle(scope)
        case .address, .resetAddress: takenBack()
        }
    }

    /// Without an attempt that was counted and of which nothing was compared.
    public func takenBack() -> Throttle { Throttle(scope, failures: failures - 1, lastFailure: failures > 1 ? lastFailure : nil) }

    /// Whether it says nothing any more, and may go from the store.
    public func isForgotten(at now: Date) -> Bool {
        guard failures > 0, let lastFailure else { return true }
        return abs(now.timeIntervalSince(lastFailure)) >= Self.memory
    }

    private var delay: TimeInterval {
        let doublings = min(failures - scope.freeFailures - 1, 20)
        return min(Self.longestDelay, Self.firstDelay * TimeInterval(1 << doublings))
    }
}
