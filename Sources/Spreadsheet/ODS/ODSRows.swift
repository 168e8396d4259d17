/// The rows of one table as they are read, by libxml2 or by the scanner, with what repeats: rows, columns and their default styles.
final class ODSRows: TableRows {
    /// White space that an element stands for, until the paragraph's own is collapsed. No XML holds these characters.
    enum Stand: UInt8 {
        case space = 1
        case tab, lineBreak
    }

    /// The number of the next row, which may be beyond the last row of a sheet while rows are empty.
    @exclusivity(unchecked) private(set) var nextRow = 1

    private let isSince1904: Bool
    /// The rows point to these without retaining them.
    let styles: Styles
    let styleNames: StyleNames

    /// The default style of each column, by its number from 0.
    private var columnStyles: [UInt32] = []
    /// The columns that have a default style so far.
    private var columnCount = 0

    private var rowTimes = 1
    private var rowStyle: UInt32?
    private var column = 0
    private var cell = ODSCell()
    private var paragraphStart = 0
    private var textStart = 0
    private var paragraphs = 0
    private var needsCollapsing = false
    private var hasStands = false

    init(
        styles: Styles, names: StyleNames, details: RowDetails?, layout: SheetLayoutBuilder?, limits: ReadLimits, isSince1904: Bool
    ) {
        self.isSince1904 = isSince1904
        self.styles = styles
        styleNames = names
        // Cells and rows that repeat have more text than the part has bytes.
        let builder = RowBuilder(
            OpenBook(styles: styles, sharedStrings: .none, dateSystem: .since1900), partSize: .max, cellSize: 1, limits: limits)
        super.init(builder, details: details, layout: layout)
    }

    func beginTable() {
        columnStyles = []
        columnCount = 0
    }

    /// The style of a cell that names none.
    @inline(__always)
    func defaultStyle(_ column: Int) -> UInt32 {
        rowStyle ?? (column <= columnStyles.count ? columnStyles[column - 1] : 0)
    }

    func addColumns(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        let times = try repetition(element, "number-columns-repeated", at: .init())
        let style = element.bytes("default-cell-style-name", .table).map { styleNames.index($0) } ?? 0
        let end = min(columnCount + min(times, CellReference.lastColumn), CellReference.lastColumn)
        // The rest are 0 as well.
        if style != 0 {
            while columnStyles.count < columnCount { columnStyles.append(0) }
            while columnStyles.count < end { columnStyles.append(style) }
        }
        columnCount = end
    }

    // MARK: - Rows

    func beginRow(_ element: borrowing XMLElement, isInHiddenGroup: Bool) throws(SpreadsheetError) {
        let times = try repetition(element, "number-rows-repeated", at: place(0))
        let visibility = element.bytes("visibility", .table)
        let isHidden = visibility?.elementsEqual("collapse".utf8) == true || visibility?.elementsEqual("filter".utf8) == true
        let style = element.bytes("default-cell-style-name", .table).map { styleNames.index($0) }
        beginRow(times: times, isHidden: isHidden || isInHiddenGroup, style: style)
        builder.text.truncate(to: 0)
        beginDetails()
    }

    @inline(__always)
    func beginRow(times: Int, isHidden: Bool, style: UInt32?) {
        rowTimes = times
        rowStyle = style
        column = 0
        builder.beginRow(at: min(nextRow, CellReference.lastRow), isHidden: isHidden)
    }

    func endRow() throws(SpreadsheetError) { try endRow(text: builder.text.start, length: builder.text.count) }

    /// Ends a row whose text's offsets count from `text`.
    ///
    /// - Throws: `sheet.bad-ref`, `limit.cells`, `limit.rows`, `limit.row-size`, `limit.text`.
    @inline(__always)
    func endRow(text: UnsafePointer<UInt8>, length: Int) throws(SpreadsheetError) {
        if try builder.endRow(at: nextRow, times: rowTimes, text: text, length: length) {
            hasRow = true
            repeats = rowTimes - 1
        }
        nextRow = min(nextRow + rowTimes, .max >> 2)
    }

    /// The number of times that an element stands for.
    ///
    /// - Throws: `sheet.bad-value`.
    private func repetition(
        _ element: borrowing XMLElement, _ name: StaticString, at place: SpreadsheetError.Location
    ) throws(SpreadsheetError) -> Int {
        guard let bytes = element.bytes(name, .table) else { return 1 }
        // No sheet has that many rows or columns, and no sum of such numbers overflows.
        guard let number = DecimalNumber.integer(bytes), 1..<1 << 31 ~= number else {
            throw SpreadsheetError(.badValue, "a number of repetitions is not a positive number", at: place)
        }
        return number
    }

    /// The place of the cell after so many columns.
    private func place(_ columns: Int) -> SpreadsheetError.Location {
        .init(
            cell: CellReference(
                uncheckedRow: min(nextRow, CellReference.lastRow), column: min(columns + 1, CellReference.lastColumn)))
    }

    // MARK: - Cells

    func beginCell(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        let place = place(column)
        cell = ODSCell()
        cell.times = try repetition(element, "number-columns-repeated", at: place)
        cell.style = element.bytes("style-name", .table).map { styleNames.index($0) }
        cell.type = ODSCell.Kind(element.bytes("value-type", .office))
        if element.bytes("value-type", .calcext)?.elementsEqual("error".utf8) == true { cell.type = .error }
        let formula = element.string("formula", .table)
        cell.hasFormula = formula != nil
        if let formula, let formulas = details?.formulas, column < CellReference.lastColumn, let cell = place.cell {
            try formulas.append(OpenFormula.formula(formula), in: cell)
        }
        let value: UnsafeBufferPointer<UInt8>? =
            switch cell.type {
            case .number: element.bytes("value", .office)
            case .date: element.bytes("date-value", .office)
            case .time: element.bytes("time-value", .office)
            case .boolean: element.bytes("boolean-value", .office)
            case .text, .error, .none: nil
            }
        if let value { cell.value = Array(value) }
        if cell.type == .text || cell.type == .error { cell.string = element.string("string-value", .office) }
        paragraphs = 0
        textStart = builder.text.count
        if layout != nil {
            let spans = (
                rows: element.bytes("number-rows-spanned", .table).flatMap { DecimalNumber.integer($0) } ?? 1,
                columns: element.bytes("number-columns-spanned", .table).flatMap { DecimalNumber.integer($0) } ?? 1
            )
            try layout?.addSpan(spans, row: nextRow, column: column + 1)
        }
    }

    func endCell() throws(SpreadsheetError) {
        defer { column = min(column + cell.times, .max >> 2) }
        let place = { () -> SpreadsheetError.Location in self.place(self.column) }
        let text = textStart..<builder.text.count
        let style = cell.style ?? (column < CellReference.lastColumn ? defaultStyle(column + 1) : 0)
        switch cell.type {
        case .number where cell.value != nil: try appendNumber(style, place)
        case .date where cell.value != nil, .time where cell.value != nil:
            guard let date = cell.value?.withUnsafeBufferPointer({ ISODate($0, system: .since1900) }) else {
                guard cell.value?.withUnsafeBufferPointer({ ISODate.isTooFar($0) }) == true else {
                    throw SpreadsheetError(.badValue, "a date cell does not hold a date", at: place())
                }
                return try appendString(CellError.number.rawValue, .error, style, place)
            }
            try append(.date, date.serial.bitPattern, styles.style(style, for: date.kind), place)
        case .boolean where cell.value != nil:
            if let value = cell.value?.withUnsafeBufferPointer({ XMLElement.boolean($0) }) {
                try append(.boolean, value ? 1 : 0, style, place)
            } else {
                // LibreOffice writes a number that it shows as true or false.
                try appendNumber(style, place)
            }
        case .number, .date, .time, .boolean:
            // A number that is only shown cannot be told from its text.
            guard text.isEmpty else { throw SpreadsheetError(.badValue, "a cell has a type, but no value", at: place()) }
            if cell.hasFormula { try append(.blank, 0, style, place) }
        case .text where cell.string != nil:
            builder.text.truncate(to: textStart)
            try appendString(cell.string ?? "", .text, style, place)
        case .error where text.isEmpty: try appendString(cell.string ?? "", .error, style, place)
        case .text, .error, .none:
            // A text may be empty; without a type there is then nothing.
            guard !text.isEmpty || cell.type != .none else {
                if cell.hasFormula { try append(.blank, 0, style, place) }
                return
            }
            try append(cell.type == .error ? .error : .text, text, style, place)
        }
    }

    private func appendNumber(_ style: UInt32, _ place: () -> SpreadsheetError.Location) throws(SpreadsheetError) {
        let value = cell.value ?? []
        guard let number = value.withUnsafeBufferPointer({ DecimalNumber.double($0) }) else {
            guard value.withUnsafeBufferPointer({ DecimalNumber.isTooLarge($0) }) else {
                throw SpreadsheetError(.badValue, "a numeric cell does not hold a number", at: place())
            }
            return try appendString(CellError.number.rawValue, .error, style, place)
        }
        // Excel has no errors in OpenDocument: it writes 0 and shows the error.
        if number == 0, cell.hasFormula, let error = errorShown {
            return try append(.error, error, style, place)
        }
        try append(kind(ofNumberIn: style), number.bitPattern, style, place)
    }

    /// The kind of a number in a style. In the 1904 system a number of days is not the date that a style would make of it here.
    @inline(__always)
    func kind(ofNumberIn style: UInt32) -> RowStorage.Kind { isSince1904 ? .number : builder.numberKind(style) }

    func style(_ style: UInt32, for kind: DateKind) -> UInt32 { styles.style(style, for: kind) }

    /// The place of the text, if it is an error value that Excel shows.
    private var errorShown: Range<Int>? {
        let text = textStart..<builder.text.count
        let bytes = UnsafeBufferPointer(start: builder.text.start + textStart, count: text.count)
        return ODSCell.errors.contains { bytes.elementsEqual($0.rawValue.utf8) } ? text : nil
    }

    private func appendString(
        _ string: String, _ kind: RowStorage.Kind, _ style: UInt32, _ place: () -> SpreadsheetError.Location
    ) throws(SpreadsheetError) {
        let start = builder.text.count
        for byte in string.utf8 { try builder.text.append(byte) }
        try append(kind, start..<builder.text.count, style, place)
    }

    private func append(
        _ kind: RowStorage.Kind, _ text: Range<Int>, _ style: UInt32, _ place: () -> SpreadsheetError.Location
    ) throws(SpreadsheetError) {
        let bytes = UnsafeBufferPointer(start: UnsafePointer(builder.text.start + text.lowerBound), count: text.count)
        try StringGatherer.checkLength(bytes, limits: builder.limits, at: place())
        guard builder.text.count <= builder.limits.rowSize else {
            throw SpreadsheetError(
                .rowTooLarge, exceeds: builder.limits.rowSize, measured: builder.text.count, "a row has too much text", at: place())
        }
        try append(kind, RowStorage.Slot.place(start: text.lowerBound, count: text.count), style, place)
    }

    /// Appends a cell as often as it is repeated.
    private func append(
        _ kind: RowStorage.Kind, _ payload: UInt64, _ style: UInt32, _ place: () -> SpreadsheetError.Location
    ) throws(SpreadsheetError) {
        guard column < CellReference.lastColumn, cell.times <= CellReference.lastColumn - column else {
            throw SpreadsheetError(.badReference, "a row has more cells than a worksheet has columns", at: place())
        }
        for column in column + 1...column + cell.times {
            builder.appendScanned(kind, column: column, payload: payload, style: style, hasFormula: cell.hasFormula)
        }
    }

    // MARK: - Paragraphs

    func beginParagraph() throws(SpreadsheetError) {
        if paragraphs > 0 { try append(Stand.lineBreak) }
        paragraphs += 1
        paragraphStart = builder.text.count
        needsCollapsing = false
        hasStands = paragraphs > 1
    }

    func append(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        if bytes.contains(where: { $0 == 0x0A || $0 == 0x09 }) { needsCollapsing = true }
        try builder.text.append(bytes)
        try checkGrowth()
    }

    func append(_ stand: Stand) throws(SpreadsheetError) {
        hasStands = true
        try builder.text.append(stand.rawValue)
        try checkGrowth()
    }

    /// As many spaces as an attribute says.
    ///
    /// - Throws: `sheet.bad-value`, `cell.too-long`.
    func appendSpaces(_ attribute: UnsafeBufferPointer<UInt8>?) throws(SpreadsheetError) {
        let place = place(column)
        var count = 1
        if let attribute {
            guard let number = DecimalNumber.integer(attribute), number >= 0 else {
                throw SpreadsheetError(.badValue, "a number of spaces is not a number", at: place)
            }
            count = number
        }
        guard count <= builder.limits.cellLength else {
            throw SpreadsheetError(.cellTooLong, exceeds: builder.limits.cellLength, measured: count, "a text is too long", at: place)
        }
        hasStands = true
        for _ in 0..<count { try builder.text.append(Stand.space.rawValue) }
        try checkGrowth()
    }

    private func checkGrowth() throws(SpreadsheetError) {
        do throws(SpreadsheetError) {
            try StringGatherer.checkGrowth(builder.text.count - textStart, limits: builder.limits)
        } catch {
            throw error.located(place(column))
        }
    }

    /// Ends a paragraph. White space as an element is a character.
    ///
    /// Other white space collapses (OpenDocument 1.2 part 1, 6.1.2). LibreOffice keeps spaces as they are, and writes one at the end of a text
    /// so. So do we, unless there are line feeds or tabs as well: those come from indentation.
    func endParagraph() throws(SpreadsheetError) {
        let bytes = UnsafeMutableBufferPointer(start: builder.text.start + paragraphStart, count: builder.text.count - paragraphStart)
        if needsCollapsing { builder.text.truncate(to: paragraphStart + Self.collapse(bytes)) }
        guard hasStands else { return }
        let start = paragraphs > 1 && paragraphStart > textStart ? paragraphStart - 1 : paragraphStart
        for index in start..<builder.text.count {
            switch Stand(rawValue: builder.text.start[index]) {
            case .space: builder.text.start[index] = 0x20
            case .tab: builder.text.start[index] = 0x09
            case .lineBreak: builder.text.start[index] = 0x0A
            case nil: break
            }
        }
    }

    /// Makes one space of each run of white space and none at the ends, and returns the new length.
    private static func collapse(_ bytes: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var count = 0
        var isAfterSpace = true
        for index in bytes.indices {
            let isSpace = bytes[index] == 0x20 || bytes[index] == 0x0A || bytes[index] == 0x09
            if isSpace, isAfterSpace { continue }
            bytes[count] = isSpace ? 0x20 : bytes[index]
            count += 1
            isAfterSpace = isSpace
        }
        return count > 0 && isAfterSpace ? count - 1 : count
    }

    func setLink(_ target: String) throws(SpreadsheetError) {
        guard column < CellReference.lastColumn, nextRow <= CellReference.lastRow else { return }
        try setLink(OpenFormula.link(target), row: nextRow, column: column + 1)
    }
}

/// What a cell's tag says, until its value is known.
struct ODSCell {
    /// The type of a value (19.385), and LibreOffice's type of errors.
    enum Kind {
        case none, number, date, time, boolean, text, error

        /// A type that is not known is text, as in LibreOffice.
        init(_ bytes: UnsafeBufferPointer<UInt8>?) {
            self = bytes.map { bytes in Self.types.first { bytes.elementsEqual($0.name.utf8) }?.kind ?? .text } ?? .none
        }

        private static let types: [(name: String, kind: Kind)] = [
            ("string", .text), ("float", .number), ("date", .date), ("percentage", .number), ("currency", .number), ("time", .time),
            ("boolean", .boolean), ("void", .none),
        ]
    }

    var times = 1
    var style: UInt32?
    var type = Kind.none
    var hasFormula = false
    var value: [UInt8]?
    var string: String?

    static let errors: [CellError] = [.notAvailable, .value, .reference, .divisionByZero, .number, .name, .null]
}
