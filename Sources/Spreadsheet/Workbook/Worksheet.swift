/// The cells of a worksheet, or of a CSV file, in memory, to be looked up by name.
///
/// ```swift
/// let sheet = try SheetFile(path: path)["Feuil1"]
/// print(sheet["B7"], sheet[column: "C"].count)
/// for values in sheet[range: "A1:C10"] { print(values) }
/// ```
///
/// All of the sheet is read once, when it is loaded; looking up a cell then takes a search among the rows. It takes about 130 bytes for each
/// cell and the text beside: for a sheet that may be large, load the range that is needed, or read the rows one after the other
/// (``RowReader``), in memory that does not grow with them.
public struct Worksheet: Sendable, Hashable {
    /// The sheet's name.
    public let name: String
    /// The rows with cells, from top to bottom.
    public let rows: [Row]

    /// A worksheet of rows, which come from top to bottom, such as a test needs.
    public init(name: String, rows: [Row]) {
        self.name = name
        self.rows = rows
    }

    /// The row of a number; nil if it has no cells.
    public func row(_ number: Int) -> Row? {
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].number < number { low = middle + 1 } else { high = middle }
        }
        return low < rows.count && rows[low].number == number ? rows[low] : nil
    }

    /// The cell at a place, with its number format and what else was requested; nil if there is none.
    public func cell(_ reference: CellReference) -> Cell? { row(reference.row)?.cell(column: reference.column) }

    /// The value at a place, `sheet["B7"]`; ``CellValue/blank`` where there is no cell.
    public subscript(reference: CellReference) -> CellValue { cell(reference)?.value ?? .blank }

    /// The values of a range, `sheet[range: "A1:C10"]`: an array for each of its rows, with ``CellValue/blank`` where there is no cell.
    public subscript(range range: CellRange) -> CellRows { CellRows(worksheet: self, range: range) }

    /// The values of a column, `sheet[column: "B"]`, from row 1 to the last row with cells, with ``CellValue/blank`` where there is no cell.
    public subscript(column column: ColumnReference) -> [CellValue] {
        var values = [CellValue](repeating: .blank, count: rows.last?.number ?? 0)
        for row in rows where values.indices.contains(row.number - 1) { values[row.number - 1] = row[column: column] }
        return values
    }

    /// The first row with cells, as the titles of the columns; nil if there is none.
    public var header: SheetHeader? { rows.first.map { SheetHeader($0) } }

    /// The values below a title of the first row, of the rows with cells; see ``SheetHeader``.
    ///
    /// - Throws: `column.not-found`, `column.ambiguous`.
    public func column(titled title: String) throws(SpreadsheetError) -> [CellValue] {
        do throws(SpreadsheetError) {
            guard let column = try header?.column(titled: title) else {
                throw SpreadsheetError(.noSuchColumn, "no column has the title “\(title)”", at: .init(sheet: name))
            }
            return rows.dropFirst().map { $0[column: column] }
        } catch {
            throw error.located(.init(sheet: name))
        }
    }

    /// The smallest range with all cells; nil if there is none.
    public var usedRange: CellRange? {
        let columns = rows.compactMap { row in row.cells.first.flatMap { first in row.cells.last.map { (first.reference, $0.reference) } } }
        guard let top = columns.first?.0.row, let bottom = columns.last?.0.row else { return nil }
        let left = columns.reduce(CellReference.lastColumn) { min($0, $1.0.column) }
        let right = columns.reduce(1) { max($0, $1.1.column) }
        return CellRange(CellReference(uncheckedRow: top, column: left), CellReference(uncheckedRow: bottom, column: right))
    }
}
