internal import Dotations
public import Foundation

/// When something is done, and by whom.
public struct OperationContext: Sendable, Hashable {
    /// The name of the user.
    public var user: String
    /// The moment; the store keeps its milliseconds.
    public var date: Date

    /// A user and a moment.
    public init(user: String, date: Date) {
        self.user = user
        self.date = date
    }

    init(user: String, milliseconds: Int) {
        self.init(user: user, date: Date(milliseconds: milliseconds))
    }

    var milliseconds: Int { date.milliseconds }
}
