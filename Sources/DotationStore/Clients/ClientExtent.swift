public import Dotations

/// How much is a client's.
public struct ClientExtent: Sendable, Hashable {
    /// How many orders there are.
    public let orders: Int
    /// How many dotations.
    public let dotations: Int
    /// How many events.
    public let events: Int
    /// How many sales.
    public let sales: Int
    /// How many people work for it.
    public let members: Int
    /// How many e-mails have not left.
    public let waitingMails: Int
    /// How many operations its history has.
    public let operations: Int
    /// The end of its history, which no other state of the client has.
    public let historyEnd: Hash256?
}

extension ClientStore {
    /// How much is the client's.
    ///
    /// - Throws: ``StoreError`` where the file cannot be read.
    public func extent() throws(StoreError) -> ClientExtent {
        try read { connection throws(StoreError) in try connection.extent() }
    }
}

extension Connection {
    func extent() throws(StoreError) -> ClientExtent {
        func count(_ table: String, _ condition: String = "") throws(StoreError) -> Int {
            try int("SELECT count(*) FROM \(table) WHERE client = :client \(condition)") ?? 0
        }
        let head = try Statement(self, "SELECT last_operation, head FROM clients WHERE id = :client")
        guard try head.step() else { throw StoreError.unknownClient }
        return ClientExtent(
            orders: try count("orders"), dotations: try count("dotations"), events: try count("sale_events"), sales: try count("sales"),
            members: try count("memberships"), waitingMails: try count("jobs", "AND state IN ('pending', 'retry', 'leased')"),
            operations: head.int("last_operation"), historyEnd: head.digest("head"))
    }
}
