internal import Dotations
public import Foundation

/// When something is done, by whom, which way, and at which request.
public struct OperationContext: Sendable, Hashable {
    /// How something was asked for.
    public enum Way: String, Sendable, CaseIterable {
        /// By the command. The user is the one of the operating system, followed by the name that was typed, if any.
        case command
        /// On a page: the user has signed in.
        case page
        /// By nobody: a program did it on its own, as a worker does what a mail server's answer calls for.
        case system
    }

    /// The name of the user.
    public var user: String
    /// Which way it came; nil for what was done before this was noted.
    public var way: Way?
    /// The moment; the store keeps its milliseconds.
    public var date: Date
    /// What tells the request from every other, where it may come twice.
    public var request: RequestID?

    /// A user, a way, a moment and a request.
    public init(user: String, way: Way?, date: Date, request: RequestID? = nil) {
        self.user = user
        self.way = way
        self.date = date
        self.request = request
    }

    /// Reads the columns `user`, `way` and `at` of an operation.
    init(_ row: borrowing Statement) {
        self.init(
            user: row.text("user"), way: row.optionalText("way").flatMap { Way(rawValue: $0) }, date: Date(milliseconds: row.int("at")))
    }

    var milliseconds: Int { date.milliseconds }

    /// What the store keeps of it.
    var stored: OperationContext { OperationContext(user: user, way: way, date: Date(milliseconds: milliseconds)) }
}
