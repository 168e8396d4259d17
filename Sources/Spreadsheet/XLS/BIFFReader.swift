/// Reads the records of a BIFF stream ([MS-XLS] 2.1.4), each of which is whole in a window that slides over the stream.
struct BIFFReader: ~Copyable {
    private static let headerSize = 4
    /// More than the longest record takes.
    private static let capacity = 128 << 10

    let stream: CompoundStream
    private let readsAhead: Bool
    /// How far the stream is worth reading.
    private var horizon = UInt64.max
    private let window: UnsafeMutableRawPointer
    private var windowPlace: UInt64 = 0
    /// The number of bytes in the window, and where in them the next record begins.
    private var end = 0
    private var next = 0

    /// The current record: its kind, its bytes and their number. They are valid until the reader advances.
    private(set) var id: UInt16 = 0
    private(set) var data: UnsafeRawPointer
    private(set) var count = 0
    /// What opens the records, if the workbook has a password.
    var cipher: RecordCipher?
    /// How many of the record's bytes the functions for texts have taken.
    var taken = 0

    init(_ stream: CompoundStream, cipher: RecordCipher? = nil, way: ReadingWay) {
        self.stream = stream
        self.cipher = cipher
        readsAhead = way.pieces == .whole
        window = .allocate(byteCount: Self.capacity, alignment: 16)
        data = UnsafeRawPointer(window)
    }

    deinit { window.deallocate() }

    /// The place of the next record in the stream.
    var nextPlace: UInt64 { windowPlace &+ UInt64(truncatingIfNeeded: next) }

    /// The place of the current record in the stream.
    var place: UInt64 { nextPlace &- UInt64(truncatingIfNeeded: count &+ Self.headerSize) }

    /// Goes to the place of a record, which is then the next. What is after the horizon is not read ahead: a sheet can be in many pieces,
    /// of which each would cost a whole window.
    mutating func seek(to place: UInt64, horizon: UInt64 = .max) {
        self.horizon = horizon
        // Records that were opened in the window are read again, as opening them twice would close them.
        if cipher == nil, place >= windowPlace, place - windowPlace <= UInt64(end) {
            next = Int(place - windowPlace)
        } else {
            (windowPlace, end, next) = (place, 0, 0)
        }
        count = 0
    }

    /// Goes to the first record of a sheet.
    ///
    /// - Throws: `biff.malformed` if no sheet begins at the place.
    mutating func beginSheet(at place: UInt64) throws(SpreadsheetError) {
        seek(to: place)
        guard try advance(), id == RecordID.beginOfSubstream else { throw Self.malformed("the place of a sheet is not that of one") }
    }

    /// Goes to the next record; false at the end of the stream.
    ///
    /// - Throws: `biff.malformed` if the record is longer than the rest of the stream.
    @inline(__always)
    mutating func advance() throws(SpreadsheetError) -> Bool {
        if end &- next < Self.headerSize { guard try fill(Self.headerSize) else { return false } }
        let size = Int(UnsafeRawPointer(window).number(UInt16.self, at: next &+ 2))
        if end &- next &- Self.headerSize < size {
            guard try fill(Self.headerSize &+ size) else { throw Self.malformed("a record is longer than the rest of its stream") }
        }
        id = UnsafeRawPointer(window).number(UInt16.self, at: next)
        data = UnsafeRawPointer(window + (next &+ Self.headerSize))
        count = size
        taken = 0
        next &+= Self.headerSize &+ size
        if cipher != nil { decipher() }
        return true
    }

    @inline(never)
    private mutating func decipher() {
        let bytes = UnsafeMutableRawBufferPointer(start: window + (next - count), count: count)
        let start = nextPlace - UInt64(count)
        cipher?.decipher(bytes, id: id, at: start)
    }

    /// The kind of the next record; nil at the end of the stream. The current record's bytes are no longer valid.
    mutating func peek() throws(SpreadsheetError) -> UInt16? {
        if end &- next < Self.headerSize { guard try fill(Self.headerSize) else { return nil } }
        return UnsafeRawPointer(window).number(UInt16.self, at: next)
    }

    /// Fills the window; false if the stream ends before so many bytes.
    @inline(never)
    private mutating func fill(_ wanted: Int) throws(SpreadsheetError) -> Bool {
        window.copyMemory(from: window + next, byteCount: end - next)
        windowPlace += UInt64(next)
        (end, next) = (end - next, 0)
        let near = horizon > windowPlace && readsAhead ? Int(min(horizon - windowPlace, UInt64(Self.capacity))) : 0
        end += try stream.read(
            at: windowPlace + UInt64(end), into: UnsafeMutableRawBufferPointer(start: window + end, count: max(near, wanted) - end))
        return end >= wanted
    }

    @inline(__always)
    func uint8(at offset: Int) -> UInt8 { data.load(fromByteOffset: offset, as: UInt8.self) }

    @inline(__always)
    func uint16(at offset: Int) -> Int { Int(data.number(UInt16.self, at: offset)) }

    @inline(__always)
    func uint32(at offset: Int) -> UInt32 { data.number(UInt32.self, at: offset) }

    @inline(__always)
    func uint64(at offset: Int) -> UInt64 { data.word(at: offset) }

    /// The current record's bytes.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: data, count: count) }

    /// Refuses a record that is too short for what its kind has.
    @inline(__always)
    func require(_ size: Int) throws(SpreadsheetError) {
        guard count >= size else { throw Self.malformed("a record is too short") }
    }

    @inline(never)
    static func malformed(_ detail: String) -> SpreadsheetError { SpreadsheetError(.malformedRecords, detail) }
}

/// The kinds of records that are read ([MS-XLS] 2.3.1).
enum RecordID {
    static let formula: UInt16 = 0x0006
    static let endOfSubstream: UInt16 = 0x000A
    static let references: UInt16 = 0x0017
    static let definedName: UInt16 = 0x0018
    static let dateSystem: UInt16 = 0x0022
    static let encryption: UInt16 = 0x002F
    static let continuation: UInt16 = 0x003C
    static let codePage: UInt16 = 0x0042
    static let sheet: UInt16 = 0x0085
    static let numbersRK: UInt16 = 0x00BD
    static let blanks: UInt16 = 0x00BE
    static let richText: UInt16 = 0x00D6
    static let cellFormat: UInt16 = 0x00E0
    static let mergedCells: UInt16 = 0x00E5
    static let sharedStrings: UInt16 = 0x00FC
    static let sharedText: UInt16 = 0x00FD
    static let referredBook: UInt16 = 0x01AE
    static let hyperlink: UInt16 = 0x01B8
    static let dimensions: UInt16 = 0x0200
    static let blank: UInt16 = 0x0201
    static let number: UInt16 = 0x0203
    static let text: UInt16 = 0x0204
    static let booleanOrError: UInt16 = 0x0205
    static let formulaText: UInt16 = 0x0207
    static let row: UInt16 = 0x0208
    static let numberRK: UInt16 = 0x027E
    static let numberFormat: UInt16 = 0x041E
    static let beginOfSubstream: UInt16 = 0x0809

    /// Whether records of the kind are cells, which begin with the row and the column.
    @inline(__always)
    static func isCell(_ id: UInt16) -> Bool {
        switch id {
        case sharedText, numberRK, number, numbersRK, blanks, blank, formula, text, richText, booleanOrError: true
        default: false
        }
    }
}
