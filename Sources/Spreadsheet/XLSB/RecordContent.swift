/// The content of a record, valid until the next one is read.
struct RecordContent {
    private let start: UnsafeRawPointer?
    let count: Int

    init() {
        start = nil
        count = 0
    }

    init(_ start: UnsafeRawPointer, count: Int) {
        self.start = start
        self.count = count
    }

    /// Checks that there are so many bytes.
    ///
    /// - Throws: `biff.malformed`.
    @inline(__always)
    func require(_ needed: Int) throws(SpreadsheetError) {
        if count < needed { throw Self.tooShort }
    }

    /// A number at an offset, within what was required.
    @inline(__always)
    func load<Number: FixedWidthInteger & BitwiseCopyable>(_ type: Number.Type, at offset: Int) -> Number {
        start?.number(type, at: offset) ?? 0
    }

    /// A number at an offset.
    ///
    /// - Throws: `biff.malformed` if the record ends before.
    func number<Number: FixedWidthInteger & BitwiseCopyable>(_ type: Number.Type, at offset: Int) throws(SpreadsheetError) -> Number {
        try require(offset + MemoryLayout<Number>.size)
        return load(type, at: offset)
    }

    /// The number of an `RkNumber` at an offset, within what was required ([MS-XLSB] 2.5.123).
    @inline(__always)
    func rk(at offset: Int) -> Double { Double(rk: load(UInt32.self, at: offset)) }

    /// The UTF-16 units of an `XLWideString` at an offset, and the offset after it ([MS-XLSB] 2.5.168).
    ///
    /// - Throws: `biff.malformed` if the record ends before.
    func text(at offset: Int) throws(SpreadsheetError) -> (units: UnsafeRawBufferPointer, end: Int) {
        let length = Int(try number(UInt32.self, at: offset))
        let end = offset + 4 + 2 * length
        try require(end)
        return (UnsafeRawBufferPointer(start: start.map { $0 + offset + 4 }, count: 2 * length), end)
    }

    /// The text of an `XLWideString` or, as nil, the missing one of an `XLNullableWideString`, and the offset after it.
    ///
    /// - Throws: `biff.malformed` if the record ends before.
    func string(at offset: Int) throws(SpreadsheetError) -> (text: String?, end: Int) {
        if try number(UInt32.self, at: offset) == .max { return (nil, offset + 4) }
        let (units, end) = try text(at: offset)
        return (String(utf16: units), end)
    }

    /// A range of rows and columns from 0, at an offset ([MS-XLSB] 2.5.154); nil if no worksheet has it.
    ///
    /// - Throws: `biff.malformed` if the record ends before.
    func range(at offset: Int) throws(SpreadsheetError) -> CellRange? {
        try require(offset + 16)
        let numbers = (0..<4).map { Int(load(UInt32.self, at: offset + 4 * $0)) + 1 }
        guard let first = CellReference(row: numbers[0], column: numbers[2]), let last = CellReference(row: numbers[1], column: numbers[3])
        else { return nil }
        return CellRange(first, last)
    }

    private static let tooShort = SpreadsheetError(.malformedRecords, "a record is shorter than its content")
}
