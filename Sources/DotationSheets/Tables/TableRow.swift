internal import Spreadsheet

struct TableRow<Column: TableColumn> {
    /// The row's number in the sheet, from 1; in a CSV the record's.
    let number: Int
    let isHidden: Bool
    /// Whether it has more or fewer fields than the header, as only a CSV can.
    let isRagged: Bool
    private var cells: [Column: TableCell] = [:]
    /// What stands in the other columns, by their numbers; what cannot be read as text is left out.
    private(set) var others: [Int: String] = [:]

    init(_ row: RowView, _ columns: [Column?], isRagged: Bool) {
        number = row.number
        isHidden = row.isHidden
        self.isRagged = isRagged
        for position in 0..<row.count {
            let cell = row[position]
            guard cell.column <= columns.count else { break }
            if let column = columns[cell.column - 1] {
                cells[column] = TableCell(cell, keepsDigits: column.isName)
            } else if cell.kind == .text || cell.kind == .number {
                others[cell.column] = TableCell(cell, keepsDigits: false).text
            }
        }
    }

    /// The cell in a column, which is blank where the sheet does not have the column.
    subscript(column: Column) -> TableCell { cells[column] ?? TableCell() }

    /// Says of empty cells that they are merged with others.
    mutating func mark(_ merged: inout MergedCells, _ header: TableHeader<Column>) throws(SheetFault) {
        for column in Column.allCases where self[column].isBlank {
            guard let index = header.number(of: column) else { continue }
            if try merged.covers(row: number, column: index) { cells[column] = .covered }
        }
    }

    var isBlank: Bool { cells.values.allSatisfy(\.isBlank) }
}
