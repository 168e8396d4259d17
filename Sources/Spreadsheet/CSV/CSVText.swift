import ZipContainer

/// A file's text as UTF-8, block by block, in one buffer.
///
/// Whatever the file's encoding, the buffer up to ``end`` is valid UTF-8 without NUL. An error is kept until everything
/// before it has been read, so that the records before it do not depend on the blocks.
struct CSVText: ~Copyable {
    /// How much is read at once of a large file. It fits the processor's cache.
    static let largestBlock = 256 << 10

    private let blockSize: Int
    /// Readable bytes after the end, for a scanner of 64 at a time.
    static let padding = 64

    private(set) var bytes: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// The end of the text in the buffer.
    private(set) var end = 0
    /// The end of the bytes read; from ``end`` to here is unchecked UTF-8.
    private var rawEnd = 0
    private let input: ByteSource
    /// The offset of the next byte in the file.
    private var place = 0
    private var isAtEnd = false
    /// Bytes before they are transcoded to UTF-8.
    private var raw: UnsafeMutableBufferPointer<UInt8>
    /// The encoding that was given or detected.
    private(set) var encoding: TextEncoding
    /// Whether a byte order mark was found.
    private(set) var hasByteOrderMark = false
    /// Whether the encoding is certain. It is not while every byte was ASCII.
    private var isSettled: Bool
    /// The error that ends the text.
    private(set) var fault: SpreadsheetError?

    /// How much of the file has been read, from 0 to 1.
    var fractionRead: Double { input.count == 0 ? 1 : min(1, Double(place) / Double(input.count)) }

    /// Text of an input, whose byte order mark overrides the given encoding.
    init(_ input: ByteSource, encoding: TextEncoding?, largestBlock: Int = largestBlock) {
        blockSize = min(largestBlock, max(Int(clamping: input.count), 256))
        self.input = input
        capacity = blockSize
        bytes = .allocate(capacity: capacity + Self.padding)
        bytes.initialize(repeating: 0, count: capacity + Self.padding)
        raw = UnsafeMutableBufferPointer(start: nil, count: 0)
        self.encoding = encoding ?? .utf8
        isSettled = encoding != nil
        readBlock()
        let start = UnsafeBufferPointer(start: bytes, count: rawEnd)
        if let marked = TextEncoding(markIn: start) {
            self.encoding = marked
            isSettled = true
            hasByteOrderMark = true
            place = marked.byteOrderMark.count
        } else if !isSettled, let wide = TextEncoding(zerosIn: start) {
            self.encoding = wide
            isSettled = true
            place = 0
        } else if self.encoding != .utf8 {
            place = 0
        } else {
            return
        }
        // Other encodings are transcoded from the start.
        rawEnd = 0
        isAtEnd = false
    }

    deinit {
        bytes.deallocate()
        raw.deallocate()
    }

    /// Moves the text from a position on to the start of the buffer, and reads more.
    ///
    /// - Returns: Whether anything was added. If not, the text is at its end, or at its ``fault``.
    mutating func fill(keepingFrom start: Int) -> Bool {
        if start > 0 {
            bytes.update(from: bytes + start, count: rawEnd - start)
            end -= start
            rawEnd -= start
        }
        let before = end
        while end == before, fault == nil, !(isAtEnd && end == rawEnd) {
            if encoding != .utf8 {
                transcodeBlock()
            } else {
                if !isAtEnd { readBlock() }
                if isSettled { check() } else { settle() }
            }
        }
        return end > before
    }

    private mutating func fail(_ detail: String) {
        fault = SpreadsheetError(.csvEncoding, detail)
    }

    private mutating func reserve(_ count: Int) {
        guard capacity - rawEnd < count else { return }
        let larger = max(capacity * 2, rawEnd + count)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger + Self.padding)
        moved.initialize(from: bytes, count: rawEnd)
        (moved + rawEnd).initialize(repeating: 0, count: larger + Self.padding - rawEnd)
        bytes.deallocate()
        bytes = moved
        capacity = larger
    }

    private mutating func read(into target: UnsafeMutableRawBufferPointer) -> Int {
        guard let count = try? input.read(at: UInt64(place), into: target) else {
            fault = SpreadsheetError(SpreadsheetError.Code(.fileUnreadable), "The file could not be read to its end.")
            return 0
        }
        if count == 0 { isAtEnd = true }
        place += count
        return count
    }

    private mutating func readBlock() {
        reserve(blockSize)
        rawEnd += read(into: UnsafeMutableRawBufferPointer(start: bytes + rawEnd, count: blockSize))
    }

    /// Checks the next bytes, which must be UTF-8.
    private mutating func check() {
        let result = UTF8Check.run(bytes, from: end, to: rawEnd)
        end = result.end
        guard result.isFault || (isAtEnd && end < rawEnd) else { return }
        if result.isFault, bytes[end] == 0 {
            fail("The file contains a NUL, so it is not text.")
        } else {
            fail("The file is UTF-8 up to here, and then has a byte that is not.")
        }
    }

    /// Checks the next bytes, which are ASCII so far. The block from the first other byte on determines the encoding.
    private mutating func settle() {
        let ascii = UTF8Check.skipASCII(bytes, from: end, to: rawEnd)
        guard ascii == end, end < rawEnd, bytes[end] != 0 else {
            // The next call sees a whole block from the first such byte on.
            end = ascii
            if end < rawEnd, bytes[end] == 0 { check() }
            return
        }
        isSettled = true
        encoding = TextEncoding(evidence: UnsafeBufferPointer(start: bytes, count: rawEnd), from: end, isWhole: isAtEnd)
        guard encoding != .utf8 else { return check() }
        // The rest is read again and transcoded.
        place -= rawEnd - end
        rawEnd = end
        isAtEnd = false
    }

    private mutating func transcodeBlock() {
        let size = max(blockSize / 4, 4)
        if raw.isEmpty { raw = .allocate(capacity: size) }
        let count = read(into: UnsafeMutableRawBufferPointer(start: raw.baseAddress, count: size))
        guard fault == nil, count > 0 else { return }
        // A byte of any encoding becomes at most three bytes of UTF-8.
        reserve(3 * count)
        let result = encoding.transcode(UnsafeBufferPointer(rebasing: UnsafeBufferPointer(raw)[..<count]), to: bytes + end)
        end += result.written
        rawEnd = end
        place -= count - result.read
        if let detail = result.fault {
            fail(detail)
        } else if result.read == 0 {
            fail("The file ends within a character.")
        }
    }
}
