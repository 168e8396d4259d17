/// Reads the rows of a worksheet in records ([MS-XLSB] 2.1.7.62).
final class BinaryWorksheetEngine: SheetEngine {
    // Only `readRow()` changes these, and it is not reentrant, so the run-time check for each row is disabled.
    @exclusivity(unchecked) private var records: RecordReader
    @exclusivity(unchecked) private var builder: RowBuilder
    private var place = Place.start
    /// Whether the current record begins a row that is not begun yet, as the one before was returned first.
    private var isRowWaiting = false
    /// The rows point into this without retaining it.
    private let book: OpenBook

    private enum Place {
        case start, data, row, rest
    }

    init(
        records: consuming RecordReader, book: OpenBook, details: RowDetails?, limits: ReadLimits, location: SpreadsheetError.Location
    ) {
        // The shortest cell has four bytes for its style, and an index of four.
        builder = RowBuilder(book, partSize: records.size, cellSize: 10, limits: limits)
        self.records = records
        self.book = book
        let header = builder.row.header
        super.init(header: header, details: details, location: location)
    }

    override var fractionRead: Double { records.fractionRead }

    override func readRow() throws(SpreadsheetError) -> Bool {
        if isRowWaiting { try beginRow() }
        while try records.next() {
            guard let type = records.type else { continue }
            if place == .row {
                if try cell(type) { continue }
                if type == .rowHeader || type == .endSheetData {
                    isRowWaiting = type == .rowHeader
                    if type == .endSheetData { place = .rest }
                    if try builder.endRow() { return true }
                    if isRowWaiting { try beginRow() }
                }
            } else if place == .data {
                if type == .rowHeader { try beginRow() } else if type == .endSheetData { place = .rest }
            } else if type == .beginSheetData {
                guard place == .start else { throw SpreadsheetError(.duplicateSheetData, "the sheet has two blocks of data") }
                place = .data
            }
        }
        guard place != .row, place != .data else { throw SpreadsheetError(.malformedRecords, "the part ends within the rows") }
        return false
    }

    /// [MS-XLSB] 2.4.761
    private func beginRow() throws(SpreadsheetError) {
        isRowWaiting = false
        place = .row
        let content = records.content
        try content.require(12)
        try builder.beginRow(number: Int(content.load(UInt32.self, at: 0)) + 1, isHidden: content.load(UInt8.self, at: 11) & 0x10 != 0)
    }

    /// Adds the cell of a record; false if it has none.
    @inline(__always)
    private func cell(_ type: RecordType) throws(SpreadsheetError) -> Bool {
        let content = records.content
        var isShort = false
        switch type {
        case .cellBlank, .cellRk, .cellError, .cellBool, .cellReal, .cellText, .cellSharedText, .cellRichText, .formulaText, .formulaNumber,
            .formulaBool, .formulaError:
            break
        case .shortBlank, .shortRk, .shortError, .shortBool, .shortReal, .shortText, .shortSharedText: isShort = true
        default: return false
        }
        // A column, and a style in the lower three bytes of four ([MS-XLSB] 2.5.9).
        let value = isShort ? 4 : 8
        try content.require(value)
        let column = isShort ? builder.lastColumn + 1 : Int(content.load(UInt32.self, at: 0)) + 1
        let style = content.load(UInt32.self, at: value - 4) & 0xFF_FFFF
        try builder.beginCell(column: column)
        switch type {
        case .cellRk, .shortRk:
            try content.require(value + 4)
            try builder.append(content.rk(at: value), column: column, style: style, hasFormula: false)
        case .cellReal, .shortReal, .formulaNumber:
            try content.require(value + 8)
            let number = Double(bitPattern: content.load(UInt64.self, at: value))
            try builder.append(number, column: column, style: style, hasFormula: type == .formulaNumber)
        case .cellSharedText, .shortSharedText:
            try content.require(value + 4)
            let index = Int(content.load(UInt32.self, at: value))
            try builder.appendSharedText(index, column: column, style: style, hasFormula: false)
        case .cellText, .shortText, .formulaText:
            try builder.appendText(utf16: content.text(at: value).units, column: column, style: style, hasFormula: type == .formulaText)
        case .cellRichText:
            try builder.appendText(utf16: content.text(at: value + 1).units, column: column, style: style, hasFormula: false)
        case .cellBool, .shortBool, .formulaBool:
            let number = try content.number(UInt8.self, at: value)
            builder.append(number != 0, column: column, style: style, hasFormula: type == .formulaBool)
        case .cellError, .shortError, .formulaError:
            let number = try content.number(UInt8.self, at: value)
            try builder.appendError(number, column: column, style: style, hasFormula: type == .formulaError)
        default: builder.appendScanned(.blank, column: column, payload: 0, style: style, hasFormula: false)
        }
        return true
    }
}
