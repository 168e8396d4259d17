/// Reads a table's part (ECMA-376 part 1, 18.5.1.2).
final class TableHandler: XMLHandler {
    /// The table; nil if its name or its range is missing.
    private(set) var table: Table?
    private var depth = 0

    override func start(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        depth += 1
        switch depth {
        case 1 where element.isMain("table"):
            // Formulas have the name that is displayed.
            guard let name = element.string("displayName") ?? element.string("name"),
                let range = element.bytes("ref").flatMap({ CellRange(bytes: $0) })
            else { return }
            table = Table(TextDecoding.unescaped(name), range, styleName: nil, hasFilter: false, hasRowStripes: false)
        case 2 where element.isMain("autoFilter"): table?.hasFilter = true
        case 2 where element.isMain("tableStyleInfo"):
            table?.styleName = element.string("name")
            table?.hasRowStripes = element.boolean("showRowStripes") ?? false
        case 3 where element.isMain("tableColumn"):
            guard table?.columnNames.count ?? 0 < CellReference.lastColumn else {
                throw SpreadsheetError(.badReference, "a table has more columns than a worksheet")
            }
            table?.columnNames.append(TextDecoding.unescaped(element.string("name") ?? ""))
        default: break
        }
    }

    override func end() throws(SpreadsheetError) { depth -= 1 }
}
