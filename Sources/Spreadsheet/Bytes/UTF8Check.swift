/// Checks UTF-8 (RFC 3629, 4): no overlong forms, no surrogates, nothing above U+10FFFF; and no NUL.
enum UTF8Check {
    /// Checks bytes up to the first that is not UTF-8, or is NUL.
    ///
    /// - Returns: The index of that byte, or the end; and whether the bytes from there on are invalid whatever follows. If not, a
    ///   character may be cut off at the end.
    static func run(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> (end: Int, isFault: Bool) {
        var index = start
        while true {
            index = skipASCII(bytes, from: index, to: end)
            guard index < end, bytes[index] != 0 else { return (index, index < end) }
            let length = sequenceLength(bytes, at: index, end: end)
            guard length > 0 else { return (index, length == 0) }
            index += length
        }
    }

    /// The index of the first byte that is NUL or not ASCII, or the end.
    static func skipASCII(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        var index = start
        let raw = UnsafeRawPointer(bytes)
        let ones = SIMD4<UInt64>(repeating: 0x0101_0101_0101_0101)
        while end &- index >= 32 {
            let word = raw.loadUnaligned(fromByteOffset: index, as: SIMD4<UInt64>.self)
            // Subtracting one from each byte sets the upper bit of NUL, but of no other ASCII byte.
            let upper = word | (word &- ones)
            if (upper[0] | upper[1] | upper[2] | upper[3]) & 0x8080_8080_8080_8080 != 0 { break }
            index &+= 32
        }
        while end &- index >= 8 {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            let upper = (word | (word &- 0x0101_0101_0101_0101)) & 0x8080_8080_8080_8080
            if upper != 0 { return index &+ upper.trailingZeroBitCount / 8 }
            index &+= 8
        }
        while index < end, bytes[index] &- 1 < 0x7F { index &+= 1 }
        return index
    }

    /// The length of the character that begins with a byte above ASCII; 0 if it is not valid, -1 if it is cut off at the end.
    static func sequenceLength(_ bytes: UnsafePointer<UInt8>, at index: Int, end: Int) -> Int {
        let first = bytes[index]
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch first {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return 0
        }
        var next = index + 1
        guard next < end else { return -1 }
        guard second ~= bytes[next] else { return 0 }
        next += 1
        while next < index + length {
            guard next < end else { return -1 }
            guard 0x80...0xBF ~= bytes[next] else { return 0 }
            next += 1
        }
        return length
    }
}
