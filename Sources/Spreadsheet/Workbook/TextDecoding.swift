/// Decodes the text of a `t` or `v` element (`ST_Xstring`, ECMA-376 part 1, 22.9.2.19).
enum TextDecoding {
    /// Decodes `_xHHHH_` escapes in place, from left to right, and returns the new length.
    ///
    /// Two escapes of a surrogate pair become one character; the escape of a lone surrogate stays.
    static func unescape(_ bytes: UnsafeMutablePointer<UInt8>, count: Int) -> Int {
        var read = 0
        var write = 0
        while read < count {
            var length = 1
            var scalar: Unicode.Scalar?
            if bytes[read] == UInt8(ascii: "_"), let unit = escape(bytes + read, count: count - read) {
                length = 7
                scalar = Unicode.Scalar(UInt32(unit))
                if UTF16.isLeadSurrogate(unit), let trail = escape(bytes + read + 7, count: count - read - 7), UTF16.isTrailSurrogate(trail)
                {
                    length = 14
                    scalar = UTF16.decode(UTF16.EncodedScalar([unit, trail]))
                }
            }
            if let scalar {
                write += put(scalar, to: bytes + write)
            } else {
                for index in 0..<length { bytes[write + index] = bytes[read + index] }
                write += length
            }
            read += length
        }
        return write
    }

    private static func escape(_ bytes: UnsafeMutablePointer<UInt8>, count: Int) -> UInt16? {
        guard count >= 7, bytes[0] == UInt8(ascii: "_"), bytes[1] == UInt8(ascii: "x"), bytes[6] == UInt8(ascii: "_") else { return nil }
        var value: UInt16 = 0
        for index in 2..<6 {
            guard let digit = hexadecimalValue(bytes[index]) else { return nil }
            value = value << 4 | UInt16(digit)
        }
        return value
    }

    @inline(__always)
    static func put(_ scalar: Unicode.Scalar, to target: UnsafeMutablePointer<UInt8>) -> Int {
        var count = 0
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
            target[count] = byte
            count &+= 1
        }
        return count
    }

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
        let run = arena.start + runStart
        let trimmed = UnsafeBufferPointer(start: run, count: arena.count - runStart).trimmedXMLSpace
        if let start = trimmed.baseAddress { run.update(from: start, count: trimmed.count) }
        arena.truncate(to: runStart + trimmed.count)
    }

    /// Ends the string and returns the range of its bytes.
    ///
    /// - Throws: `cell.too-long`.
    mutating func endString(
        _ arena: inout ByteArena, limits: ReadLimits, at place: SpreadsheetError.Location = .init()
    ) throws(SpreadsheetError) -> Range<Int> {
        let count = TextDecoding.unescape(arena.start + stringStart, count: arena.count - stringStart)
        arena.truncate(to: stringStart + count)
        try Self.checkLength(UnsafeBufferPointer(start: arena.start + stringStart, count: count), limits: limits, at: place)
        return stringStart..<stringStart + count
    }

    /// Refuses a text that is too long before it has ended.
    func checkGrowth(_ arena: borrowing ByteArena, limits: ReadLimits) throws(SpreadsheetError) {
        try Self.checkGrowth(arena.count - stringStart, limits: limits)
    }

    static func checkGrowth(_ count: Int, limits: ReadLimits) throws(SpreadsheetError) {
        // An escape of one unit takes seven bytes.
        guard count / 7 <= limits.cellLength else {
            throw SpreadsheetError(.cellTooLong, exceeds: limits.cellLength, measured: count, "a text is too long")
        }
    }

    static func checkLength(
        _ bytes: UnsafeBufferPointer<UInt8>, limits: ReadLimits, at place: @autoclosure () -> SpreadsheetError.Location
    ) throws(SpreadsheetError) {
        guard bytes.count > limits.cellLength else { return }
        let length = TextDecoding.utf16Length(bytes)
        guard length <= limits.cellLength else {
            throw SpreadsheetError(.cellTooLong, exceeds: limits.cellLength, measured: length, "a text is too long", at: place())
        }
    }
}
