extension UnsafeRawPointer {
    /// A number, the lowest byte first.
    @inline(__always)
    func number<Number: FixedWidthInteger & BitwiseCopyable>(_ type: Number.Type, at offset: Int) -> Number {
        Number(littleEndian: loadUnaligned(fromByteOffset: offset, as: type))
    }

    /// Eight bytes, the first one lowest.
    @inline(__always)
    func word(at offset: Int) -> UInt64 {
        number(UInt64.self, at: offset)
    }

    /// One to seven bytes, the first one lowest, with zeros above them; read in two pieces that may overlap.
    @inline(__always)
    func word(at offset: Int, count: Int) -> UInt64 {
        if count >= 4 {
            let low = UInt64(number(UInt32.self, at: offset))
            let high = UInt64(number(UInt32.self, at: offset &+ count &- 4))
            return low | high << UInt64(truncatingIfNeeded: (count &- 4) &* 8)
        }
        if count >= 2 {
            let low = UInt64(number(UInt16.self, at: offset))
            let high = UInt64(number(UInt16.self, at: offset &+ count &- 2))
            return low | high << UInt64(truncatingIfNeeded: (count &- 2) &* 8)
        }
        return UInt64(load(fromByteOffset: offset, as: UInt8.self))
    }

    /// Whether as many bytes are equal, eight at a time.
    @inline(__always)
    func isEqual(to other: UnsafeRawPointer, count: Int) -> Bool {
        var index = 0
        while index &+ 8 <= count {
            if word(at: index) != other.word(at: index) { return false }
            index &+= 8
        }
        let rest = count &- index
        return rest == 0 || word(at: index, count: rest) == other.word(at: index, count: rest)
    }
}

extension UnsafeMutableRawPointer {
    /// Stores eight bytes, the lowest one first.
    @inline(__always)
    func store(_ word: UInt64, at offset: Int) {
        storeBytes(of: word.littleEndian, toByteOffset: offset, as: UInt64.self)
    }
}

extension [UInt8] {
    /// Two bytes as a number, the lower one first.
    func littleEndian16(at index: Int) -> UInt16 { UInt16(self[index]) | UInt16(self[index + 1]) << 8 }

    /// Four bytes as a number, the lowest one first.
    func littleEndian32(at index: Int) -> UInt32 {
        UInt32(littleEndian16(at: index)) | UInt32(littleEndian16(at: index + 2)) << 16
    }
}
