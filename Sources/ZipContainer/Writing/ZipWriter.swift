/// Writes a zip archive entry by entry, with memory that does not grow with the entries' sizes.
///
/// Entries are deflated or stored, have no data descriptors, and are dated 1 January 1980, so that the same entries give the same bytes.
/// The local headers contain sizes and checksum, as the directory does. Zip64 records (APPNOTE 4.3.14, 4.5.3) are written only if
/// an entry or the archive reaches 4 GiB, or there are 65,535 entries.
///
/// A file appears at its path only when ``finish()`` returns. A writer that is not finished leaves nothing.
/// ```swift
/// var archive = try ZipWriter(path: "out.zip")
/// try archive.begin("hello.txt")
/// try archive.write(Array("Hello".utf8))
/// try archive.end()
/// try archive.finish()
/// ```
public struct ZipWriter: ~Copyable {
    /// The values from which zip64 is used; lower in tests, which cannot write 4 GiB.
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
    /// The buffer for the open entry's next bytes, which a caller fills without a copy; at least 100 KiB.
    ///
    /// Do not call ``write(_:)-(UnsafeRawBufferPointer)`` for that entry as well.
    package private(set) var block = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    private var filled = 0
    /// The names so far, in lower case.
    private var names: Set<[UInt8]> = []
    private var isFinished = false

    /// Writes to a file.
    ///
    /// - Parameters:
    ///   - path: The archive's path. An existing file stays until ``finish()``.
    ///   - level: The default deflate level of entries, from 0 (stored) to 9.
    /// - Throws: `file.unwritable`.
    public init(path: String, level: Int = 6) throws(ZipError) {
        try self.init(file: OutputFile(path: path), level: level, thresholds: Zip64Thresholds())
    }

    /// Writes to memory; ``finish()`` returns the bytes.
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
    ///   - level: The deflate level, from 0 (stored) to 9; nil for the writer's.
    /// - Throws: `zip.wrong-order` if an entry is open or the archive finished; `zip.bad-name`; `zip.duplicate-name`, which ignores ASCII case; `file.unwritable`.
    public mutating func begin(_ name: String, level: Int? = nil) throws(ZipError) {
        try requireNoEntry("An entry cannot begin before the previous one has ended, or in a finished archive.")
        let level = min(max(level ?? self.level, 0), 9)
        let bytes = Array(name.utf8)
        guard ZipEntryRecord.isGoodName(bytes) else {
            throw ZipError(.badName, "An entry cannot have this name.", entry: name)
        }
        guard names.insert(ZipDirectory.folded(bytes)).inserted else {
            throw ZipError(.duplicateName, "There already is an entry with this name.", entry: name)
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
    /// - Throws: `zip.wrong-order` if no entry is open; `file.unwritable`.
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

    /// Writes the first bytes of ``block``, which is then a different one.
    ///
    /// - Throws: `zip.wrong-order` if no entry is open; `file.unwritable`.
    package mutating func writeBlock(_ count: Int) throws(ZipError) {
        guard var open = entry else { throw Self.noEntry }
        defer { entry = open }
        filled = 0
        try deflater?.deflate(count, isLast: false, for: &open, into: &output)
        if let next = deflater?.block { block = next }
    }

    /// Writes the first bytes of ``block`` as the head of the open entry. A head can be rewritten while the entry is open.
    ///
    /// It is stored and not deflated, so that its length does not change.
    ///
    /// - Throws: `zip.wrong-order` if no entry is open or it has bytes already, or there are more than 65,535; `file.unwritable`.
    package mutating func writeHead(_ count: Int) throws(ZipError) {
        guard var open = entry, open.head.isEmpty, open.size == 0, count <= UInt16.max else {
            throw ZipError(.wrongOrder, "A head comes first, and has at most 65,535 bytes.")
        }
        open.head = Array(block[..<count])
        entry = open
        if open.isDeflated { try output.write(ZipEntryRecord.storedBlockHeader(count: UInt16(count))) }
        try output.write(open.head)
    }

    /// Replaces the head of the open entry.
    ///
    /// - Throws: `zip.wrong-order` if no entry with a head of that length is open.
    package mutating func rewriteHead(_ head: [UInt8]) throws(ZipError) {
        guard var open = entry, open.head.count == head.count else { throw ZipError(.wrongOrder, "A head keeps its length.") }
        // Not `entry?.head = head`: Swift 6.3 leaks the old head.
        open.head = head
        entry = open
    }

    /// Writes the next bytes of the open entry.
    ///
    /// - Throws: `zip.wrong-order` if no entry is open; `file.unwritable`.
    public mutating func write(_ bytes: [UInt8]) throws(ZipError) {
        try bytes.withUnsafeBufferPointer { (buffer) throws(ZipError) in try write(UnsafeRawBufferPointer(buffer)) }
    }

    /// Ends the open entry.
    ///
    /// - Throws: `zip.wrong-order` if no entry is open; `file.unwritable`.
    public mutating func end() throws(ZipError) {
        try end(lastBlock: filled)
    }

    /// Writes the first bytes of ``block``, and ends the open entry.
    ///
    /// - Throws: `zip.wrong-order` if no entry is open; `file.unwritable`.
    package mutating func end(lastBlock count: Int) throws(ZipError) {
        guard var ended = entry else { throw Self.noEntry }
        entry = nil
        (block, filled) = (UnsafeMutableRawBufferPointer(start: nil, count: 0), 0)
        try deflater?.deflate(count, isLast: true, for: &ended, into: &output)
        ended.compressedSize = output.position - ended.offset - UInt64(ended.localHeaderSize)
        if !ended.head.isEmpty {
            try output.overwrite(ended.head, at: ended.headOffset)
            ended.countHead()
        }
        try output.overwrite(ended.localHeader(thresholds), at: ended.offset)
        directory += ended.directoryRecord(thresholds)
        entries += 1
    }

    /// Copies an entry of another archive with its stored bytes, which are neither inflated nor checked.
    ///
    /// A backslash in its name becomes a slash (APPNOTE 4.4.17).
    ///
    /// - Throws: `zip.wrong-order` if an entry is open or the archive finished; `zip.duplicate-name`, `zip.truncated`, `file.unreadable`,
    ///   `file.unwritable`.
    package mutating func copy(_ entry: ZipEntry, of archive: ZipArchive) throws(ZipError) {
        try requireNoEntry("An entry cannot be copied before the previous one has ended, or into a finished archive.")
        let name = entry.name.utf8.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 }
        guard names.insert(ZipDirectory.folded(name)).inserted else {
            throw ZipError(.duplicateName, "There already is an entry with this name.", entry: entry.name)
        }
        var record = ZipEntryRecord(name: name, isDeflated: entry.method == .deflated, offset: output.position)
        record.size = entry.size
        record.checksum = CRC32(entry.checksum)
        record.compressedSize = entry.compressedSize
        try output.write(record.localHeader(thresholds))
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
        defer { buffer.deallocate() }
        var done: UInt64 = 0
        while done < entry.compressedSize {
            let wanted = UnsafeMutableRawBufferPointer(rebasing: buffer[..<Int(min(UInt64(buffer.count), entry.compressedSize - done))])
            let count = try archive.source.read(at: entry.dataOffset + done, into: wanted)
            guard count == wanted.count else {
                throw output.fail(ZipError(.truncated, "the file ends in the middle of the entry", entry: entry.name))
            }
            try output.write(UnsafeRawBufferPointer(wanted))
            done += UInt64(count)
        }
        directory += record.directoryRecord(thresholds)
        entries += 1
    }

    /// Writes the directory, then puts the file in its place.
    ///
    /// - Returns: The archive of a writer to memory; nothing if there is a file.
    /// - Throws: `zip.wrong-order` if an entry is open or the archive is finished; `file.unwritable`, also if an earlier write failed: the path
    ///   then keeps what it had.
    @discardableResult
    public mutating func finish() throws(ZipError) -> [UInt8] {
        try requireNoEntry("An archive is finished once, after its entries have ended.")
        isFinished = true
        let start = output.position
        try output.write(directory)
        try output.write(endRecords(directoryOffset: start))
        guard output.isInMemory else {
            try output.commit()
            return []
        }
        return output.takeMemory()
    }

    private func requireNoEntry(_ rule: String) throws(ZipError) {
        guard entry == nil, !isFinished else {
            throw ZipError(.wrongOrder, rule, entry: entry.map { String(decoding: $0.name, as: UTF8.self) })
        }
    }

    private static let noEntry = ZipError(.wrongOrder, "No entry is open.")
}
