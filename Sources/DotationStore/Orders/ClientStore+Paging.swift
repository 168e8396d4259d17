internal import Dotations

extension ClientStore {
    /// A page of the dotations that a search finds.
    ///
    /// - Parameters:
    ///   - query: what to search by.
    ///   - sort: in which order.
    ///   - descending: whether the order goes down.
    ///   - offset: how many to leave out before the page.
    ///   - size: how many the page has at most.
    /// - Returns: the page; past the end it has none.
    /// - Throws: ``StoreError`` where the file cannot be read.
    public func page(
        _ query: DotationQuery, sortedBy sort: DotationSort = .row, descending: Bool = false, after offset: Int, size: Int
    ) throws(StoreError) -> DotationPage {
        guard let conditions = query.conditions else { return DotationPage(dotations: [], total: 0) }
        return try read { connection throws(StoreError) in
            // The rows of an order are numbered without gaps, and leave it together: the last number says how many there are.
            let isWholeOrder = query.order != nil && query == DotationQuery(order: query.order)
            let counted = isWholeOrder ? "coalesce(max(d.position), -1) + 1" : "count(*)"
            let count = try Statement(connection, "SELECT \(counted) FROM dotations d WHERE \(conditions.sql)")
            try count.bind(conditions.values)
            let total = try count.step() ? count.firstInt ?? 0 : 0
            // Their numbers say as well which rows a page has. Otherwise those before it are gone through.
            let isByNumber = isWholeOrder && sort == .row
            let first = descending ? total - offset - size : offset
            let statement = try Statement(
                connection,
                """
                SELECT d.id FROM dotations d WHERE \(conditions.sql) \(isByNumber ? "AND d.position >= ? AND d.position < ?" : "")
                ORDER BY \(sort.columns(descending: descending)) \(isByNumber ? "" : "LIMIT ? OFFSET ?")
                """)
            try statement.bind(conditions.values + (isByNumber ? [.int(first), .int(first + size)] : [.int(size), .int(offset)]))
            var ids: [Dotation.ID] = []
            while try statement.step() { if let id = Dotation.ID(stored: statement.int("id")) { ids.append(id) } }
            return DotationPage(dotations: try connection.dotations(ids), total: total)
        }
    }
}
