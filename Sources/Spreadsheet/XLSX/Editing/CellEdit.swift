/// What is to become of a cell.
struct CellEdit: Sendable {
    enum Content: Sendable {
        case value(CellValue)
        case formula(String, result: CellValue)
    }

    /// Nil if the content stays.
    let content: Content?
    let style: StyleChange

    init(content: Content?, style: StyleChange) {
        self.content = content
        var style = style
        // Text that begins like a formula stays text when somebody edits the cell.
        if case .value(.text(let text))? = content, let first = text.utf8.first, "=+-@".utf8.contains(first) {
            style.setsQuotePrefix = true
        }
        self.style = style
    }

    /// Whether this makes a cell where there is none.
    var makesCell: Bool {
        if case .value(.blank) = content { return !style.isEmpty }
        return true
    }

    /// Whether the style depends on the one that the cell has.
    var needsStyles: Bool {
        if !style.isEmpty { return true }
        switch content {
        case .value(.date), .formula(_, result: .date): return true
        default: return false
        }
    }

    /// - Throws: `write.bad-number`, `write.bad-date`, `write.too-long`, `write.invalid`.
    func check(at place: SpreadsheetError.Location) throws(SpreadsheetError) {
        let value: CellValue
        switch content {
        case nil: value = .blank
        case .value(let content): value = content
        case .formula(let formula, let result):
            try require(
                !formula.isEmpty && !formula.utf8.starts(with: "=".utf8), "A formula is empty or begins with an equals sign.", at: place)
            try require(formula.utf16.count <= 8192, "A formula has at most 8,192 characters.", .writtenTooLong, at: place)
            value = result
        }
        switch value {
        case .blank, .boolean: break
        case .number(let number):
            try require(number.isFinite, "A cell cannot contain infinity or NaN.", .unwritableNumber, at: place)
        case .date(let date):
            try require(date.serial.isFinite, "A cell cannot contain infinity or NaN.", .unwritableNumber, at: place)
        case .text(let text):
            try require(
                text.utf8.count <= WorkbookOutput.textLimit || text.utf16.count <= WorkbookOutput.textLimit,
                "A cell contains at most 32,767 UTF-16 units of text.", .writtenTooLong, at: place)
        case .error(let error):
            try require(
                error.written.hasSyntaxOfErrors,
                "An error value is a number sign, capital letters, and an exclamation or question mark.", at: place)
        }
        do throws(SpreadsheetError) { try style.check() } catch { throw error.located(place) }
    }
}
