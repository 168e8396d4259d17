/// Reads a worksheet's rules for input and its conditional formats (ECMA-376 part 1, 18.3.1.33 and 18.3.1.18), and passes over its rows.
final class SheetRulesHandler: ItemHandler {
    private enum Level {
        case worksheet, rows, validations, validation, formats, rule, scale, formula
    }

    private let styles: CellStyles?
    private let limits: ReadLimits
    private var levels: [Level] = []
    /// The prefix of the rows' elements.
    private var rowPrefix: [UInt8] = []
    private var rules = SheetRules()
    private var priorities: [Int] = []

    private var validation: RawValidation?
    private var ranges: [CellRange] = []
    private var format: RawFormat?
    private var formulas: [String] = []
    private var text: [UInt8] = []
    private var listed = 0
    private var size = 0

    override var isBetweenItems: Bool { levels.last == .rows && skippedDepth == 0 }

    private init(styles: CellStyles?, limits: ReadLimits) {
        self.styles = styles
        self.limits = limits
    }

    /// - Throws: An error in the part; `limit.cells`, `limit.text`.
    static func read(
        _ part: consuming XMLPartReader, styles: CellStyles?, usesScanner: Bool, limits: ReadLimits
    ) throws(SpreadsheetError) -> SheetRules {
        let handler = SheetRulesHandler(styles: styles, limits: limits)
        var parser = try ItemParser(part, handler: handler, usesScanner: usesScanner, limits: limits)
        while try parser.step({ (bytes) throws(SpreadsheetError) in RowSkipper.skip(bytes, prefix: handler.rowPrefix) }) {}
        return handler.sorted
    }

    /// The rules with the formats in the order of their priorities.
    private var sorted: SheetRules {
        var rules = rules
        let order = priorities.indices.sorted { (priorities[$0], $0) < (priorities[$1], $1) }
        rules.conditionalFormats = order.map { rules.conditionalFormats[$0] }
        return rules
    }

    override func start(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        var level: Level?
        switch levels.last {
        case nil: if element.isMain("worksheet") { level = .worksheet }
        case .worksheet:
            if element.isMain("sheetData") {
                rowPrefix = element.prefix
                level = .rows
            } else if element.isMain("dataValidations") {
                level = .validations
            } else if element.isMain("conditionalFormatting") {
                ranges = try ranges(of: element)
                level = .formats
            }
        case .validations where element.isMain("dataValidation"):
            ranges = try ranges(of: element)
            validation = try RawValidation(element) { (text) throws(SpreadsheetError) in try count(text) }
            formulas = []
            level = .validation
        case .formats where element.isMain("cfRule"):
            format = try RawFormat(element) { (text) throws(SpreadsheetError) in try count(text) }
            formulas = []
            level = .rule
        case .validation where element.isMain("formula1") || element.isMain("formula2"), .rule where element.isMain("formula"):
            text = []
            level = .formula
        case .rule where element.isMain("colorScale") || element.isMain("dataBar"): level = .scale
        case .scale where element.isMain("color"):
            if format?.colors.count ?? 0 < 4 { format?.colors.append(styles?.colors.color(element) ?? .black) }
        case .rows, .validations, .validation, .formats, .rule, .scale, .formula: break
        }
        if let level { levels.append(level) } else { skippedDepth = 1 }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        guard levels.last == .formula else { return }
        text += bytes
        try StringGatherer.checkGrowth(text.count, limits: limits)
    }

    override func end() throws(SpreadsheetError) {
        switch levels.popLast() {
        case .formula:
            // Three is one more than any rule has.
            guard formulas.count < 3 else { return }
            let formula = TextDecoding.unescaped(String(decoding: text, as: UTF8.self))
            try count(formula)
            formulas.append(formula)
        case .validation:
            if !ranges.isEmpty, let read = validation?.validation(ranges, formulas) { rules.dataValidations.append(read) }
        case .rule:
            guard !ranges.isEmpty, let format, let condition = format.condition(formulas) else { return }
            rules.conditionalFormats.append(
                ConditionalFormat(
                    ranges, condition, style: format.style.flatMap { styles?.differential($0) }, stopsIfTrue: format.stopsIfTrue))
            priorities.append(format.priority)
        default: break
        }
    }

    /// The ranges of a rule, which stand one after the other.
    private func ranges(of element: borrowing XMLElement) throws(SpreadsheetError) -> [CellRange] {
        var ranges: [CellRange] = []
        for word in (element.string("sqref") ?? "").utf8.split(separator: UInt8(ascii: " ")) {
            try countListed()
            if let range = CellRange(String(Substring(word))) { ranges.append(range) }
        }
        return ranges
    }

    /// Counts a rule or a range: no spreadsheet saves more of them than a sheet has rows.
    private func countListed() throws(SpreadsheetError) {
        listed += 1
        let limit = min(limits.cells, CellReference.lastRow)
        guard listed <= limit else {
            throw SpreadsheetError(.tooManyCells, exceeds: limit, measured: listed, "too many rules for input and conditional formats")
        }
    }

    /// Counts a text that is kept, with the rule that it is of.
    private func count(_ text: String) throws(SpreadsheetError) {
        try countListed()
        size += text.utf8.count
        let limit = Int(clamping: limits.smallPartSize)
        guard size <= limit else {
            throw SpreadsheetError(
                .tooMuchText, exceeds: limit, measured: size, "rules for input and conditional formats have too much text")
        }
    }
}
