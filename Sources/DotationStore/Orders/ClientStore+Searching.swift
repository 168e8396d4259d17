public import Dotations

extension ClientStore {
    /// Hands on the dotations that a search finds, the latest order first and then in the order of its rows.
    ///
    /// Memory does not grow with what is found. All rows are of one state of the store.
    ///
    /// - Parameters:
    ///   - query: what to search by; a field that holds nothing but spaces counts as not given.
    ///   - limit: how many dotations at most.
    ///   - body: takes each dotation; what it throws ends the search.
    /// - Returns: whether there were more than the limit.
    /// - Throws: ``StoreError``, or what `body` throws.
    @discardableResult
    public func search(_ query: DotationQuery, limit: Int = .max, _ body: (Dotation) throws -> Void) throws -> Bool {
        guard let conditions = query.conditions else { return false }
        // As an expression it keeps SQLite from going through all rows in this order to look for the few that were found.
        let order = !conditions.hasName ? "d.order_number" : "+d.order_number"
        return try stream { connection in
            let reader = try DotationReader(connection)
            let statement = try Statement(
                connection,
                """
                SELECT \(DotationReader.columns) FROM dotations d WHERE \(conditions.sql)
                ORDER BY \(order) DESC, d.position
                """)
            try statement.bind(conditions.values)
            var count = 0
            while try statement.step() {
                guard count < limit else { return true }
                try body(try reader.dotation(statement))
                count += 1
            }
            return false
        }
    }
}
