public import Foundation

/// When somebody signed in and was last seen, from which it follows whether they still are.
///
/// ASVS 7.3 and OWASP's Session Management Cheat Sheet have both limits. Where the clock goes back by more than a minute to before the last
/// request, the session ends. One that goes back less, after that request, is noticed by nobody, and lengthens the session by that alone.
public struct Session: Sendable, Hashable {
    /// Seconds without a request after which a session ends: thirty minutes.
    public static let idleLimit: TimeInterval = 30 * 60
    /// Seconds after which a session ends whatever happens: eight hours.
    public static let absoluteLimit: TimeInterval = 8 * 60 * 60

    /// Why a session lets nobody in.
    public enum Refusal: Error, Sendable, Hashable {
        /// Nobody used it for too long.
        case idle
        /// It began too long ago.
        case expired
        /// It began, or was last seen, later than now: the clock has gone back.
        case fromFuture
    }

    /// When somebody signed in.
    public let began: Date
    /// When the session was last used; never before it began.
    public let lastSeen: Date

    /// A session that begins.
    public init(at now: Date) { self.init(began: now, lastSeen: now) }

    /// A session as it is stored.
    public init(began: Date, lastSeen: Date) {
        self.began = began
        self.lastSeen = max(began, lastSeen)
    }

    /// When it ends unless it is used, for a list of sessions.
    public var ends: Date { min(lastSeen + Self.idleLimit, latestEnd) }

    /// When it ends however much it is used.
    public var latestEnd: Date { began + Self.absoluteLimit }

    /// Throws where the session lets nobody in.
    public func check(at now: Date) throws(Refusal) {
        guard now.timeIntervalSince(lastSeen) >= -ClockSkew.tolerated else { throw .fromFuture }
        guard now.timeIntervalSince(began) < Self.absoluteLimit else { throw .expired }
        guard now.timeIntervalSince(lastSeen) < Self.idleLimit else { throw .idle }
    }

    /// The session after a request that it let in.
    public func used(at now: Date) -> Session { Session(began: began, lastSeen: max(lastSeen, now)) }

    /// Whether ``used(at:)`` is worth storing: once a minute, so that reading pages does not write at each.
    ///
    /// A session that is not stored oftener may end a minute early, and never late.
    public func isWorthStoring(at now: Date) -> Bool { now.timeIntervalSince(lastSeen) >= 60 }
}
