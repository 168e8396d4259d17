/// One entry of an archive, as its central directory describes it (APPNOTE 4.3.12).
public struct ZipEntry: Sendable, Hashable {
    /// How an entry's bytes are stored.
    public struct Method: RawRepresentable, Sendable, Hashable {
        /// The number of the method (APPNOTE 4.4.5).
        public let rawValue: UInt16
        /// The method with that number.
        public init(rawValue: UInt16) { self.rawValue = rawValue }

        /// As they are.
        public static let stored = Self(rawValue: 0)
        /// By deflate, RFC 1951.
        public static let deflated = Self(rawValue: 8)
    }

    /// The name, decoded as UTF-8, or as code page 437 if it is not valid UTF-8.
    public let name: String
    /// How the bytes are stored.
    public let method: Method
    /// The number of bytes in the archive.
    public let compressedSize: UInt64
    /// The number of bytes once inflated, as the directory says; reading checks it.
    public let size: UInt64
    /// The CRC-32 of the inflated bytes, as the directory says; reading checks it.
    public let checksum: UInt32
    /// Where the stored bytes begin in the archive.
    var dataOffset: UInt64

    /// Whether the entry is a folder.
    public var isFolder: Bool { name.utf8.last == UInt8(ascii: "/") }
}
