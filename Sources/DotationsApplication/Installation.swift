internal import DotationAccounts
public import DotationStore
public import Foundation

/// Who runs a store with all its clients: what every use case begins with that is about more than one client.
public struct Installation: Sendable {
    /// The store.
    public let store: Store
    /// The operator's name in the history.
    public let user: String
    /// Which way the operator came.
    public let way: OperationContext.Way
    let clock: @Sendable () -> Date
    /// Where passwords wait for their turn to be hashed.
    var gate = HashingGate.process

    /// An installation over a store; `clock` tells the time.
    public init(store: Store, user: String, way: OperationContext.Way, clock: @escaping @Sendable () -> Date = { Date() }) {
        self.store = store
        self.user = user
        self.way = way
        self.clock = clock
    }

    /// The operator's work for a client; nil for the only one that there is.
    ///
    /// - Throws: `store.client-unknown`; `store.client-missing` where there are several.
    public func application(_ code: Client.Code? = nil) throws -> Application {
        Application(store: try store.client(code), user: user, way: way, role: nil, clock: clock)
    }

    /// The moment, as the clock tells it.
    public var now: Date { clock() }

    var context: OperationContext { OperationContext(user: user, way: way, date: now) }
}
