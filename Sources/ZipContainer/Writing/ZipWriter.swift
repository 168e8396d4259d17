/// Writes a zip archive entry by entry, with memory that does not grow with the entries' sizes.
///
/// Entries are deflated or stored, have no data descriptors, and are dated 1 January 1980, so that the same entries give the same bytes.
/// Sizes and checksum stand in the local headers as well as in the directory. Zip64 records (APPNOTE 4.3.14, 4.5.3) are written only where
/// an entry or the archive reaches 4 GiB, or the entries 65,535.
///
/// A file appears at its path when ``finish()`` has returned, whole; a writer that is let go before leaves nothing behind.
/// ```swift
/// var archive = try ZipWriter(path: "out.zip")
/// try archive.begin("hello.txt")
/// try archive.write(Array("Hello".utf8))
/// try archive.end()
/// try archive.finish()
/// ```
public struct ZipWriter: ~Copyable {
    /// Where plain fields end and zip64 begins; lower in tests, which cannot write 4 GiB.
    struct Zip64Thresholds {
        var size: UInt64 = 0xFFFF_FFFF
        var entries = 0xFFFF
    }

    let level: Int
    let thresholds: Zip64Thresholds
    var output: ArchiveOutput
    var directory: [UInt8] = []
    var entries = 0
    private var deflater: Deflater?
    private var entry: ZipEntryRecord?
    /// Where the open entry's next bytes can be put by a caller who would only copy them otherwise; some 100 KiB at least.
    ///
    /// Whoever does so does not call ``write(_:)-(UnsafeRawBufferPointer)`` for that entry.
    package private(set) var block = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    /// How much of the block ``write(_:)-(UnsafeRawBufferPointer)`` has filled.
    private var filled = 0
    /// The names so far as they are compared: in small letters.
    private var names: Set<[UInt8]> = []
    private var isFinished = false

    /// A writer to a file.
    ///
    /// - Parameters:
    ///   - path: Where the archive will be. What is there stays until ``finish()``.
    ///   - level: The deflate level of entries that do not say otherwise, from 0, stored, to 9.
    /// - Throws: `file.unwritable`.
    public init(path: String, level: Int = 6) throws(ZipError) {
        try self.init(file: OutputFile(path: path), level: level, thresholds: Zip64Thresholds())
    }

    /// Writes to memory; ``finishInMemory()`` returns the bytes.
    public init(level: Int = 6) {
        self.init(file: nil, level: level, thresholds: Zip64Thresholds())
    }

    init(file: OutputFile?, level: Int, thresholds: Zip64Thresholds) {
        output = ArchiveOutput(file: file)
        self.level = min(max(level, 0), 9)
        self.thresholds = thresholds
    }

    /// Begins an entry.
    ///
    /// - Parameters:
    ///   - name: The entry's name: relative, with `/` between its parts, and without `.`, `..`, `\`, or control characters.
    ///   - level: The deflate level, from 0, stored, to 9; nil for the writer's own.
    /// - Throws: `zip.wrong-order` where an entry is open, or the archive finished; `zip.bad-name`; `zip.duplicate-name` where a name so far is equal, ASCII case aside; `file.unwritable`.
    public mutating func begin(_ name: String, level: Int? = nil) throws(ZipError) {
        try requireNoEntry("An entry begins when the one before has ended, and not in a finished archive.")
        let level = min(max(level ?? self.level, 0), 9)
        let bytes = Array(name.utf8)
        guard ZipEntryRecord.isGoodName(bytes) else {
            throw ZipError(.badName, "An entry cannot have this name.", entry: name)
        }
        let folded = bytes.map { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 ? $0 | 0x20 : $0 }
        guard names.insert(folded).inserted else {
            throw ZipError(.duplicateName, "There is an entry with this name already.", entry: name)
        }
        if deflater?.level != level { deflater = try Deflater(level: level) }
        let entry = ZipEntryRecord(name: bytes, isDeflated: level > 0, offset: output.position)
        try output.write(entry.localHeader(thresholds))
        self.entry = entry
        filled = 0
        if let first = deflater?.block { block = first }
    }

    /// Writes the next bytes of the open entry.
    ///
    /// - Throws: `zip.wrong-order` where no entry is open; `file.unwritable`.
    public mutating func write(_ bytes: UnsafeRawBufferPointer) throws(ZipError) {
        var rest = bytes
        while !rest.isEmpty {
            let space = UnsafeMutableRawBufferPointer(rebasing: block[filled...])
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(space.count))
            space.copyMemory(from: piece)
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(piece.count))
            filled += piece.count
            if piece.count == space.count { try writeBlock(filled) }
        }
    }

    /// Writes what was put at the start of ``block``, which is then another one.
    ///
    /// - Throws: `zip.wrong-order` where no entry is open; `file.unwritable`.
    package mutating func writeBlock(_ count: Int) throws(ZipError) {
        guard var open = entry else { throw Self.noEntry }
        defer { entry = open }
        filled = 0
        try deflater?.deflate(count, for: &open, into: &output)
        if let next = deflater?.block { block = next }
    }

    /// Writes what was put at the start of ``block`` as the head of the open entry, which can be rewritten for as long as the entry is open.
    ///
    /// A head is stored, and not deflated, so that nothing around it moves.
    ///
    /// - Precondition: an entry is open and has no bytes yet; there are at most 65,535.
    /// - Throws: `file.unwritable`.
    package mutating func writeHead(_ count: Int) throws(ZipError) {
        guard var open = entry, open.head.isEmpty, open.size == 0 else { preconditionFailure("a head comes first") }
        open.head = Array(block[..<count])
        entry = open
        if open.isDeflated { try output.write(ZipEntryRecord.storedBlockHeader(count: UInt16(count))) }
        try output.write(open.head)
    }

    /// Has the open entry end with another head.
    ///
    /// - Precondition: an entry is open, whose head has as many bytes.
    package mutating func rewriteHead(_ head: [UInt8]) {
        guard var open = entry, open.head.count == head.count else { preconditionFailure("a head keeps its length") }
        // Not through the optional, `entry?.head`: Swift 6.3 never frees the head that was there.
        open.head = head
        entry = open
    }

    /// Writes the next bytes of the open entry.
    ///
    /// - Throws: `zip.wrong-order` where no entry is open; `file.unwritable`.
    public mutating func write(_ bytes: [UInt8]) throws(ZipError) {
        try bytes.withUnsafeBufferPointer { (buffer) throws(ZipError) in try write(UnsafeRawBufferPointer(buffer)) }
    }

    /// Ends the open entry.
    ///
    /// - Throws: `zip.wrong-order` where no entry is open; `file.unwritable`.
    public mutating func end() throws(ZipError) {
        try end(lastBlock: filled)
    }

    /// Writes what was put at the start of ``block``, and ends the open entry.
    ///
    /// - Throws: `zip.wrong-order` where no entry is open; `file.unwritable`.
    package mutating func end(lastBlock count: Int) throws(ZipError) {
        guard var ended = entry else { throw Self.noEntry }
        entry = nil
        (block, filled) = (UnsafeMutableRawBufferPointer(start: nil, count: 0), 0)
        try deflater?.finish(count, for: &ended, into: &output)
        ended.compressedSize = output.position - ended.offset - UInt64(ended.localHeaderSize)
        if !ended.head.isEmpty {
            try output.overwrite(ended.head, at: ended.headOffset)
            ended.countHead()
        }
        try output.overwrite(ended.localHeader(thresholds), at: ended.offset)
        directory += ended.directoryRecord(thresholds)
        entries += 1
    }

    /// Writes the directory, then puts the file in its place.
    ///
    /// - Throws: `zip.wrong-order` if an entry is open, the archive is finished, or the writer writes to memory; `file.unwritable`, also if
    ///   an earlier write failed: the path then keeps what it had.
    public mutating func finish() throws(ZipError) {
        try writeDirectory(inMemory: false)
        try output.commit()
    }

    /// Writes the directory, and returns the archive of a writer to memory.
    ///
    /// - Throws: `zip.wrong-order` if an entry is open, the archive is finished, or the writer writes to a file.
    public mutating func finishInMemory() throws(ZipError) -> [UInt8] {
        try writeDirectory(inMemory: true)
        return output.takeMemory()
    }

    private mutating func writeDirectory(inMemory: Bool) throws(ZipError) {
        try requireNoEntry("An archive is finished once, after its entries have ended.")
        guard output.isInMemory == inMemory else {
            throw ZipError(.wrongOrder, "A file ends with finish(), an archive in memory with finishInMemory().")
        }
        isFinished = true
        let start = output.position
        try output.write(directory)
        try output.write(endRecords(directoryOffset: start))
    }

    private func requireNoEntry(_ rule: String) throws(ZipError) {
        guard entry == nil, !isFinished else {
            throw ZipError(.wrongOrder, rule, entry: entry.map { String(decoding: $0.name, as: UTF8.self) })
        }
    }

    private static let noEntry = ZipError(.wrongOrder, "Bytes belong to an entry, and none is open.")
}
