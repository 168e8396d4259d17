/// The rows of one sheet of an Excel 2003 XML workbook as they are read.
final class XML2003Rows: TableRows {
    private let isSince1904: Bool
    /// The rows point to these without retaining them.
    private let styles: Styles
    private let styleNames: StyleNames
    /// The default style of each column, by its number from 0.
    private var columnStyles: [UInt32] = []
    /// The style of columns that have none.
    private var tableStyle: UInt32 = 0
    private var nextColumnStyle = 1
    private var rowStyle: UInt32?
    /// The number of the next row that names none.
    private var nextRow = 1

    /// The last cell's column, and that of the next one that names none.
    private var column = 0
    private var nextColumn = 1
    private var style: UInt32 = 0
    private var hasFormula = false
    private var type: CellType?
    private var textStart = 0

    init(
        styles: Styles, names: StyleNames, details: RowDetails?, layout: SheetLayoutBuilder?, size: UInt64, limits: ReadLimits,
        isSince1904: Bool
    ) {
        self.isSince1904 = isSince1904
        self.styles = styles
        styleNames = names
        let builder = RowBuilder(
            OpenBook(styles: styles, sharedStrings: .none, dateSystem: .since1900), partSize: size, cellSize: 1, limits: limits)
        super.init(builder, details: details, layout: layout)
    }

    func beginTable(_ element: borrowing XMLElement) { tableStyle = styleIndex(element) ?? 0 }

    private func styleIndex(_ element: borrowing XMLElement) -> UInt32? { element.bytes2003("StyleID").map { styleNames.index($0) } }

    func addColumns(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        let first = try number(element, "Index", least: 1) ?? nextColumnStyle
        let span = try number(element, "Span", least: 0) ?? 0
        guard first <= CellReference.lastColumn, span <= CellReference.lastColumn - first else {
            throw SpreadsheetError(.badReference, "a sheet has more columns than a worksheet can have")
        }
        nextColumnStyle = first + span + 1
        guard let style = styleIndex(element) else { return }
        while columnStyles.count < first - 1 { columnStyles.append(tableStyle) }
        for column in first...first + span {
            if column <= columnStyles.count { columnStyles[column - 1] = style } else { columnStyles.append(style) }
        }
    }

    /// A number that places something; nil if there is none.
    ///
    /// - Throws: `sheet.bad-ref`.
    private func number(_ element: borrowing XMLElement, _ name: StaticString, least: Int) throws(SpreadsheetError) -> Int? {
        guard let bytes = element.bytes2003(name) else { return nil }
        guard let number = DecimalNumber.integer(bytes), least...CellReference.lastRow ~= number else {
            throw SpreadsheetError(.badReference, "a place is not one that a worksheet has", at: place)
        }
        return number
    }

    /// The place of the last cell.
    private var place: SpreadsheetError.Location {
        .init(cell: CellReference(uncheckedRow: max(1, builder.rowNumber), column: max(1, column)))
    }

    // MARK: - Rows

    func beginRow(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        let number = try number(element, "Index", least: 1) ?? nextRow
        try builder.beginRow(number: number, isHidden: element.bytes2003("Hidden").flatMap { XMLElement.boolean($0) } ?? false)
        column = 0
        nextColumn = 1
        // The row stands for as many more below it, which have its style and no cells.
        let span = try self.number(element, "Span", least: 0) ?? 0
        guard span <= CellReference.lastRow - number else {
            throw SpreadsheetError(.badReference, "a sheet has more rows than a worksheet can have", at: place)
        }
        nextRow = number + span + 1
        rowStyle = styleIndex(element)
        beginDetails()
    }

    func endRow() throws(SpreadsheetError) { hasRow = try builder.endRow() }

    // MARK: - Cells

    func beginCell(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        let last = column
        let column = try number(element, "Index", least: 1) ?? nextColumn
        guard column > last else { throw SpreadsheetError(.badReference, "the cells are not in order", at: place) }
        try builder.beginCell(column: column)
        self.column = column
        let across = try number(element, "MergeAcross", least: 0) ?? 0
        let down = try number(element, "MergeDown", least: 0) ?? 0
        nextColumn = column + across + 1
        style =
            styleIndex(element) ?? rowStyle ?? (column <= columnStyles.count ? columnStyles[column - 1] : tableStyle)
        let formula = element.string2003("Formula")
        hasFormula = formula != nil
        type = nil
        textStart = builder.text.count
        if let formula, let formulas = details?.formulas, let cell = place.cell {
            try formulas.append(String(formula.hasPrefix("=") ? formula.dropFirst() : formula[...]), in: cell)
        }
        try layout?.addSpan((down + 1, across + 1), row: builder.rowNumber, column: column)
        if let target = element.string2003("HRef") { try setLink(target, row: builder.rowNumber, column: column) }
    }

    func beginData(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        guard type == nil else { throw SpreadsheetError(.badValue, "a cell has two values", at: place) }
        let name = element.bytes2003("Type")
        guard let type = Self.types.first(where: { entry in name?.elementsEqual(entry.name.utf8) == true })?.type else {
            throw SpreadsheetError(.badValue, "a cell has a type that is not known", at: place)
        }
        self.type = type
    }

    private static let types: [(name: String, type: CellType)] = [
        ("Number", .number), ("String", .inlineString), ("DateTime", .isoDate), ("Boolean", .boolean), ("Error", .error),
    ]

    func append(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        try builder.text.append(bytes)
        do throws(SpreadsheetError) {
            try StringGatherer.checkGrowth(builder.text.count - textStart, limits: builder.limits)
        } catch {
            throw error.located(place)
        }
    }

    func endCell() throws(SpreadsheetError) {
        let text = textStart..<builder.text.count
        switch type {
        case nil:
            if hasFormula { try builder.appendBlank(column: column, style: style, hasFormula: true) }
        case .inlineString, .error:
            try builder.appendText(text, column: column, style: style, hasFormula: hasFormula, isError: type == .error)
        case .number where isSince1904 && styles.isDate(style):
            // In the 1904 system a number of days is not the date that a style would make of it here.
            try append(.number, text, style: 0)
        case let type?: try append(type, text, style: style)
        }
    }

    private func append(_ type: CellType, _ text: Range<Int>, style: UInt32) throws(SpreadsheetError) {
        // The builder may need the place of the text for an error's.
        let value = Array(UnsafeBufferPointer(start: builder.text.start + text.lowerBound, count: text.count))
        builder.text.truncate(to: text.lowerBound)
        try value.withUnsafeBufferPointer { (value) throws(SpreadsheetError) in
            try builder.append(type, value: value, column: column, style: style, hasFormula: hasFormula)
        }
    }
}
