final class SheetLayoutHandler: XMLHandler {
    private var builder = SheetLayoutBuilder()
    private let relationships: PartRelationships
    private var depth = 0

    init(relationships: PartRelationships) { self.relationships = relationships }

    var layout: SheetLayout { builder.layout }

    override func start(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        depth += 1
        switch depth {
        case 2 where element.isMain("dimension"): builder.layout.dimension = range(of: element)
        case 3 where element.isMain("mergeCell"): try builder.addMergedCells(range(of: element))
        case 3 where element.isMain("hyperlink"):
            let target = relationships.target(of: element.relationship("id"), location: element.string("location"))
            try builder.addHyperlink(range(of: element), target: target)
        default: break
        }
    }

    override func end() throws(SpreadsheetError) { depth -= 1 }

    private func range(of element: borrowing XMLElement) -> CellRange? { element.string("ref").flatMap { CellRange($0) } }
}
