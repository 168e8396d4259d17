/// Decodes the text of a `t` or `v` element (`ST_Xstring`, ECMA-376 part 1, 22.9.2.19).
enum TextDecoding {
    /// Decodes `_xHHHH_` escapes in place, from left to right, and returns the new length.
    ///
    /// Two escapes of a surrogate pair become one character; the escape of a lone surrogate stays.
    static func unescape(_ bytes: UnsafeMutablePointer<UInt8>, count: Int) -> Int {
        var read = 0
        var write = 0
        while read < count {
            guard bytes[read] == UInt8(ascii: "_"), let unit = escape(bytes + read, count: count - read) else {
                bytes[write] = bytes[read]
                read += 1
                write += 1
                continue
            }
            var scalar = Unicode.Scalar(UInt32(unit))
            var length = 7
            if UTF16.isLeadSurrogate(unit), let trail = escape(bytes + read + 7, count: count - read - 7), UTF16.isTrailSurrogate(trail) {
                scalar = UTF16.decode(UTF16.EncodedScalar([unit, trail]))
                length = 14
            }
            if let scalar {
                for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                    bytes[write] = byte
                    write += 1
                }
            } else {
                for _ in 0..<length {
                    bytes[write] = bytes[read]
                    write += 1
                    read += 1
                }
                continue
            }
            read += length
        }
        return write
    }

    private static func escape(_ bytes: UnsafeMutablePointer<UInt8>, count: Int) -> UInt16? {
        guard count >= 7, bytes[0] == UInt8(ascii: "_"), bytes[1] == UInt8(ascii: "x"), bytes[6] == UInt8(ascii: "_") else { return nil }
        var value: UInt16 = 0
        for index in 2..<6 {
            let digit: UInt8
            switch bytes[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = bytes[index] - UInt8(ascii: "0")
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = bytes[index] - UInt8(ascii: "A") + 10
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = bytes[index] - UInt8(ascii: "a") + 10
            default: return nil
            }
            value = value << 4 | UInt16(digit)
        }
        return value
    }

    /// The number of UTF-16 units of UTF-8 bytes.
    static func utf16Length(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : $1 >= 0xF0 ? 2 : 1) }
    }
}

/// Collects the text of a shared or an inline string: one `t`, or those of its rich-text runs, but not the phonetic ones
/// (ECMA-376 part 1, 18.4).
struct StringGatherer {
    /// The starts of the string and of the current `t` in the arena.
    private var stringStart = 0
    private var runStart = 0
    private var preservesSpace = false

    mutating func beginString(_ arena: borrowing ByteArena) { stringStart = arena.count }

    /// Begins a `t`; white space around its text counts only if `xml:space` says so, as in Excel.
    mutating func beginRun(_ arena: borrowing ByteArena, preservesSpace: Bool) {
        runStart = arena.count
        self.preservesSpace = preservesSpace
    }

    mutating func endRun(_ arena: inout ByteArena) {
        guard !preservesSpace else { return }
        var end = arena.count
        while end > runStart, isXMLSpace(arena.start[end - 1]) { end -= 1 }
        var start = runStart
        while start < end, isXMLSpace(arena.start[start]) { start += 1 }
        if start > runStart {
            (arena.start + runStart).update(from: arena.start + start, count: end - start)
        }
        arena.truncate(to: runStart + end - start)
    }

    /// Ends the string and returns the range of its bytes.
    ///
    /// - Throws: `cell.too-long`.
    mutating func endString(_ arena: inout ByteArena, limits: ReadLimits) throws(SpreadsheetError) -> Range<Int> {
        let count = TextDecoding.unescape(arena.start + stringStart, count: arena.count - stringStart)
        arena.truncate(to: stringStart + count)
        try Self.checkLength(UnsafeBufferPointer(start: arena.start + stringStart, count: count), limits: limits)
        return stringStart..<stringStart + count
    }

    /// Refuses a text that is too long before it has ended.
    func checkGrowth(_ arena: borrowing ByteArena, limits: ReadLimits) throws(SpreadsheetError) {
        // An escape of one unit takes seven bytes.
        guard (arena.count - stringStart) / 7 <= limits.cellLength else {
            throw SpreadsheetError(.cellTooLong, exceeds: limits.cellLength, measured: arena.count - stringStart, "a text is too long")
        }
    }

    static func checkLength(_ bytes: UnsafeBufferPointer<UInt8>, limits: ReadLimits) throws(SpreadsheetError) {
        guard bytes.count > limits.cellLength else { return }
        let length = TextDecoding.utf16Length(bytes)
        guard length <= limits.cellLength else {
            throw SpreadsheetError(.cellTooLong, exceeds: limits.cellLength, measured: length, "a text is too long")
        }
    }
}
