extension Arena<UInt8> {
    /// Adds UTF-16, the lower byte first, as UTF-8. Half of a surrogate pair becomes U+FFFD; an odd last byte is left out.
    ///
    /// - Throws: `memory.exhausted`.
    mutating func append(utf16 bytes: UnsafeRawBufferPointer) throws(SpreadsheetError) {
        guard let base = bytes.baseAddress else { return }
        let count = bytes.count / 2
        try reserve(3 * count)
        advance(by: UTF16Text.transcode(base, count: count, to: end))
    }
}

/// Text in units of UTF-16, the lower byte first.
enum UTF16Text {
    /// Writes units as UTF-8, of which there must be room for three bytes a unit, and returns the number of bytes.
    static func transcode(_ units: UnsafeRawPointer, count: Int, to target: UnsafeMutablePointer<UInt8>) -> Int {
        var read = 0
        var written = 0
        while read < count {
            // Most text is ASCII, which is narrowed eight units at a time.
            while count &- read >= 8 {
                let block = units.loadUnaligned(fromByteOffset: read &* 2, as: SIMD8<UInt16>.self)
                let upper = unsafeBitCast(block & SIMD8(repeating: UInt16(0xFF80).littleEndian), to: SIMD2<UInt64>.self)
                guard upper[0] | upper[1] == 0 else { break }
                UnsafeMutableRawPointer(target + written).storeBytes(of: SIMD8<UInt8>(truncatingIfNeeded: block), as: SIMD8<UInt8>.self)
                read &+= 8
                written &+= 8
            }
            guard read < count else { break }
            let value = unit(units, at: read)
            read &+= 1
            if value < 0x80 {
                target[written] = UInt8(truncatingIfNeeded: value)
                written &+= 1
            } else if value & 0xFC00 == 0xD800, read < count, unit(units, at: read) & 0xFC00 == 0xDC00 {
                let scalar = 0x10000 &+ ((UInt32(value) & 0x3FF) << 10 | UInt32(unit(units, at: read)) & 0x3FF)
                read &+= 1
                written &+= TextDecoding.put(Unicode.Scalar(scalar) ?? "\u{FFFD}", to: target + written)
            } else {
                written &+= TextDecoding.put(Unicode.Scalar(value) ?? "\u{FFFD}", to: target + written)
            }
        }
        return written
    }

    @inline(__always)
    private static func unit(_ units: UnsafeRawPointer, at index: Int) -> UInt16 {
        UInt16(littleEndian: units.loadUnaligned(fromByteOffset: index &* 2, as: UInt16.self))
    }
}
