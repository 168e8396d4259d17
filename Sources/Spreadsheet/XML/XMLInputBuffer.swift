/// A buffer of a part's bytes that have been read and not parsed yet.
struct XMLInputBuffer: ~Copyable {
    /// Readable zero bytes after the end, so that a scanner can look ahead without a bounds check.
    static let padding = 64
    /// How much is read at once. It fits the processor's cache.
    private static let blockSize = 256 << 10
    /// The largest size of the buffer.
    private static let largest = 4 << 20

    private var part: XMLPartReader
    private var buffer = ByteArena()
    private var start = 0
    private var isAtEnd = false

    init(_ part: consuming XMLPartReader) { self.part = part }

    var isEmpty: Bool { start == buffer.count }

    /// The buffered bytes, valid until more are read. The padding follows them once some were read.
    var bytes: UnsafeMutableBufferPointer<UInt8> { UnsafeMutableBufferPointer(start: buffer.start + start, count: buffer.count - start) }

    var fractionRead: Double { part.fractionRead }

    mutating func skip(_ count: Int) { start = min(buffer.count, start + count) }

    /// Reads more bytes after the buffered ones, which move to the front of the buffer.
    ///
    /// - Returns: false if the part has ended or the buffer is full.
    /// - Throws: An error in the part's bytes; `memory.exhausted`.
    mutating func readMore() throws(SpreadsheetError) -> Bool {
        guard !isAtEnd, buffer.count - start < Self.largest else { return false }
        if start > 0 { buffer.removeFirst(start) }
        start = 0
        try buffer.reserve((buffer.count == 0 ? Self.blockSize : Self.blockSize / 2) + Self.padding)
        let count = try part.read(into: UnsafeMutableBufferPointer(start: buffer.end, count: buffer.room - Self.padding))
        buffer.advance(by: count)
        buffer.end.initialize(repeating: 0, count: Self.padding)
        isAtEnd = count == 0
        return count > 0
    }
}
