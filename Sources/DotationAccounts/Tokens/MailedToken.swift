public import Foundation

/// What the store knows of a token that somebody was sent: for what, since when, and whether it was used.
public struct MailedToken: Sendable, Hashable {
    /// What a token that is sent by e-mail lets somebody do.
    public enum Purpose: String, Sendable, CaseIterable {
        /// Choose the first password.
        case invitation
        /// Choose another password.
        case reset

        /// For how many seconds it is good: seven days for an invitation, thirty minutes for a reset.
        public var lifetime: TimeInterval {
            switch self {
            case .invitation: 7 * 24 * 60 * 60
            case .reset: 30 * 60
            }
        }
    }

    /// Why a token lets nobody in.
    public enum Refusal: Error, Sendable, Hashable {
        /// It has done what it was for.
        case used
        /// Its time is over.
        case expired
        /// It was made later than now: the clock has gone back.
        case fromFuture
    }

    /// What it lets somebody do.
    public let purpose: Purpose
    /// When it was made.
    public let made: Date
    /// Whether it was used, or another one took its place.
    public let isUsed: Bool

    /// A token as it is stored.
    public init(_ purpose: Purpose, made: Date, isUsed: Bool = false) {
        self.purpose = purpose
        self.made = made
        self.isUsed = isUsed
    }

    /// Throws where the token lets nobody in. Whoever lets somebody in marks it as used in the same transaction.
    public func check(at now: Date) throws(Refusal) {
        if isUsed { throw .used }
        let age = now.timeIntervalSince(made)
        guard age >= -ClockSkew.tolerated else { throw .fromFuture }
        guard age < purpose.lifetime else { throw .expired }
    }
}
