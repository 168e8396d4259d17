internal import Spreadsheet

struct TableRow<Column: TableColumn> {
    /// The row's number in the sheet, from 1; in a CSV the record's.
    let number: Int
    let isHidden: Bool
    /// Whether it has more or fewer fields than the header, as only a CSV can.
    let isRagged: Bool
    /// A list, as a row has few: to look for a column there takes less than the hash of its title.
    private var cells: [(column: Column, cell: TableCell)] = []
    /// What stands in the other columns, by their numbers; what cannot be read as text is left out.
    private(set) var others: [Int: String] = [:]

    init(_ row: RowView, _ columns: [Column?], isRagged: Bool) {
        number = row.number
        isHidden = row.isHidden
        self.isRagged = isRagged
        cells.reserveCapacity(columns.count)
        for position in 0..<row.count {
            let cell = row[position]
            guard cell.column <= columns.count else { break }
            if let column = columns[cell.column - 1] {
                cells.append((column, TableCell(cell, keepsDigits: column.isName)))
            } else if cell.kind == .text || cell.kind == .number {
                others[cell.column] = TableCell(cell, keepsDigits: false).text
            }
        }
    }

    /// The cell in a column, which is blank where the sheet does not have the column.
    subscript(column: Column) -> TableCell { cells.first { $0.column == column }?.cell ?? TableCell() }

    /// Says of empty cells that they are merged with others.
    mutating func mark(_ merged: inout MergedCells, _ header: TableHeader<Column>) throws(SheetFault) {
        for column in Column.allCases where self[column].isBlank {
            guard let index = header.number(of: column) else { continue }
            if try merged.covers(row: number, column: index) {
                cells.removeAll { $0.column == column }
                cells.append((column, .covered))
            }
        }
    }

    var isBlank: Bool { cells.allSatisfy(\.cell.isBlank) }
}
