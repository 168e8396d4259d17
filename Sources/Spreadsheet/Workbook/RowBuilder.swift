/// Builds rows from a worksheet's cells, for all formats, and checks references, types and limits.
struct RowBuilder: ~Copyable {
    var row = RowStorage()
    var text = ByteArena()

    let limits: ReadLimits
    private let styles: Styles
    let sharedStringCount: Int
    private let dateSystem: DateSystem
    private var rowCount = 0
    fileprivate var cellCount = 0
    private var textSize = 0
    private let longestSharedText: Int
    /// Whether the sheet can exceed the limit of its text.
    private let mayHaveTooMuchText: Bool
    /// The number of the last row; a scanner sets it back where a row turns out not to be plain.
    var rowNumber = 0
    /// The column of the last cell.
    fileprivate(set) var lastColumn = 0
    private var isOutOfOrder = false
    /// Whether the current cell's reference contradicts its row.
    private var isMisplaced = false

    /// Builds rows of a part of so many bytes, of which each cell with a shared string takes at least `cellSize`.
    ///
    /// The rows point into the book without retaining it.
    init(_ book: OpenBook, partSize: UInt64, cellSize: Int, limits: ReadLimits) {
        styles = book.styles
        sharedStringCount = book.sharedStrings.count
        longestSharedText = book.sharedStrings.longest
        dateSystem = book.dateSystem
        row.header.pointee.book = BookContext(
            sharedStrings: .passUnretained(book.sharedStrings), styles: .passUnretained(book.styles), dateSystem: book.dateSystem)
        self.limits = limits
        // A byte of UTF-16 becomes less than two of UTF-8, one of a code page three at most.
        let cells = partSize / UInt64(cellSize)
        let shared = cells.multipliedReportingOverflow(by: UInt64(longestSharedText))
        let all = shared.partialValue.addingReportingOverflow(partSize &* 3)
        mayHaveTooMuchText =
            shared.overflow || all.overflow || partSize > UInt64.max / 3 || all.partialValue > UInt64(clamping: limits.sheetText)
    }

    /// Starts a row. Without a number it is the next one.
    ///
    /// - Throws: `sheet.bad-ref` if the number is not a row's or not above the last one.
    mutating func beginRow(number: Int?, isHidden: Bool) throws(SpreadsheetError) {
        let number = number ?? rowNumber + 1
        guard 1...CellReference.lastRow ~= number else {
            throw SpreadsheetError(.badReference, "a row has a number that no worksheet has")
        }
        guard number > rowNumber else {
            throw SpreadsheetError(
                number == rowNumber ? .duplicateCell : .badReference, "the rows are not in order",
                at: .init(cell: CellReference(row: number, column: 1)))
        }
        rowNumber = number
        lastColumn = 0
        isOutOfOrder = false
        text.truncate(to: 0)
        row.begin(number: number, isHidden: isHidden)
    }

    /// The column of the next cell: that of its reference, or the next one.
    ///
    /// - Throws: `sheet.bad-ref` if the reference is not valid, `limit.cells`.
    mutating func beginCell(reference: UnsafeBufferPointer<UInt8>?) throws(SpreadsheetError) -> Int {
        var column = lastColumn + 1
        if let reference {
            guard let cell = CellReference(bytes: reference) else {
                throw SpreadsheetError(.badReference, "a cell's reference is not valid", at: place(column))
            }
            column = cell.column
            isMisplaced = cell.row != rowNumber
        } else {
            isMisplaced = false
        }
        guard column <= CellReference.lastColumn else {
            throw SpreadsheetError(.badReference, "a row has more cells than a worksheet has columns", at: place(lastColumn))
        }
        try countCell(column)
        return column
    }

    /// Counts a cell of the current row.
    ///
    /// - Throws: `sheet.duplicate-cell`, `limit.cells`.
    @inline(__always)
    mutating func countCell(_ column: Int) throws(SpreadsheetError) {
        if column <= lastColumn { isOutOfOrder = true }
        lastColumn = column
        // With more cells than columns some occur twice, and the row could grow without limit.
        guard row.count < CellReference.lastColumn else {
            throw SpreadsheetError(.duplicateCell, "a row has more cells than a worksheet has columns", at: place(column))
        }
        cellCount += 1
        guard cellCount <= limits.cells else {
            throw SpreadsheetError(.tooManyCells, exceeds: limits.cells, measured: cellCount, "too many cells")
        }
    }

    /// A cell without a value.
    ///
    /// - Throws: as ``append(_:value:column:style:hasFormula:)``.
    mutating func appendBlank(column: Int, style: UInt32, hasFormula: Bool) throws(SpreadsheetError) {
        try append(.blank, column, 0, style, hasFormula)
    }

    /// A cell whose value is in the text of a `v` element.
    ///
    /// - Throws: `sheet.bad-value`, `sheet.bad-shared-string`, `sheet.bad-ref` if the cell's reference names another row,
    ///   `cell.too-long`, `limit.row-size`.
    mutating func append(
        _ type: CellType, value: UnsafeBufferPointer<UInt8>, column: Int, style: UInt32, hasFormula: Bool
    ) throws(SpreadsheetError) {
        let isEmpty = value.allSatisfy(isXMLSpace)
        switch type {
        case .number where isEmpty, .sharedString where isEmpty, .isoDate where isEmpty:
            try appendBlank(column: column, style: style, hasFormula: hasFormula)
        case .number:
            guard let number = DecimalNumber.double(value) else {
                guard DecimalNumber.isTooLarge(value) else {
                    throw SpreadsheetError(.badValue, "a numeric cell does not hold a number", at: place(column))
                }
                return try append(CellError.number, column: column, style: style, hasFormula: hasFormula)
            }
            try append(numberKind(style), column, number.bitPattern, style, hasFormula)
        case .sharedString:
            guard let index = DecimalNumber.integer(value), 0..<sharedStringCount ~= index else {
                throw SpreadsheetError(.badSharedString, "the shared strings have no such index", at: place(column))
            }
            try append(.sharedText, column, UInt64(index), style, hasFormula)
        case .boolean:
            guard let value = XMLElement.boolean(value) else {
                throw SpreadsheetError(.badValue, "a boolean cell contains neither 0 nor 1", at: place(column))
            }
            try append(.boolean, column, value ? 1 : 0, style, hasFormula)
        case .isoDate:
            guard let date = ISODate(value, system: dateSystem) else {
                throw SpreadsheetError(.badValue, "a date cell does not hold a date", at: place(column))
            }
            try append(.date, column, date.serial.bitPattern, styles.style(style, for: date.kind), hasFormula)
        case .inlineString, .formulaString, .error:
            let start = text.count
            try text.append(value)
            let count = TextDecoding.unescape(text.start + start, count: text.count - start)
            text.truncate(to: start + count)
            try appendText(start..<start + count, column: column, style: style, hasFormula: hasFormula, isError: type == .error)
        }
    }

    /// A cell whose decoded text is in ``text``.
    ///
    /// - Throws: `cell.too-long`, `limit.row-size`.
    mutating func appendText(
        _ place: Range<Int>, column: Int, style: UInt32, hasFormula: Bool, isError: Bool = false
    ) throws(SpreadsheetError) {
        let bytes = UnsafeBufferPointer(start: UnsafePointer(text.start + place.lowerBound), count: place.count)
        try StringGatherer.checkLength(bytes, limits: limits, at: self.place(column))
        guard text.count <= limits.rowSize else {
            throw SpreadsheetError(
                .rowTooLarge, exceeds: limits.rowSize, measured: text.count, "a row has too much text", at: self.place(column))
        }
        let payload = RowStorage.Slot.place(start: place.lowerBound, count: place.count)
        try append(isError ? .error : .text, column, payload, style, hasFormula)
    }

    /// Ends the row. Returns whether it has cells.
    ///
    /// - Throws: `sheet.duplicate-cell`, `limit.rows`, `limit.row-size`, `limit.text`.
    mutating func endRow() throws(SpreadsheetError) -> Bool {
        if isOutOfOrder { try sortCells() }
        return try finishRow(text: text.start, ofAtMost: text.count)
    }

    fileprivate mutating func finishRow(
        text: UnsafePointer<UInt8>, ofAtMost size: Int, times: Int = 1
    ) throws(SpreadsheetError) -> Bool {
        guard row.count > 0 else { return false }
        row.setText(text)
        rowCount += times
        guard rowCount <= limits.rows else {
            throw SpreadsheetError(.tooManyRows, exceeds: limits.rows, measured: rowCount, "too many rows")
        }
        if mayHaveTooMuchText || size + row.count * longestSharedText > limits.rowSize { try countText(times: times) }
        return true
    }

    /// Counts the row's text. A shared string is short in the file, but has its whole length in each cell that is read.
    private mutating func countText(times: Int) throws(SpreadsheetError) {
        let size = row.textSize
        guard size <= limits.rowSize else {
            throw SpreadsheetError(.rowTooLarge, exceeds: limits.rowSize, measured: size, "a row has too much text", at: place(1))
        }
        // A row's size and the number of rows are far from an overflow.
        textSize += size * times
        guard textSize <= limits.sheetText else {
            throw SpreadsheetError(.tooMuchText, exceeds: limits.sheetText, measured: textSize, "a sheet has too much text", at: place(1))
        }
    }

    /// Sorts the cells. Of two with the same reference the one with a value counts; two values are an error.
    private mutating func sortCells() throws(SpreadsheetError) {
        var slots = row.slots
        slots.sort { ($0.column, $0.kind == .blank ? 1 : 0) < ($1.column, $1.kind == .blank ? 1 : 0) }
        var kept = 0
        for index in slots.indices {
            if kept > 0, slots[kept - 1].column == slots[index].column {
                guard slots[index].kind == .blank, !limits.isStrict else {
                    throw SpreadsheetError(.duplicateCell, "a cell occurs twice in its row", at: place(Int(slots[index].column)))
                }
            } else {
                slots[kept] = slots[index]
                kept += 1
            }
        }
        row.truncate(to: kept)
    }

    /// The place of a cell of the current row.
    func place(_ column: Int) -> SpreadsheetError.Location {
        .init(cell: CellReference(row: rowNumber, column: max(1, column)))
    }

    @inline(__always)
    func numberKind(_ style: UInt32) -> RowStorage.Kind { styles.isDate(style) ? .date : .number }

    /// Appends a cell. A misplaced one could belong to either row, and is refused unless it is empty.
    private mutating func append(
        _ kind: RowStorage.Kind, _ column: Int, _ payload: UInt64, _ style: UInt32, _ hasFormula: Bool
    ) throws(SpreadsheetError) {
        if isMisplaced {
            guard kind == .blank, !hasFormula, !limits.isStrict else {
                throw SpreadsheetError(.badReference, "a cell's reference contradicts its row", at: place(column))
            }
            return
        }
        row.append(.init(payload: payload, style: style, column: UInt16(truncatingIfNeeded: column), kind: kind, hasFormula: hasFormula))
    }
}

// MARK: - Rows that a scanner reads

extension RowBuilder {
    /// Starts a row; false if its number is not valid, so that ``beginRow(number:isHidden:)`` reports the error.
    @inline(__always)
    mutating func beginScannedRow(number: Int?, isHidden: Bool) -> Bool {
        let number = number ?? rowNumber + 1
        guard number > rowNumber, number <= CellReference.lastRow else { return false }
        rowNumber = number
        lastColumn = 0
        row.begin(number: number, isHidden: isHidden)
        return true
    }

    /// The default column of the next cell.
    var nextColumn: Int { lastColumn + 1 }

    /// Appends a date; false if its text is not one.
    mutating func appendScannedDate(_ text: UnsafeBufferPointer<UInt8>, column: Int, style: UInt32, hasFormula: Bool) -> Bool {
        guard let date = ISODate(text, system: dateSystem) else { return false }
        let style = styles.style(style, for: date.kind)
        appendScanned(.date, column: column, payload: date.serial.bitPattern, style: style, hasFormula: hasFormula)
        return true
    }

    /// Appends a cell whose text is at an offset in the scanner's bytes.
    @inline(__always)
    mutating func appendScanned(_ kind: RowStorage.Kind, column: Int, payload: UInt64, style: UInt32, hasFormula: Bool) {
        lastColumn = column
        row.append(.init(payload: payload, style: style, column: UInt16(truncatingIfNeeded: column), kind: kind, hasFormula: hasFormula))
    }

    /// Whether a row of that many bytes is within the limits. If not, libxml2 reads it again and reports the error.
    func canEndScannedRow(length: Int) -> Bool {
        row.count <= limits.cells - cellCount && length <= limits.rowSize
    }

    /// Ends a row whose text's offsets count from `text`. Returns whether it has cells.
    ///
    /// - Throws: `limit.rows`, `limit.row-size`, `limit.text`.
    mutating func endScannedRow(text: UnsafePointer<UInt8>, length: Int) throws(SpreadsheetError) -> Bool {
        cellCount += row.count
        return try finishRow(text: text, ofAtMost: length)
    }
}

// MARK: - Rows that repeat

extension RowBuilder {
    /// Starts a row of a format whose rows and cells have no references.
    @inline(__always)
    mutating func beginRow(at number: Int, isHidden: Bool) {
        rowNumber = number
        lastColumn = 0
        row.begin(number: number, isHidden: isHidden)
    }

    /// Ends a row that is repeated in `times` rows, the first of which has this number. The offsets of its text count from `text`.
    ///
    /// - Returns: whether it has cells.
    /// - Throws: `sheet.bad-ref` if it ends beyond the last row, `limit.cells`, `limit.rows`, `limit.row-size`, `limit.text`.
    mutating func endRow(
        at number: Int, times: Int, text: UnsafePointer<UInt8>, length: Int
    ) throws(SpreadsheetError) -> Bool {
        guard row.count > 0 else { return false }
        guard number <= CellReference.lastRow, times <= CellReference.lastRow + 1 - number else {
            throw SpreadsheetError(.badReference, "a sheet has more rows than a worksheet can have", at: place(1))
        }
        // Neither number is beyond what a sheet can have.
        cellCount += row.count * times
        guard cellCount <= limits.cells else {
            throw SpreadsheetError(.tooManyCells, exceeds: limits.cells, measured: cellCount, "too many cells")
        }
        return try finishRow(text: text, ofAtMost: length, times: times)
    }
}
