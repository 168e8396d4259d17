final class SheetLayoutHandler: ItemHandler {
    private var builder = SheetLayoutBuilder()
    private let relationships: PartRelationships
    private var depth = 0
    /// The prefix of the rows' elements; nil outside the rows.
    private var rowPrefix: [UInt8]?

    override var isBetweenItems: Bool { depth == 2 && rowPrefix != nil }

    private init(relationships: PartRelationships) { self.relationships = relationships }

    /// Reads what a worksheet part has besides its rows, which are passed over.
    ///
    /// - Throws: An error in the part.
    static func read(
        _ part: consuming XMLPartReader, _ relationships: PartRelationships, usesScanner: Bool, limits: ReadLimits
    ) throws(SpreadsheetError) -> SheetLayoutBuilder {
        let handler = SheetLayoutHandler(relationships: relationships)
        var parser = try ItemParser(part, handler: handler, usesScanner: usesScanner, limits: limits)
        while try parser.step({ (bytes) throws(SpreadsheetError) in RowSkipper.skip(bytes, prefix: handler.rowPrefix ?? []) }) {}
        return handler.builder
    }

    override func start(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        depth += 1
        switch depth {
        case 2 where element.isMain("sheetData"): rowPrefix = element.prefix
        case 2 where element.isMain("dimension"): builder.dimension = range(of: element)
        case 3 where element.isMain("col"):
            // Excel adds the margins, less than one digit's width, to the 255 digits that it allows.
            let width = element.bytes("width").flatMap { DecimalNumber.double($0) }.flatMap { 0...256 ~= $0 ? $0 : nil }
            try builder.addColumns(
                from: element.integer("min"), to: element.integer("max"), width: width, isHidden: element.boolean("hidden") ?? false)
        case 3 where element.isMain("mergeCell"): try builder.addMergedCells(range(of: element))
        case 3 where element.isMain("hyperlink"):
            let target = relationships.target(of: element.relationship("id"), location: element.string("location"))
            try builder.addHyperlink(range(of: element), target: target)
        default: break
        }
    }

    override func end() throws(SpreadsheetError) {
        if depth == 2 { rowPrefix = nil }
        depth -= 1
    }

    private func range(of element: borrowing XMLElement) -> CellRange? { element.bytes("ref").flatMap { CellRange(bytes: $0) } }
}
