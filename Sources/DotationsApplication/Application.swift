internal import DotationSales
public import DotationStore
public import Dotations
public import Foundation

/// Who works for which client: what every use case begins with.
public struct Application: Sendable {
    /// What belongs to the client.
    public let store: ClientStore
    /// The user's name in the history.
    public let user: String
    /// Which way the user came.
    public let way: OperationContext.Way
    private let clock: @Sendable () -> Date

    /// An application over what belongs to a client; `clock` tells the time.
    public init(
        store: ClientStore, user: String, way: OperationContext.Way, clock: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.store = store
        self.user = user
        self.way = way
        self.clock = clock
    }

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

    var context: OperationContext { context(of: nil) }

    /// The same, for a request.
    func context(of request: RequestID?) -> OperationContext { OperationContext(user: user, way: way, date: now, request: request) }
}
