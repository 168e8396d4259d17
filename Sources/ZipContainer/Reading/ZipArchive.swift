/// A zip archive to read from (PKWARE APPNOTE 6.3).
///
/// An archive is read by its central directory, and refused if another reader could read it differently: each entry's local header
/// must agree with the directory, and entries must follow each other from the first byte to the directory without a gap or an overlap.
public final class ZipArchive: Sendable {
    /// The entries, in the order of the central directory.
    public let entries: [ZipEntry]
    /// The limits that the archive was opened with.
    public let limits: ZipLimits

    let source: ByteSource
    private let foldedNames: [[UInt8]: Int]

    /// Opens the archive in a file and reads its directory. Entries are read on demand.
    ///
    /// - Throws: `file.not-found`, `file.unreadable`, `limit.file-size`, or an error in the archive's structure.
    public convenience init(path: String, limits: ZipLimits = .standard) throws(ZipError) {
        try self.init(source: ByteSource(path: path), limits: limits)
    }

    /// Opens an archive in memory.
    ///
    /// - Throws: `limit.file-size`, or an error in the archive's structure.
    public convenience init(bytes: [UInt8], limits: ZipLimits = .standard) throws(ZipError) {
        try self.init(source: ByteSource(bytes: bytes), limits: limits)
    }

    package init(source: ByteSource, limits: ZipLimits) throws(ZipError) {
        guard source.count <= limits.archiveSize else {
            throw ZipError(.fileTooLarge, "the file is too large", measured: source.count, limit: limits.archiveSize)
        }
        let directory = try ZipDirectory(source: source, limits: limits)
        self.source = source
        self.limits = limits
        entries = directory.entries
        foldedNames = directory.foldedNames
    }

    /// The entry with that name, ignoring ASCII case and the kind of slash, as the Open Packaging Conventions compare part names
    /// (ECMA-376 part 2, 6.2.2.3).
    public func entry(named name: String) -> ZipEntry? {
        foldedNames[ZipDirectory.folded(name.utf8)].map { entries[$0] }
    }

    /// A reader for an entry's inflated bytes.
    ///
    /// - Throws: `limit.inflated` if the entry is larger than the limit.
    public func reader(for entry: ZipEntry) throws(ZipError) -> ZipEntryReader {
        try ZipEntryReader(source: source, entry: entry, limits: limits)
    }

    /// A reader for an entry that is stored encrypted, by its deciphered bytes, which are deflated, and their size once inflated.
    ///
    /// The directory's size and checksum are those of the encrypted bytes, so no checksum is compared.
    ///
    /// - Throws: `limit.inflated` if the entry is larger than the limit.
    package func reader(for entry: ZipEntry, deflatedIn source: ByteSource, size: UInt64) throws(ZipError) -> ZipEntryReader {
        let entry = ZipEntry(
            name: entry.name, method: .deflated, compressedSize: source.count, size: size, checksum: 0, dataOffset: 0)
        return try ZipEntryReader(source: source, entry: entry, limits: limits, comparesChecksum: false)
    }

    /// The bytes of an entry as they are in the archive; nil for one that is deflated.
    package func storedBytes(of entry: ZipEntry) -> ByteSource? {
        guard entry.method == .stored else { return nil }
        let source = source
        return ByteSource(count: entry.size) { (offset, buffer) throws(ZipError) -> Int in
            try source.read(at: entry.dataOffset + offset, into: buffer)
        }
    }

    /// All inflated bytes of an entry, up to the limit; the archive's limits apply as well.
    ///
    /// - Throws: `limit.inflated`, or an error in the entry.
    public func bytes(of entry: ZipEntry, limit: UInt64 = .max) throws(ZipError) -> [UInt8] {
        guard entry.size <= limit else {
            throw ZipError(.inflatedTooLarge, "the part is too large", entry: entry.name, measured: entry.size, limit: limit)
        }
        var reader = try reader(for: entry)
        return try reader.rest()
    }
}
