/// What a zip archive may demand of its reader. Every limit is checked on what is really there, never on what a header claims.
public struct ZipLimits: Sendable, Hashable {
    /// The archive's own size, in bytes.
    public var archiveSize: UInt64
    /// The number of entries.
    public var entries: Int
    /// An entry's name, in bytes.
    public var nameLength: Int
    /// One entry's inflated size, in bytes.
    public var entrySize: UInt64
    /// All entries' inflated size together, in bytes.
    public var totalSize: UInt64
    /// How many times its compressed size an entry may inflate to, once it has passed ``ratioGrace``.
    public var ratio: UInt64
    /// The number of inflated bytes below which no ratio is too high, so that small, honest, repetitive parts pass.
    public var ratioGrace: UInt64

    /// Limits of your own; start from ``standard`` or ``strict`` and change what must differ.
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

    /// For files from a known hand.
    public static let standard = ZipLimits(
        archiveSize: 1 << 30, entries: 10_000, nameLength: 512, entrySize: 2 << 30, totalSize: 4 << 30, ratio: 400, ratioGrace: 8 << 20)

    /// For files from a stranger.
    public static let strict = ZipLimits(
        archiveSize: 20 << 20, entries: 1000, nameLength: 512, entrySize: 192 << 20, totalSize: 256 << 20, ratio: 200, ratioGrace: 8 << 20)
}
