internal import Dotations
public import Foundation

/// When something is done, by whom, and at which request.
public struct OperationContext: Sendable, Hashable {
    /// The name of the user.
    public var user: String
    /// The moment; the store keeps its milliseconds.
    public var date: Date
    /// What tells the request from every other, where it may come twice.
    public var request: RequestID?

    /// A user, a moment and a request.
    public init(user: String, date: Date, request: RequestID? = nil) {
        self.user = user
        self.date = date
        self.request = request
    }

    init(user: String, milliseconds: Int) {
        self.init(user: user, date: Date(milliseconds: milliseconds))
    }

    var milliseconds: Int { date.milliseconds }
}
