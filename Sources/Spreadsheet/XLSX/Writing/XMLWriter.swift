internal import ZipContainer

/// Formats the XML of parts directly into the blocks that the archive deflates.
///
/// Values are checked before, and a full disk is noticed only when a block is full. So writing does not throw: the first
/// error is kept, later bytes are dropped, and ``check()`` and ``finish(_:)`` throw it.
struct XMLWriter: ~Copyable {
    private var zip: ZipWriter
    /// The archive's current block while a part is open, otherwise `spare`.
    private var address: UnsafeMutablePointer<UInt8>
    private var capacity = spareSize
    private var count = 0
    /// Takes the bytes after an error.
    private let spare: UnsafeMutablePointer<UInt8>
    private static let spareSize = 64 << 10
    private var failure: ZipError?
    /// The beginning of the part, while it can be rewritten.
    private var head: [UInt8] = []
    let file: String?
    /// The content types of the parts so far (ECMA-376 part 2, 7.2.3).
    private(set) var contentTypes: [(part: String, type: String)] = []

    init(zip: consuming ZipWriter, file: String?) {
        self.zip = zip
        self.file = file
        spare = .allocate(capacity: Self.spareSize)
        address = spare
    }

    deinit { spare.deallocate() }

    /// Begins a part with the XML declaration. Its content type is nil if it is that of its extension.
    mutating func begin(_ part: String, contentType: String?) {
        if let contentType { contentTypes.append((part, contentType)) }
        attempt { (zip) throws(ZipError) in try zip.begin(part) }
        raw("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n")
    }

    /// Begins a part that another workbook has, with nothing in it.
    mutating func beginCopy(_ part: String) {
        attempt { (zip) throws(ZipError) in try zip.begin(part) }
    }

    /// Copies a part of another workbook as it is stored there.
    mutating func copy(_ entry: ZipEntry, of archive: ZipArchive) {
        attempt { (zip) throws(ZipError) in try zip.copy(entry, of: archive) }
    }

    mutating func end() {
        let count = count
        attempt { (zip) throws(ZipError) in try zip.end(lastBlock: count) }
    }

    /// Ends the beginning of the part, which ``rewriteHead(_:)`` may change until the part ends. It must fit in a block.
    mutating func endHead() {
        head = Array(UnsafeBufferPointer(start: address, count: count))
        let count = count
        attempt { (zip) throws(ZipError) in try zip.writeHead(count) }
    }

    /// How much of the part's beginning is written, before ``endHead()``.
    var headSize: Int { count }

    /// Replaces bytes of the part's beginning.
    mutating func rewriteHead(_ changes: [(offset: Int, bytes: [UInt8])]) {
        guard failure == nil, !changes.isEmpty else { return }
        for (offset, bytes) in changes { head.replaceSubrange(offset..<offset + bytes.count, with: bytes) }
        do { try zip.rewriteHead(head) } catch { failure = error }
    }

    func check() throws(SpreadsheetError) {
        if let failure { throw SpreadsheetError(failure, file: file) }
    }

    mutating func finish<Result>(_ finish: (inout ZipWriter) throws(ZipError) -> Result) throws(SpreadsheetError) -> Result {
        try check()
        return try wrappingZipErrors(file: file) { () throws(ZipError) in try finish(&zip) }
    }

    /// Hands the current block to the archive, and continues with the next one.
    private mutating func attempt(_ action: (inout ZipWriter) throws(ZipError) -> Void) {
        count = 0
        guard failure == nil else { return }
        (address, capacity) = (spare, Self.spareSize)
        do {
            try action(&zip)
            let block = zip.block.bindMemory(to: UInt8.self)
            if let start = block.baseAddress { (address, capacity) = (start, block.count) }
        } catch {
            failure = error
        }
    }

    @inline(never)
    private mutating func drain() {
        let count = count
        attempt { (zip) throws(ZipError) in try zip.writeBlock(count) }
    }

    // MARK: Bytes

    /// What a closure writes apart from any part, which has at most ``spareSize`` bytes.
    static func bytes(_ write: (inout XMLWriter) -> Void) -> [UInt8] {
        // No part is open, so everything goes to the spare block.
        var writer = XMLWriter(zip: ZipWriter(), file: nil)
        write(&writer)
        return Array(UnsafeBufferPointer(start: writer.address, count: writer.count))
    }

    /// Makes room for that many bytes, which must be far fewer than a block has.
    @inline(__always)
    mutating func reserve(_ size: Int) {
        if count &+ size > capacity { drain() }
    }

    /// Writes a constant. There must be room for it.
    @inline(__always)
    mutating func put(_ text: StaticString) {
        (address + count).update(from: text.utf8Start, count: text.utf8CodeUnitCount)
        count &+= text.utf8CodeUnitCount
    }

    /// Writes the lower bytes of a word. There must be room for a whole word.
    @inline(__always)
    mutating func put(_ word: UInt64, count size: Int) {
        UnsafeMutableRawPointer(address).store(word, at: count)
        count &+= size
    }

    /// Writes bytes. There must be room for them.
    @inline(__always)
    mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        (address + count).update(from: source, count: bytes.count)
        count &+= bytes.count
    }

    /// Lets a closure write bytes, which returns how many, or nil for none. There must be room for them.
    @inline(__always)
    mutating func put(_ write: (UnsafeMutablePointer<UInt8>) -> Int?) -> Bool {
        guard let size = write(address + count) else { return false }
        count &+= size
        return true
    }

    @inline(__always)
    mutating func put(byte: UInt8) {
        address[count] = byte
        count &+= 1
    }

    mutating func raw(_ text: StaticString) {
        reserve(text.utf8CodeUnitCount)
        put(text)
    }

    mutating func raw(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { raw($0) }
    }

    mutating func raw(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard var source = bytes.baseAddress else { return }
        var rest = bytes.count
        while rest > 0 {
            if count == capacity { drain() }
            let piece = min(rest, capacity - count)
            (address + count).update(from: source, count: piece)
            count += piece
            source += piece
            rest -= piece
        }
    }
}
