/// A row of a worksheet or a record of a CSV file, as an independent value.
public struct Row: Sendable, Hashable {
    /// The number of the row or of the record, from 1.
    public let number: Int
    /// Whether the row is hidden, by hand or by a filter.
    public let isHidden: Bool
    /// The row's cells in the file, from left to right. Empty cells may be missing.
    public let cells: [Cell]

    /// A row of cells, which come from left to right.
    public init(number: Int, isHidden: Bool = false, cells: [Cell]) {
        self.number = number
        self.isHidden = isHidden
        self.cells = cells
    }

    /// A row whose values begin in column A, such as a test needs: `Row(number: 2, values: ["001", 1250.5])`.
    public init(number: Int, values: [CellValue]) {
        let cells = values.enumerated().map { Cell(reference: CellReference(uncheckedRow: number, column: $0 + 1), value: $1) }
        self.init(number: number, cells: cells)
    }

    /// The cell in a column counted from 1; nil where there is none.
    func cell(column: Int) -> Cell? {
        if column >= 1, column <= cells.count, cells[column - 1].reference.column == column { return cells[column - 1] }
        return cells.first { $0.reference.column == column }
    }

    /// The value in a column counted from 1; ``CellValue/blank`` where there is no cell.
    public subscript(column column: Int) -> CellValue { cell(column: column)?.value ?? .blank }

    /// The value in a column by its letters, such as `"F"`; ``CellValue/blank`` where there is no cell.
    public subscript(column column: ColumnReference) -> CellValue { self[column: column.number] }
}
