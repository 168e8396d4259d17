/// A buffer of a part's bytes that have been read and not parsed yet.
struct XMLInputBuffer: ~Copyable {
    /// Readable zero bytes after the end, so that a scanner can look ahead without a bounds check.
    static let padding = 64
    /// How much is read at once. It fits the processor's cache.
    private static let blockSize = 256 << 10
    /// The largest size of the buffer.
    private static let largest = 4 << 20

    private var part: XMLPartReader
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var start = 0
    private var end = 0
    private var isAtEnd = false

    init(_ part: consuming XMLPartReader) {
        self.part = part
        capacity = Self.blockSize
        base = .allocate(capacity: capacity + Self.padding)
        base.initialize(repeating: 0, count: Self.padding)
    }

    deinit { base.deallocate() }

    var isEmpty: Bool { start == end }

    /// The buffered bytes, valid until more are read.
    var bytes: UnsafeMutableBufferPointer<UInt8> { UnsafeMutableBufferPointer(start: base + start, count: end - start) }

    /// How much of the part has been read, from 0 to 1.
    var fractionRead: Double { part.fractionRead }

    /// Removes the first bytes.
    mutating func skip(_ count: Int) { start = min(end, start + count) }

    /// Reads more bytes after the buffered ones, which move to the front of the buffer.
    ///
    /// - Returns: false if the part has ended or the buffer is full.
    /// - Throws: An error in the part's bytes.
    mutating func readMore() throws(SpreadsheetError) -> Bool {
        guard !isAtEnd, end - start < Self.largest else { return false }
        if start > 0 {
            base.update(from: base + start, count: end - start)
            end -= start
            start = 0
        }
        if capacity - end < Self.blockSize / 2 { grow() }
        let count = try part.read(into: UnsafeMutableBufferPointer(start: base + end, count: capacity - end))
        end += count
        (base + end).initialize(repeating: 0, count: Self.padding)
        isAtEnd = count == 0
        return count > 0
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2 + Self.padding)
        larger.initialize(from: base, count: end)
        base.deallocate()
        base = larger
        capacity *= 2
    }
}
