public import DotationAccounts
internal import DotationSales
public import DotationStore
public import Dotations
public import Foundation

/// Who works for which client, and as what: what every use case begins with. Each asks for its permission itself, so that no front end can forget to.
public struct Application: Sendable {
    /// What belongs to the client. Only use cases have it, which ask for a permission.
    let store: ClientStore
    /// The user's name in the history.
    public let user: String
    /// Which way the user came.
    public let way: OperationContext.Way
    /// The person's role with the client; nil for the operator of the command, who may do everything.
    public let role: Role?
    private let clock: @Sendable () -> Date

    /// An application over what belongs to a client; `clock` tells the time.
    public init(
        store: ClientStore, user: String, way: OperationContext.Way, role: Role?, clock: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.store = store
        self.user = user
        self.way = way
        self.role = role
        self.clock = clock
    }

    /// The client that is worked for.
    public var client: Client { store.client }

    var now: Date { clock() }

    /// Refuses what the role does not allow.
    func require(_ permission: Permission) throws(AccessError) {
        if let role, !role.allows(permission) { throw .denied(permission, to: role) }
    }

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
