import ZipContainer

/// A file's text as UTF-8, block by block, in one buffer.
///
/// The buffer up to ``end`` is valid UTF-8 without NUL, for every encoding of the file. An error is kept until everything
/// before it has been read, so that the records before it do not depend on the blocks.
struct CSVText: ~Copyable {
    /// How much is read at once of a large file. It fits the processor's cache.
    static let largestBlock = 256 << 10

    private let blockSize: Int
    /// Readable bytes after the end, for a scanner of 64 at a time.
    static let padding = 64

    /// The bytes read. From ``end`` on they are unchecked UTF-8.
    private var buffer = ByteArena()
    private(set) var end = 0
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
        raw = UnsafeMutableBufferPointer(start: nil, count: 0)
        self.encoding = encoding ?? .utf8
        isSettled = encoding != nil
        readBlock()
        if let marked = TextEncoding(markIn: buffer.contents) {
            self.encoding = marked
            isSettled = true
            hasByteOrderMark = true
            place = marked.byteOrderMark.count
        } else if !isSettled, let wide = TextEncoding(zerosIn: buffer.contents) {
            self.encoding = wide
            isSettled = true
            place = 0
        } else if self.encoding != .utf8 {
            place = 0
        } else {
            return
        }
        // Other encodings are transcoded from the start.
        buffer.truncate(to: 0)
        isAtEnd = false
    }

    deinit { raw.deallocate() }

    var bytes: UnsafeMutablePointer<UInt8> { buffer.start }

    /// Drops the text before a position, so that the rest is at the start of the buffer, and reads more.
    ///
    /// - Returns: Whether anything was added. If not, the text is at its end, or at its ``fault``.
    mutating func fill(keepingFrom start: Int) -> Bool {
        if start > 0 {
            buffer.removeFirst(start)
            end -= start
        }
        let before = end
        while end == before, fault == nil, !(isAtEnd && end == buffer.count) {
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

    /// Makes room for so many more bytes and the padding; false, with the ``fault``, if there is no memory.
    private mutating func reserve(_ count: Int) -> Bool {
        do throws(SpreadsheetError) { try buffer.reserve(count + Self.padding) } catch { fault = error }
        return fault == nil
    }

    private mutating func advance(by count: Int) {
        buffer.advance(by: count)
        buffer.end.initialize(repeating: 0, count: Self.padding)
    }

    private mutating func read(into target: UnsafeMutableRawBufferPointer) -> Int {
        let count: Int
        do throws(SpreadsheetError) {
            try checkCancellation()
            count = try wrappingZipErrors { () throws(ZipError) in try input.read(at: UInt64(place), into: target) }
        } catch {
            fault = error
            return 0
        }
        if count == 0 { isAtEnd = true }
        place += count
        return count
    }

    private mutating func readBlock() {
        guard reserve(blockSize) else { return }
        advance(by: read(into: UnsafeMutableRawBufferPointer(start: buffer.end, count: blockSize)))
    }

    /// Checks the next bytes, which must be UTF-8.
    private mutating func check() {
        let result = UTF8Check.run(bytes, from: end, to: buffer.count)
        end = result.end
        guard result.isFault || (isAtEnd && end < buffer.count) else { return }
        if result.isFault, bytes[end] == 0 {
            fail("The file contains a NUL, so it is not text.")
        } else {
            fail("The file is UTF-8 up to here, and then has a byte that is not.")
        }
    }

    /// Checks the next bytes, while all were ASCII. The first other byte and the block that begins with it determine the encoding.
    private mutating func settle() {
        let ascii = UTF8Check.skipASCII(bytes, from: end, to: buffer.count)
        guard ascii == end, end < buffer.count, bytes[end] != 0 else {
            // The next call sees a whole block that begins with the first such byte.
            end = ascii
            if end < buffer.count, bytes[end] == 0 { check() }
            return
        }
        isSettled = true
        encoding = TextEncoding(evidence: buffer.contents, from: end, isWhole: isAtEnd)
        guard encoding != .utf8 else { return check() }
        // The rest is read again and transcoded.
        place -= buffer.count - end
        buffer.truncate(to: end)
        isAtEnd = false
    }

    private mutating func transcodeBlock() {
        let size = max(blockSize / 4, 4)
        if raw.isEmpty { raw = .allocate(capacity: size) }
        let count = read(into: UnsafeMutableRawBufferPointer(start: raw.baseAddress, count: size))
        // A byte of any encoding becomes at most three bytes of UTF-8.
        guard fault == nil, count > 0, reserve(3 * count) else { return }
        let result = encoding.transcode(UnsafeBufferPointer(rebasing: UnsafeBufferPointer(raw)[..<count]), to: bytes + end)
        end += result.written
        advance(by: result.written)
        place -= count - result.read
        if let detail = result.fault {
            fail(detail)
        } else if result.read == 0 {
            fail("The file ends within a character.")
        }
    }
}
