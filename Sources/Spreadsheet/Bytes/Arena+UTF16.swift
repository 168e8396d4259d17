extension Arena<UInt8> {
    /// Adds UTF-16, the lower byte first, as UTF-8; see ``UTF16Text``. An odd last byte is left out.
    ///
    /// - Throws: `memory.exhausted`.
    mutating func append(utf16 bytes: UnsafeRawBufferPointer) throws(SpreadsheetError) {
        guard let base = bytes.baseAddress else { return }
        let count = bytes.count / 2
        try reserve(UTF16Text.longest * count)
        advance(by: UTF16Text.transcode(base, count: count, to: end))
    }
}

/// Text in units of UTF-16, the lower byte first.
///
/// Half of a surrogate pair, which UTF-8 cannot have, becomes its escape (`_xD83D_`), as it stands in the XML of the same workbook.
enum UTF16Text {
    /// The most bytes that a unit becomes: those of an escape.
    static let longest = 7

    /// Writes units as UTF-8, of which there must be room for ``longest`` bytes a unit, and returns the number of bytes.
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
                written &+= (Unicode.Scalar(scalar) ?? "\u{FFFD}").write(to: target + written)
            } else if let scalar = Unicode.Scalar(value) {
                written &+= scalar.write(to: target + written)
            } else {
                for byte in "_x\(value.padded(to: 4, radix: 16))_".utf8 {
                    target[written] = byte
                    written &+= 1
                }
            }
        }
        return written
    }

    @inline(__always)
    private static func unit(_ units: UnsafeRawPointer, at index: Int) -> UInt16 {
        units.number(UInt16.self, at: index &* 2)
    }
}

extension String {
    /// Text of UTF-16, the lower byte first; see ``UTF16Text``.
    init(utf16 units: UnsafeRawBufferPointer) {
        let count = units.count / 2
        self.init(unsafeUninitializedCapacity: UTF16Text.longest * count) { target in
            guard let units = units.baseAddress, let target = target.baseAddress else { return 0 }
            return UTF16Text.transcode(units, count: count, to: target)
        }
    }

    /// Text of UTF-16 up to a NUL, the lower byte first.
    init(utf16LittleEndian bytes: ArraySlice<UInt8>) {
        self = bytes.withUnsafeBytes { bytes in
            let end = stride(from: 0, to: bytes.count - 1, by: 2).first { bytes[$0] == 0 && bytes[$0 + 1] == 0 }
            return String(utf16: UnsafeRawBufferPointer(rebasing: bytes[..<(end ?? bytes.count)]))
        }
    }
}
