final class SheetLayoutHandler: XMLHandler {
    private(set) var layout = SheetLayout()
    private let relationships: PartRelationships
    private var depth = 0
    /// The number of cells that hyperlinks may still cover. One element can name a very large range.
    private var room = 100_000
    private var listed = 0
    /// No spreadsheet saves more merged ranges or hyperlinks than a sheet has rows.
    private static let mostListed = CellReference.lastRow

    init(relationships: PartRelationships) { self.relationships = relationships }

    override func start(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        depth += 1
        switch depth {
        case 2 where element.isMain("dimension"): layout.dimension = element.string("ref").flatMap { CellRange($0) }
        case 3 where element.isMain("mergeCell"):
            try countListed()
            if let range = element.string("ref").flatMap({ CellRange($0) }) { layout.mergedCells.append(range) }
        case 3 where element.isMain("hyperlink"):
            try countListed()
            addHyperlink(element)
        default: break
        }
    }

    override func end() throws(SpreadsheetError) { depth -= 1 }

    private func countListed() throws(SpreadsheetError) {
        listed += 1
        guard listed <= Self.mostListed else {
            throw SpreadsheetError(.tooManyCells, exceeds: Self.mostListed, measured: listed, "too many merged cells and hyperlinks")
        }
    }

    /// A hyperlink over a range is each cell's. Once ranges are too large, it is only its first cell's.
    private func addHyperlink(_ element: borrowing XMLElement) {
        guard let range = element.string("ref").flatMap({ CellRange($0) }) else { return }
        var target = element.relationship("id").flatMap { relationships[$0]?.target } ?? ""
        if let location = element.string("location") { target += "#" + location }
        let rows = range.first.row...range.last.row
        let columns = range.first.column...range.last.column
        guard rows.count * columns.count <= min(10_000, room) else {
            layout.hyperlinks[range.first] = target
            return
        }
        room -= rows.count * columns.count
        for row in rows {
            for column in columns { layout.hyperlinks[CellReference(uncheckedRow: row, column: column)] = target }
        }
    }
}
