internal import Dotations
public import Foundation

/// How many jobs there are of a kind.
public struct JobCount: Sendable, Hashable {
    /// How many.
    public let count: Int
    /// When the oldest of them was recorded.
    public let oldest: Date
    /// When the first of them falls due, or fell due. Of jobs that are not to be sent any more it means nothing.
    public let nextDue: Date
}
