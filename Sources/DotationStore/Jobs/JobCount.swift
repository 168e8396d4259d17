internal import Dotations
public import Foundation

/// How many jobs there are of a kind.
public struct JobCount: Sendable, Hashable {
    /// How many.
    public let count: Int
    /// When the oldest of them was recorded; nil where they are finished.
    public let oldest: Date?
    /// When the first of them is tried again, or was to be; nil where they were not tried in vain.
    public let nextDue: Date?

    /// The counts that a query gives of each `state`.
    static func all(_ statement: borrowing Statement) throws(StoreError) -> [Job.State: JobCount] {
        var counts: [Job.State: JobCount] = [:]
        while try statement.step() {
            guard let state = Job.State(rawValue: statement.text("state")) else { continue }
            counts[state] = JobCount(
                count: statement.int("count"), oldest: statement.optionalInt("oldest").map { Date(milliseconds: $0) },
                nextDue: statement.optionalInt("next_due").map { Date(milliseconds: $0) })
        }
        return counts
    }
}
