/// Finds the drawing of notes and controls that a worksheet names (ECMA-376 part 4, 9.1), and passes over its rows.
final class LegacyDrawingHandler: ItemHandler {
    private var depth = 0
    private var rowPrefix: [UInt8]?
    private var relationship: String?

    override var isBetweenItems: Bool { depth == 2 && rowPrefix != nil }

    /// The identifier of the drawing's relationship; nil if there is no drawing.
    ///
    /// - Throws: An error in the part.
    static func read(
        _ part: consuming XMLPartReader, usesScanner: Bool, limits: ReadLimits
    ) throws(SpreadsheetError) -> String? {
        let handler = LegacyDrawingHandler()
        var parser = try ItemParser(part, handler: handler, usesScanner: usesScanner, limits: limits)
        while try parser.step({ (bytes) throws(SpreadsheetError) in RowSkipper.skip(bytes, prefix: handler.rowPrefix ?? []) }) {}
        return handler.relationship
    }

    override func start(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        depth += 1
        guard depth == 2 else { return }
        if element.isMain("sheetData") { rowPrefix = element.prefix }
        if element.isMain("legacyDrawing") { relationship = element.relationship("id") }
    }

    override func end() throws(SpreadsheetError) {
        if depth == 2 { rowPrefix = nil }
        depth -= 1
    }
}
