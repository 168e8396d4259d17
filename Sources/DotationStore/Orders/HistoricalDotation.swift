/// The dotation that a row of the history or of the outbox is about, in SQL.
enum HistoricalDotation {
    /// Joins the dotation of a row that has a `dotation_id` and an `operation_id`: `d`, or `c` where its order was cancelled by the operation or after it.
    ///
    /// - Parameter row: the alias of the row's table.
    /// - Returns: the joins.
    static func join(to row: String) -> String {
        """
        LEFT JOIN cancelled_dotations c ON c.client = \(row).client AND c.id = \(row).dotation_id AND c.operation_id = (
            SELECT min(operation_id) FROM cancelled_dotations
            WHERE client = \(row).client AND id = \(row).dotation_id AND operation_id >= \(row).operation_id)
        LEFT JOIN dotations d ON d.client = \(row).client AND d.id = \(row).dotation_id AND c.id IS NULL
        """
    }
}
