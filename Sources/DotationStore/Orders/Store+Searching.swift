public import Dotations

extension Store {
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
        var conditions: [String] = []
        var values: [SQLValue] = []
        for (column, text, key) in [
            ("matricule_key", query.matricule, SearchKey.text), ("last_name_key", query.lastName, SearchKey.text),
            ("first_name_key", query.firstName, SearchKey.text), ("email_key", query.email, SearchKey.text),
            ("mobile_key", query.mobile, SearchKey.mobile),
        ] {
            guard let text, text.unicodeScalars.contains(where: { !$0.isSpace }) else { continue }
            let key = key(text)
            // Punctuation alone is the beginning of nothing.
            guard !key.isEmpty else { return false }
            conditions.append("d.\(column) >= ? AND d.\(column) < ?")
            values += [.text(key), .text(key + "\u{10FFFF}")]
        }
        if let order = query.order {
            conditions.append("d.order_number = ?")
            values.append(SQLValue(order))
        }
        return try stream { connection in
            let reader = try DotationReader(connection)
            let condition = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
            let statement = try Statement(
                connection, "SELECT \(DotationReader.columns) FROM dotations d \(condition) ORDER BY d.order_number DESC, d.position")
            try statement.bind(values)
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
