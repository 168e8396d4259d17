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
        var conditions = ["d.client = :client"]
        var values: [SQLValue] = []
        var nameConditions: [String] = []
        for (column, text) in [("last_name_key", query.lastName), ("first_name_key", query.firstName)] {
            guard let text, !text.isSpace else { continue }
            let key = SearchKey.text(text)
            // Punctuation alone is part of nothing.
            guard !key.isEmpty else { return false }
            nameConditions.append("instr(\(column), ?)")
            values.append(.text(key))
        }
        if !nameConditions.isEmpty {
            // The index has both names and nothing else: it is gone through in a fraction of the time that the rows take.
            conditions.append(
                "d.id IN (SELECT id FROM dotations n WHERE n.client = :client AND \(nameConditions.joined(separator: " AND ")))")
        }
        let beginnings: [(column: String, text: String?, keys: (String) -> [String])] = [
            ("matricule_key", query.matricule, { [SearchKey.text($0)] }), ("email_key", query.email, { [SearchKey.text($0)] }),
            ("mobile_key", query.mobile, { SearchKey.mobileBeginnings($0) }),
        ]
        for (column, text, keys) in beginnings {
            guard let text, !text.isSpace else { continue }
            let keys = keys(text).filter { !$0.isEmpty }
            guard !keys.isEmpty else { return false }
            let ranges = Array(repeating: "d.\(column) >= ? AND d.\(column) < ?", count: keys.count)
            conditions.append("(\(ranges.joined(separator: " OR ")))")
            for key in keys { values += [.text(key), .text(key + "\u{10FFFF}")] }
        }
        if let order = query.order {
            conditions.append("d.order_number = ?")
            values.append(SQLValue(order))
        }
        // As an expression it keeps SQLite from going through all rows in this order to look for the few that were found.
        let order = nameConditions.isEmpty ? "d.order_number" : "+d.order_number"
        return try stream { connection in
            let reader = try DotationReader(connection)
            let statement = try Statement(
                connection,
                """
                SELECT \(DotationReader.columns) FROM dotations d WHERE \(conditions.joined(separator: " AND "))
                ORDER BY \(order) DESC, d.position
                """)
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

extension String {
    /// Whether it has nothing but spaces.
    fileprivate var isSpace: Bool { unicodeScalars.allSatisfy(\.isSpace) }
}
