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

    /// The counts that a query gives of each `state`.
    static func all(_ statement: borrowing Statement) throws(StoreError) -> [Job.State: JobCount] {
        var counts: [Job.State: JobCount] = [:]
        while try statement.step() {
            guard let state = Job.State(rawValue: statement.text("state")) else { continue }
            counts[state] = JobCount(
                count: statement.int("count"), oldest: Date(milliseconds: statement.int("oldest")),
                nextDue: Date(milliseconds: statement.int("next_due")))
        }
        return counts
    }
}
