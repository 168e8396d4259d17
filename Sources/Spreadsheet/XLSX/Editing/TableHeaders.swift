/// Reads a table part for the cells that head its columns, and their names (ECMA-376 part 1, 18.5.1).
final class TableHeaders: XMLHandler {
    private(set) var names: [CellReference: String] = [:]
    private var first: CellReference?
    private var columns = 0
    private var depth = 0

    override func start(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        depth += 1
        if depth == 1, element.isMain("table"), element.integer("headerRowCount") ?? 1 > 0 {
            first = element.bytes("ref").flatMap { CellRange(bytes: $0) }?.first
        } else if depth == 3, element.isMain("tableColumn"), let first {
            if let cell = CellReference(row: first.row, column: first.column + columns) { names[cell] = element.string("name") ?? "" }
            columns += 1
        }
    }

    override func end() throws(SpreadsheetError) { depth -= 1 }
}
