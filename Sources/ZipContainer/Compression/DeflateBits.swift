/// Writes bits into a buffer, the first one lowest (RFC 1951, 3.1.1).
struct DeflateBits {
    private let base: UnsafeMutableRawPointer
    private let capacity: Int
    private var place = 0
    private var word: UInt64 = 0
    private var count = 0

    init?(_ buffer: UnsafeMutableRawBufferPointer) {
        guard let base = buffer.baseAddress, buffer.count >= 16 else { return nil }
        self.base = base
        // Words are stored whole, and a stored block's header needs some room.
        capacity = buffer.count - 16
    }

    /// Whether that many more bits fit.
    func hasRoom(for bits: Int) -> Bool { place + (count + bits + 7) / 8 <= capacity }

    /// Adds at most 56 bits. There must be room for them, and higher bits must be zero.
    @inline(__always)
    mutating func put(_ bits: UInt64, count added: Int) {
        word |= bits << UInt64(truncatingIfNeeded: count)
        count &+= added
        (base + place).storeBytes(of: word.littleEndian, as: UInt64.self)
        let bytes = count >> 3
        place &+= bytes
        word >>= UInt64(truncatingIfNeeded: bytes &* 8)
        count &= 7
    }

    /// Adds the header of a stored block (3.2.4), which ends at a whole byte.
    mutating func putStoredHeader(count size: Int, isLast: Bool) {
        put(isLast ? 1 : 0, count: 3)
        if count > 0 { put(0, count: 8 - count) }
        put(UInt64(size) | UInt64(~size & 0xFFFF) << 16, count: 32)
    }

    /// Adds bytes after a whole byte. There must be room for them.
    mutating func put(_ bytes: UnsafeRawBufferPointer) {
        if let source = bytes.baseAddress { (base + place).copyMemory(from: source, byteCount: bytes.count) }
        place += bytes.count
    }

    /// Pads the last byte, and returns the number of bytes.
    mutating func finish() -> Int {
        if count > 0 { put(0, count: 8 - count) }
        return place
    }
}
