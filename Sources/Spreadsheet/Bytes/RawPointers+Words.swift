extension UnsafeRawPointer {
    /// Eight bytes, the first one lowest.
    @inline(__always)
    func word(at offset: Int) -> UInt64 {
        loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
    }

    /// One to seven bytes, the first one lowest, with zeros above them; read in two pieces that may overlap.
    @inline(__always)
    func word(at offset: Int, count: Int) -> UInt64 {
        if count >= 4 {
            let low = UInt64(loadUnaligned(fromByteOffset: offset, as: UInt32.self).littleEndian)
            let high = UInt64(loadUnaligned(fromByteOffset: offset &+ count &- 4, as: UInt32.self).littleEndian)
            return low | high << UInt64(truncatingIfNeeded: (count &- 4) &* 8)
        }
        if count >= 2 {
            let low = UInt64(loadUnaligned(fromByteOffset: offset, as: UInt16.self).littleEndian)
            let high = UInt64(loadUnaligned(fromByteOffset: offset &+ count &- 2, as: UInt16.self).littleEndian)
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
