public import Dotations
public import Spreadsheet

/// The rows of a CSV file with quotation marks where none may stand, which are read all the same because somebody asked for it.
public struct StrayQuoteRows: Sendable {
    /// A warning for each such row, of as many as are kept.
    public private(set) var warnings: [PlannedWarning] = []

    /// None yet.
    public init() {}

    /// Looks at the current row of a reader.
    public mutating func note(_ rows: borrowing RowReader) {
        let count = rows.strayQuotes
        guard count > 0, warnings.count < PlannedWarning.limit else { return }
        warnings.append(PlannedWarning(row: rows.row.number, warning: .strayQuotes(count: count)))
    }
}
