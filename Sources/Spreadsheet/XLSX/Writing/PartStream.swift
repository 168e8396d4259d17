internal import ZipContainer

/// The XML of one part after another, on its way into the archive through one buffer of fixed size.
///
/// What is written here has been checked before, and a full disk is noticed only when the buffer is full. So nothing here throws: the first
/// failure is kept, everything after it is dropped, and ``check()`` and ``finish()`` report it.
struct PartStream: ~Copyable {
    private static let capacity = 128 << 10

    private var zip: ZipWriter
    private let buffer: UnsafeMutablePointer<UInt8>
    private var count = 0
    private var failure: ZipError?
    /// The content types of the parts so far (ECMA-376 part 2, 7.2.3).
    private(set) var contentTypes: [(part: String, type: String)] = []

    init(zip: consuming ZipWriter) {
        self.zip = zip
        buffer = .allocate(capacity: Self.capacity)
    }

    deinit { buffer.deallocate() }

    /// Begins a part with the XML declaration; its content type is nil where the one of its extension does.
    mutating func begin(_ part: String, contentType: String?) {
        if let contentType { contentTypes.append((part, contentType)) }
        attempt { (zip) throws(ZipError) in try zip.begin(part) }
        raw("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n")
    }

    mutating func end() {
        drain()
        attempt { (zip) throws(ZipError) in try zip.end() }
    }

    func check() throws(SpreadsheetError) {
        if let failure { throw SpreadsheetError(failure) }
    }

    mutating func finish() throws(SpreadsheetError) -> [UInt8] {
        try check()
        do {
            return try zip.finish()
        } catch {
            throw SpreadsheetError(error)
        }
    }

    private mutating func attempt(_ action: (inout ZipWriter) throws(ZipError) -> Void) {
        guard failure == nil else { return }
        do {
            try action(&zip)
        } catch {
            failure = error
        }
    }

    @inline(never)
    private mutating func drain() {
        let bytes = UnsafeRawBufferPointer(start: buffer, count: count)
        attempt { (zip) throws(ZipError) in try zip.write(bytes) }
        count = 0
    }

    // MARK: Bytes

    /// Makes room for pieces of that many bytes together, which must be far fewer than the buffer has.
    @inline(__always)
    mutating func reserve(_ size: Int) {
        if count &+ size > Self.capacity { drain() }
    }

    /// Writes a constant for which there is room.
    @inline(__always)
    mutating func put(_ text: StaticString) {
        (buffer + count).update(from: text.utf8Start, count: text.utf8CodeUnitCount)
        count &+= text.utf8CodeUnitCount
    }

    /// Writes the lower bytes of a word, for which there is room of a whole word.
    @inline(__always)
    mutating func put(_ word: UInt64, count size: Int) {
        UnsafeMutableRawPointer(buffer + count).storeBytes(of: word.littleEndian, as: UInt64.self)
        count &+= size
    }

    @inline(__always)
    mutating func put(byte: UInt8) {
        buffer[count] = byte
        count &+= 1
    }

    mutating func raw(_ text: StaticString) {
        reserve(text.utf8CodeUnitCount)
        put(text)
    }

    /// Writes bytes of any number as they are.
    mutating func raw(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard var source = bytes.baseAddress else { return }
        var rest = bytes.count
        while rest > 0 {
            if count == Self.capacity { drain() }
            let piece = min(rest, Self.capacity - count)
            (buffer + count).update(from: source, count: piece)
            count += piece
            source += piece
            rest -= piece
        }
    }
}
