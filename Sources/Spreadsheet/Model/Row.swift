/// A row of a worksheet or a record of a CSV file, as an independent value.
public struct Row: Sendable, Hashable {
    /// The number of the row or of the record, from 1.
    public let number: Int
    /// Whether the row is hidden, by hand or by a filter.
    public let isHidden: Bool
    /// The row's cells in the file, from left to right. Empty cells may be missing.
    public let cells: [Cell]

    /// The value in a column counted from 1; ``CellValue/blank`` where there is no cell.
    public subscript(column column: Int) -> CellValue {
        if column >= 1, column <= cells.count, cells[column - 1].reference.column == column { return cells[column - 1].value }
        return cells.first { $0.reference.column == column }?.value ?? .blank
    }
}
