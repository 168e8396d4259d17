import ZipContainer

/// A file's text as UTF-8, block by block, in one buffer that is used again and again.
///
/// Whatever the file's encoding, what lies in the buffer up to ``end`` is checked UTF-8 without NUL. A fault in the file is kept until everything
/// before it has been delivered, so that the records before it are the same however the file is cut into blocks.
struct CSVText: ~Copyable {
    /// How much is read at once of a large file: enough to make system calls rare, and little enough to stay in the processor's cache.
    static let largestBlock = 256 << 10

    private let blockSize: Int
    /// Readable bytes behind the end, for whoever looks at 64 at a time.
    static let padding = 64

    private(set) var bytes: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// The end of the text in the buffer.
    private(set) var end = 0
    /// Where the file's next byte goes; from ``end`` to here is UTF-8 that is not checked yet.
    private var rawEnd = 0
    private let input: ByteSource
    /// How far the file was read.
    private var place = 0
    private var isAtEnd = false
    /// Bytes before they are turned into UTF-8, where they are not.
    private var raw: UnsafeMutableBufferPointer<UInt8>
    /// The encoding that was given or found.
    private(set) var encoding: TextEncoding
    /// Whether a byte order mark was found.
    private(set) var hasByteOrderMark = false
    /// Whether the encoding is certain. It is not for as long as every byte was ASCII, which means the same in all that are left.
    private var isSettled: Bool
    /// What ends the text before the file's end.
    private(set) var fault: SpreadsheetError?

    /// How much of the file has been read, from 0 to 1.
    var fractionRead: Double { input.count == 0 ? 1 : min(1, Double(place) / Double(input.count)) }

    /// Text from its input, whose byte order mark goes before the encoding that was given.
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
        // From there on, each encoding reads in its own way.
        rawEnd = 0
        isAtEnd = false
    }

    deinit {
        bytes.deallocate()
        raw.deallocate()
    }

    /// Moves the text from a place on to the start of the buffer and adds what comes next.
    ///
    /// - Returns: whether anything was added. If not, the text is at its end, or at its ``fault``.
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

    /// Goes on in UTF-8 that has to be good.
    private mutating func check() {
        let result = UTF8Check.run(bytes, from: end, to: rawEnd)
        end = result.end
        guard result.isFault || (isAtEnd && end < rawEnd) else { return }
        if result.isFault, bytes[end] == 0 {
            fail("The file holds a NUL, so it is no text.")
        } else {
            fail("The file is UTF-8 up to here, and then has a byte that is not.")
        }
    }

    /// Goes on in ASCII. Its first byte that is none decides: what stands there and in the block behind it is the evidence.
    private mutating func settle() {
        let ascii = UTF8Check.skipASCII(bytes, from: end, to: rawEnd)
        guard ascii == end, end < rawEnd, bytes[end] != 0 else {
            // A whole block has to be seen from the first such byte on; the next call has it.
            end = ascii
            if end < rawEnd, bytes[end] == 0 { check() }
            return
        }
        isSettled = true
        encoding = TextEncoding(evidence: UnsafeBufferPointer(start: bytes, count: rawEnd), from: end, isWhole: isAtEnd)
        guard encoding != .utf8 else { return check() }
        // What follows is read again, this time to be transcoded.
        place -= rawEnd - end
        rawEnd = end
        isAtEnd = false
    }

    private mutating func transcodeBlock() {
        let size = max(blockSize / 4, 4)
        if raw.isEmpty { raw = .allocate(capacity: size) }
        let count = read(into: UnsafeMutableRawBufferPointer(start: raw.baseAddress, count: size))
        guard fault == nil, count > 0 else { return }
        // No encoding needs more than three bytes of UTF-8 for one of its own.
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
