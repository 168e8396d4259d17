internal import DotationSales
public import DotationStore
public import Dotations
public import Foundation

/// Who works on which store: what every use case begins with.
public struct Application: Sendable {
    /// The store.
    public let store: Store
    /// The user's name in the history.
    public let user: String
    private let clock: @Sendable () -> Date

    /// An application over a store; `clock` tells the time.
    public init(store: Store, user: String, clock: @escaping @Sendable () -> Date = { Date() }) {
        self.store = store
        self.user = user
        self.clock = clock
    }

    /// The moment of the call.
    var now: Date { clock() }

    /// The day in Paris, by which sales and orders are judged.
    public var today: CalendarDate {
        get throws {
            guard let day = CalendarDate(inParisAt: now) else {
                throw ApplicationError.wrongClock
            }
            return day
        }
    }

    /// Who does something, and when: now.
    var context: OperationContext { context(of: nil) }

    /// The same, for a request.
    func context(of request: RequestID?) -> OperationContext { OperationContext(user: user, date: now, request: request) }
}
