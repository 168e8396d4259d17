/// Reads the cells of a sheet of a legacy workbook ([MS-XLS] 2.1.7.20.5).
final class XLSEngine: SheetEngine {
    // Only `readRow()` changes these, and it is not reentrant, so the run-time check for each record is disabled.
    @exclusivity(unchecked) private var records: BIFFReader
    @exclusivity(unchecked) private var builder: RowBuilder
    private let plan: SheetPlan
    private let form: BIFFReader.TextForm
    /// The rows point into this without retaining it.
    private let book: OpenBook

    private var run = -1
    private var runEnd: UInt64 = 0
    /// How many substreams the current record is in, within the sheet.
    private var depth = 0
    /// The row of the cells that are being read, from 0; -1 between two rows.
    private var row = -1
    /// Whether the current record is the first of the next row.
    private var isHolding = false
    /// The column and the format of a formula whose text is in a later record; column 0 if there is none.
    private var pending: (column: Int, style: UInt32) = (0, 0)

    /// The most columns and rows that a sheet can have.
    static let mostColumns = 256
    static let mostRows = 65_536
    /// A cell with a shared string: the record's header, and its content.
    private static let sharedTextSize = 14

    init(
        _ records: consuming BIFFReader, plan: SheetPlan, form: BIFFReader.TextForm, book: OpenBook, details: RowDetails?,
        limits: ReadLimits, location: SpreadsheetError.Location
    ) {
        let size = plan.runs.reduce(0) { $0 &+ ($1.end - $1.start) }
        builder = RowBuilder(book, partSize: size, cellSize: Self.sharedTextSize, limits: limits)
        let header = builder.row.header
        self.records = records
        self.plan = plan
        self.form = form
        self.book = book
        super.init(header: header, details: details, location: location)
    }

    override var fractionRead: Double {
        guard let first = plan.runs.first?.start, let last = plan.runs.last?.end, last > first, records.nextPlace > first else { return 1 }
        return min(1, Double(records.nextPlace - first) / Double(last - first))
    }

    override func readRow() throws(SpreadsheetError) -> Bool {
        while true {
            if isHolding {
                isHolding = false
            } else {
                guard try nextRecord() else {
                    guard row >= 0 else { return false }
                    return try endRow()
                }
            }
            if RecordID.isCell(records.id) {
                guard depth == 0 else { continue }
                try records.require(6)
                let next = records.uint16(at: 0)
                if next != row {
                    if row >= 0 {
                        isHolding = true
                        if try endRow() { return true }
                        isHolding = false
                    }
                    row = next
                    try builder.beginRow(number: next + 1, isHidden: plan.isHidden(next))
                }
                try readCell()
            } else {
                try readOther()
            }
        }
    }

    /// Goes to the next record of the runs; false if there is none.
    @inline(__always)
    private func nextRecord() throws(SpreadsheetError) -> Bool {
        while records.nextPlace >= runEnd {
            guard run + 1 < plan.runs.count else { return false }
            run += 1
            runEnd = plan.runs[run].end
            records.seek(to: plan.runs[run].start, horizon: runEnd)
            depth = 0
        }
        return try records.advance()
    }

    private func endRow() throws(SpreadsheetError) -> Bool {
        try endFormula()
        row = -1
        return try builder.endRow()
    }

    /// A formula whose text is missing has no value.
    @inline(__always)
    private func endFormula() throws(SpreadsheetError) {
        guard pending.column > 0 else { return }
        try builder.appendBlank(column: pending.column, style: pending.style, hasFormula: true)
        pending.column = 0
    }

    @inline(__always)
    private func readCell() throws(SpreadsheetError) {
        try endFormula()
        let column = records.uint16(at: 2) &+ 1
        guard column <= Self.mostColumns else {
            throw SpreadsheetError(.badReference, "a cell is in a column that no sheet has", at: builder.place(0))
        }
        let style = UInt32(truncatingIfNeeded: records.uint16(at: 4))
        switch records.id {
        case RecordID.sharedText:
            try records.require(10)
            try builder.beginCell(column: column)
            try builder.appendSharedText(Int(records.uint32(at: 6)), column: column, style: style, hasFormula: false)
        case RecordID.numberRK:
            try records.require(10)
            try builder.beginCell(column: column)
            try builder.append(Double(rk: records.uint32(at: 6)), column: column, style: style, hasFormula: false)
        case RecordID.number:
            try records.require(14)
            try builder.beginCell(column: column)
            try builder.append(Double(bitPattern: records.uint64(at: 6)), column: column, style: style, hasFormula: false)
        case RecordID.numbersRK: try readNumbers(from: column)
        case RecordID.blanks: try readBlanks(from: column)
        case RecordID.formula: try readFormula(column, style)
        case RecordID.text, RecordID.richText:
            try builder.beginCell(column: column)
            records.taken = 6
            try readText(column, style, hasFormula: false)
        case RecordID.booleanOrError:
            try records.require(8)
            try builder.beginCell(column: column)
            try readBooleanOrError(records.uint8(at: 6), isError: records.uint8(at: 7) != 0, column, style, hasFormula: false)
        default:
            try builder.beginCell(column: column)
            try builder.appendBlank(column: column, style: style, hasFormula: false)
        }
    }

    private func readOther() throws(SpreadsheetError) {
        switch records.id {
        case RecordID.formulaText where depth == 0 && pending.column > 0:
            let (column, style) = pending
            pending.column = 0
            try readText(column, style, hasFormula: true)
        case RecordID.beginOfSubstream: depth += 1
        case RecordID.endOfSubstream: depth -= 1
        default: break
        }
    }

    /// Cells of numbers that follow each other: a format and a number of each, then the last column.
    private func readNumbers(from first: Int) throws(SpreadsheetError) {
        let last = try lastColumn(from: first, size: 6)
        for column in first...last {
            let place = 4 + 6 * (column - first)
            try builder.beginCell(column: column)
            try builder.append(
                Double(rk: records.uint32(at: place + 2)), column: column,
                style: UInt32(truncatingIfNeeded: records.uint16(at: place)), hasFormula: false)
        }
    }

    private func readBlanks(from first: Int) throws(SpreadsheetError) {
        let last = try lastColumn(from: first, size: 2)
        for column in first...last {
            try builder.beginCell(column: column)
            try builder.appendBlank(
                column: column, style: UInt32(truncatingIfNeeded: records.uint16(at: 4 + 2 * (column - first))), hasFormula: false)
        }
    }

    /// The last column of a record of several cells, each of which takes so many bytes.
    private func lastColumn(from first: Int, size: Int) throws(SpreadsheetError) -> Int {
        let last = records.uint16(at: records.count - 2) + 1
        guard last >= first, last <= Self.mostColumns, records.count == 6 + size * (last - first + 1) else {
            throw SpreadsheetError(.malformedRecords, "the cells of a record do not fill their columns", at: builder.place(first))
        }
        return last
    }

    /// A formula's result, which is a number, or says of what kind it is ([MS-XLS] 2.5.133).
    private func readFormula(_ column: Int, _ style: UInt32) throws(SpreadsheetError) {
        try records.require(14)
        try builder.beginCell(column: column)
        guard records.uint16(at: 12) == 0xFFFF else {
            return try builder.append(Double(bitPattern: records.uint64(at: 6)), column: column, style: style, hasFormula: true)
        }
        switch records.uint8(at: 6) {
        case 0: pending = (column, style)
        case 1: try readBooleanOrError(records.uint8(at: 8), isError: false, column, style, hasFormula: true)
        case 2: try readBooleanOrError(records.uint8(at: 8), isError: true, column, style, hasFormula: true)
        case 3:
            try builder.appendText(builder.text.count..<builder.text.count, column: column, style: style, hasFormula: true)
        default: throw SpreadsheetError(.badValue, "the result of a formula is of no known kind", at: builder.place(column))
        }
    }

    private func readBooleanOrError(
        _ value: UInt8, isError: Bool, _ column: Int, _ style: UInt32, hasFormula: Bool
    ) throws(SpreadsheetError) {
        if isError {
            try builder.appendError(value, column: column, style: style, hasFormula: hasFormula)
        } else {
            builder.append(value != 0, column: column, style: style, hasFormula: hasFormula)
        }
    }

    private func readText(_ column: Int, _ style: UInt32, hasFormula: Bool) throws(SpreadsheetError) {
        let start = builder.text.count
        do throws(SpreadsheetError) {
            try records.takeText(form, to: &builder.text)
        } catch {
            throw error.located(builder.place(column))
        }
        try builder.appendText(start..<builder.text.count, column: column, style: style, hasFormula: hasFormula)
    }
}
