/// Limits on a zip archive. They are checked against the actual bytes, never against what a header claims.
public struct ZipLimits: Sendable, Hashable {
    /// The archive's own size, in bytes.
    public var archiveSize: UInt64
    /// The number of entries.
    public var entries: Int
    /// An entry's name, in bytes.
    public var nameLength: Int
    /// One entry's inflated size, in bytes.
    public var entrySize: UInt64
    /// The total inflated size of all entries, in bytes.
    public var totalSize: UInt64
    /// The ratio of an entry's inflated to its compressed size, beyond ``ratioGrace``.
    public var ratio: UInt64
    /// The number of inflated bytes up to which any ratio is allowed.
    public var ratioGrace: UInt64

    /// Creates custom limits. To change a few, modify a copy of ``standard`` or ``strict``.
    public init(
        archiveSize: UInt64, entries: Int, nameLength: Int, entrySize: UInt64, totalSize: UInt64, ratio: UInt64, ratioGrace: UInt64
    ) {
        self.archiveSize = archiveSize
        self.entries = entries
        self.nameLength = nameLength
        self.entrySize = entrySize
        self.totalSize = totalSize
        self.ratio = ratio
        self.ratioGrace = ratioGrace
    }

    /// For files from a trusted source.
    public static let standard = ZipLimits(
        archiveSize: 1 << 30, entries: 10_000, nameLength: 512, entrySize: 2 << 30, totalSize: 4 << 30, ratio: 400, ratioGrace: 8 << 20)

    /// For files from an untrusted source.
    public static let strict = ZipLimits(
        archiveSize: 20 << 20, entries: 1000, nameLength: 512, entrySize: 192 << 20, totalSize: 256 << 20, ratio: 200, ratioGrace: 8 << 20)
}
