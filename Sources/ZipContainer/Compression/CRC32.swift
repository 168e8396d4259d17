internal import CDotationsChecksum
internal import CDotationsZlib

/// The CRC-32 of an entry's bytes (APPNOTE 4.4.7).
struct CRC32 {
    private(set) var value: UInt32 = 0

    init() {}

    /// The checksum of bytes that are not at hand.
    init(_ value: UInt32) { self.value = value }

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        value = dotations_crc32(value, bytes.baseAddress, bytes.count)
    }

    /// Appends `count` bytes whose checksum is known.
    mutating func add(_ other: CRC32, count: Int) {
        value = UInt32(truncatingIfNeeded: crc32_combine(UInt(value), UInt(other.value), count))
    }
}
