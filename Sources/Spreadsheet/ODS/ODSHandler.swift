/// Reads an OpenDocument spreadsheet's content as libxml2 parses it (OpenDocument 1.2 part 1, 9): its tables and named ranges, or
/// the rows of one table.
final class ODSHandler: RowsHandler<ODSRows> {
    private enum State {
        case outside, document, styles, body, spreadsheet, settings, table, names, row, cell, paragraph
    }

    /// A table of the content, which is a sheet.
    struct Table {
        var name: String
        var style: String?
    }

    private(set) var tables: [Table] = []
    /// Whether the workbook's numbers of days count from 1904 (9.4.2). Dates are written as such in any case.
    private(set) var isSince1904 = false

    /// Takes the styles; nil if they are known.
    private let styles: ODSStyleReader?

    private var state = State.outside
    private var stylesDepth = 0
    /// The groups of rows or columns that are open in the table, each with whether it is hidden.
    private var groups: [Bool] = []
    /// How many elements are open within the paragraph.
    private var inlineDepth = 0

    /// Whether the names that scanners know have their usual prefixes here.
    private var isPlain = false
    private(set) var knowsCalcext = false

    override var isBetweenItems: Bool { state == .table && skippedDepth == 0 && isPlain && groups.isEmpty }

    init(styles: ODSStyleReader?, limits: ReadLimits) {
        self.styles = styles
        super.init(limits: limits)
    }

    override func start(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        switch state {
        case .outside: try beginDocument(element)
        case .document: try beginDocumentChild(element)
        case .styles:
            guard let styles, try styles.start(element) else { return skippedDepth = 1 }
            stylesDepth += 1
        case .body:
            guard element.is(.office, "spreadsheet") else {
                throw SpreadsheetError(.notAWorkbook, "it is an OpenDocument file of another kind")
            }
            noteDeclarations(element)
            state = .spreadsheet
        case .spreadsheet: try beginSpreadsheetChild(element)
        case .settings:
            if element.is(.table, "null-date"), let date = element.bytes("date-value", .table) {
                isSince1904 = date.starts(with: "1904".utf8)
            }
            skippedDepth = 1
        case .table: try beginTableChild(element)
        case .names:
            if styles != nil { try addName(element) }
            skippedDepth = 1
        case .row:
            let isCovered = element.is(.table, "covered-table-cell")
            guard let rows = wantedRows, isCovered || element.is(.table, "table-cell") else { return skippedDepth = 1 }
            try rows.beginCell(element)
            state = .cell
        case .cell:
            // Whatever else is in a cell stands beside its value: annotations, drawings, tables.
            guard let rows = wantedRows, element.is(.text, "p") else { return skippedDepth = 1 }
            try rows.beginParagraph()
            inlineDepth = 0
            state = .paragraph
        case .paragraph: try beginInline(element)
        }
    }

    override func end() throws(SpreadsheetError) {
        switch state {
        case .outside: break
        case .document: state = .outside
        case .styles:
            if stylesDepth == 0 { return state = .document }
            stylesDepth -= 1
            styles?.end()
        case .body: state = .document
        case .spreadsheet: state = .body
        case .settings: state = .spreadsheet
        case .names: state = isInTable ? .table : .spreadsheet
        case .table:
            guard groups.popLast() == nil else { return }
            endTable()
            state = .spreadsheet
        case .row:
            try wantedRows?.endRow()
            state = .table
        case .cell:
            try wantedRows?.endCell()
            state = .row
        case .paragraph:
            guard inlineDepth == 0 else { return inlineDepth -= 1 }
            try wantedRows?.endParagraph()
            state = .cell
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        switch state {
        case .styles: styles?.text(bytes)
        case .paragraph: try wantedRows?.append(bytes)
        default: break
        }
    }

    // MARK: - The document

    private func beginDocument(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        guard element.is(.office, "document-content") || element.is(.office, "document") else {
            throw SpreadsheetError(.malformedOpenDocument, "the part is not the content of an OpenDocument file")
        }
        isPlain =
            element.declaration(of: "office") == .office && element.declaration(of: "table") == .table
            && element.declaration(of: "text") == .text
        knowsCalcext = element.declaration(of: "calcext") == .calcext
        state = .document
    }

    /// A prefix that is declared again may mean something else.
    private func noteDeclarations(_ element: borrowing XMLElement) {
        if element.hasDeclarations { isPlain = false }
    }

    private func beginDocumentChild(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        if element.is(.office, "body") {
            noteDeclarations(element)
            state = .body
        } else if let styles, styles.begins(with: element) {
            stylesDepth = 0
            state = .styles
        } else {
            skippedDepth = 1
        }
    }

    private func beginSpreadsheetChild(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        if element.is(.table, "table") {
            noteDeclarations(element)
            try beginTable()
            tables.append(Table(name: element.string("name", .table) ?? "", style: element.string("style-name", .table)))
            wantedRows?.beginTable()
            state = .table
        } else if element.is(.table, "named-expressions") {
            state = .names
        } else if element.is(.table, "calculation-settings") {
            state = .settings
        } else {
            // Changes that are tracked hold cells that were deleted.
            skippedDepth = 1
        }
    }

    private func beginTableChild(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        guard element.namespace == .table else { return skippedDepth = 1 }
        switch element.name {
        case "table-row":
            guard let rows = wantedRows else { return skippedDepth = 1 }
            try rows.beginRow(element, isInHiddenGroup: groups.contains(true))
            state = .row
        case "table-column":
            try wantedRows?.addColumns(element)
            skippedDepth = 1
        case "table-row-group", "table-column-group":
            groups.append(element.bytes("display", .table)?.elementsEqual("false".utf8) == true)
        case "table-rows", "table-columns", "table-header-rows", "table-header-columns": groups.append(false)
        case "named-expressions": state = .names
        default: skippedDepth = 1
        }
    }

    private func addName(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        let isRange = element.is(.table, "named-range")
        guard isRange || element.is(.table, "named-expression"), let name = element.string("name", .table),
            let formula = element.string(isRange ? "cell-range-address" : "expression", .table)
        else { return }
        try add(
            DefinedName(
                name, formula: isRange ? OpenFormula.range(formula) : OpenFormula.formula(formula),
                sheet: isInTable ? tables.last?.name : nil))
    }

    // MARK: - Paragraphs

    private func beginInline(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        guard element.namespace == .text, let rows = wantedRows else { return skippedDepth = 1 }
        switch element.name {
        case "s":
            try rows.appendSpaces(element.bytes("c", .text))
            skippedDepth = 1
        case "tab":
            try rows.append(ODSRows.Stand.tab)
            skippedDepth = 1
        case "line-break":
            try rows.append(ODSRows.Stand.lineBreak)
            skippedDepth = 1
        // Notes are not part of the text, and neither is how it is to be pronounced.
        case "note", "ruby-text": skippedDepth = 1
        default:
            if element.name == "a", let target = element.string("href", .link) { try rows.setLink(target) }
            inlineDepth += 1
        }
    }
}
