/// Reads a worksheet part as libxml2 parses it (ECMA-376 part 1, 18.3.1).
final class WorksheetHandler: ItemHandler {
    private enum State {
        case outside, worksheet, sheetData, row, cell, value, formula, inlineString, run, text
    }

    /// Builds the rows. This handler's callbacks and the scanner never change it at the same time, so the run-time check for each row and
    /// cell is disabled.
    @exclusivity(unchecked) var builder: RowBuilder
    /// Whether a complete row is waiting.
    @exclusivity(unchecked) var hasRow = false
    override var isBetweenItems: Bool { state == .sheetData && skippedDepth == 0 }

    private let formulas: RowFormulas?
    private var state = State.outside
    private var stateAfterText = State.inlineString
    private var hadSheetData = false

    private var type = CellType.number
    private var style: UInt32 = 0
    private var column = 0
    private var hasFormula = false
    /// The group of cells that the cell shares its formula with.
    private var sharing: RowFormulas.Sharing?
    private var hasValue = false
    private var inlineText: Range<Int>?
    @exclusivity(unchecked) private var valueText = ByteArena()
    @exclusivity(unchecked) private var formulaText = ByteArena()
    @exclusivity(unchecked) private var gatherer = StringGatherer()

    init(builder: consuming RowBuilder, details: RowDetails?) {
        self.builder = builder
        formulas = details?.formulas
    }

    override func start(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        switch state {
        case .outside:
            guard element.isMain("worksheet") else { throw SpreadsheetError(.malformedXML, "the part is not a worksheet") }
            state = .worksheet
        case .worksheet where element.isMain("sheetData"):
            guard !hadSheetData else { throw SpreadsheetError(.duplicateSheetData, "the sheet has two blocks of data") }
            hadSheetData = true
            prefix = element.prefix
            state = .sheetData
        case .sheetData where element.isMain("row"):
            try beginRow(element)
            state = .row
        case .row where element.isMain("c"):
            try beginCell(element)
            state = .cell
        case .cell where element.isMain("v"):
            try checkIsFirst(!hasValue)
            valueText.truncate(to: 0)
            hasValue = true
            state = .value
        case .cell where element.isMain("f"):
            hasFormula = true
            formulaText.truncate(to: 0)
            if formulas != nil { sharing = RowFormulas.Sharing(element) }
            state = .formula
        case .cell where element.isMain("is"):
            try checkIsFirst(inlineText == nil)
            gatherer.beginString(builder.text)
            state = .inlineString
        case .inlineString where element.isMain("r"): state = .run
        case .inlineString where element.isMain("t"), .run where element.isMain("t"):
            stateAfterText = state
            state = .text
            gatherer.beginRun(builder.text, preservesSpace: element.preservesSpace ?? false)
        default: skippedDepth = 1
        }
    }

    override func end() throws(SpreadsheetError) {
        switch state {
        case .outside: break
        case .worksheet: state = .outside
        case .sheetData: state = .worksheet
        case .row:
            hasRow = try builder.endRow()
            try formulas?.end(row: builder.rowNumber)
            state = .sheetData
        case .cell:
            try endCell()
            state = .row
        case .value, .formula: state = .cell
        case .inlineString:
            let place = builder.place(column)
            inlineText = try gatherer.endString(&builder.text, limits: builder.limits, at: place)
            state = .cell
        case .run: state = .inlineString
        case .text:
            gatherer.endRun(&builder.text)
            state = stateAfterText
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        do throws(SpreadsheetError) {
            switch state {
            case .value:
                try valueText.append(bytes)
                try StringGatherer.checkGrowth(valueText.count, limits: builder.limits)
            case .formula where formulas != nil:
                try formulaText.append(bytes)
                try StringGatherer.checkGrowth(formulaText.count, limits: builder.limits)
            case .text:
                try builder.text.append(bytes)
                try gatherer.checkGrowth(builder.text, limits: builder.limits)
            default: break
            }
        } catch {
            throw error.located(builder.place(column))
        }
    }

    private func beginRow(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        var number: Int?
        if let bytes = element.bytes("r") {
            number = DecimalNumber.integer(bytes)
            guard number != nil else { throw SpreadsheetError(.badReference, "a row's number is not a number") }
        }
        try builder.beginRow(number: number, isHidden: element.boolean("hidden") ?? false)
        formulas?.begin()
    }

    private func beginCell(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        column = try builder.beginCell(reference: element.bytes("r"))
        type = CellType(element.bytes("t"))
        style = element.integer("s").flatMap { UInt32(exactly: $0) }.flatMap { $0 < Styles.firstOfDates ? $0 : nil } ?? 0
        hasFormula = false
        hasValue = false
        inlineText = nil
        sharing = nil
        formulaText.truncate(to: 0)
    }

    /// Refuses a second value: it is ambiguous, and any number of them would take memory without limit.
    private func checkIsFirst(_ isFirst: Bool) throws(SpreadsheetError) {
        guard isFirst else { throw SpreadsheetError(.badValue, "a cell has two values", at: builder.place(column)) }
    }

    private func endCell() throws(SpreadsheetError) {
        if hasFormula, let formulas {
            try formulas.append(
                formulaText.contents, in: CellReference(uncheckedRow: builder.rowNumber, column: column), sharing: sharing)
        }
        if let inlineText {
            try builder.appendText(inlineText, column: column, style: style, hasFormula: hasFormula)
        } else if hasValue {
            let value = UnsafeBufferPointer(start: UnsafePointer(valueText.start), count: valueText.count)
            try builder.append(type, value: value, column: column, style: style, hasFormula: hasFormula)
        } else {
            try builder.appendBlank(column: column, style: style, hasFormula: hasFormula)
        }
    }
}

extension RowFormulas.Sharing {
    /// The group of cells that an `f` names (18.3.1.40); nil if it shares no formula.
    fileprivate init?(_ element: borrowing XMLElement) {
        guard element.bytes("t")?.elementsEqual("shared".utf8) == true, let group = element.integer("si") else { return nil }
        self.init(group: group, range: element.bytes("ref").flatMap { CellRange(bytes: $0) })
    }
}
