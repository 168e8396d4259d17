extension DecimalNumber {
    /// The room that ``write(integer:to:)`` and ``write(short:point:to:)`` need, which store whole words.
    static let writtenSize = 32

    /// Writes a finite number of at most fifteen digits with at most two decimals, to an address with room for ``writtenSize`` bytes, and
    /// returns the number of bytes; nil for any other.
    static func write(short number: Double, point: UInt8, to target: UnsafeMutablePointer<UInt8>) -> Int? {
        let magnitude = number.magnitude
        guard magnitude < 1e15 else { return nil }
        let whole = Int(number)
        if Double(whole) == number { return write(integer: whole, to: target) }
        // A decimal of at most fifteen digits is the only one of its length for its `Double`.
        guard magnitude < 1e13 else { return nil }
        let hundredths = Int(magnitude * 100 + 0.5)
        guard Double(hundredths) / 100 == magnitude else { return nil }
        target.pointee = UInt8(ascii: "-")
        var count = number < 0 ? 1 : 0
        let (units, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
        count &+= write(integer: units, to: target + count)
        let (tenth, hundredth) = UInt8(truncatingIfNeeded: rest).quotientAndRemainder(dividingBy: 10)
        target[count] = point
        target[count &+ 1] = UInt8(ascii: "0") &+ tenth
        target[count &+ 2] = UInt8(ascii: "0") &+ hundredth
        return count &+ (hundredth == 0 ? 2 : 3)
    }

    /// Writes an integer, and returns its number of bytes. There must be room for ``writtenSize``.
    static func write(integer: Int, to target: UnsafeMutablePointer<UInt8>) -> Int {
        let bytes = UnsafeMutableRawPointer(target)
        var count = 0
        func put(_ digits: (word: UInt64, count: Int)) {
            bytes.store(digits.word, at: count)
            count &+= digits.count
        }
        if integer < 0 { put((UInt64(UInt8(ascii: "-")), 1)) }
        var rest = UInt64(integer.magnitude)
        // Eight digits fit a word. The last ones are computed first and written last.
        let low = digits(&rest)
        if rest > 0 {
            let middle = digits(&rest)
            if rest > 0 { put(digits(&rest)) }
            put(middle)
        }
        put(low)
        return count
    }

    /// Removes the last eight digits of a number, or all, and returns them in ASCII.
    @inline(__always)
    static func digits(_ rest: inout UInt64) -> (word: UInt64, count: Int) {
        let (higher, last) = rest.quotientAndRemainder(dividingBy: 100_000_000)
        rest = higher
        // Two lanes of four digits become four of two, then eight of one. The multiplications divide exactly for numbers this small.
        let fours = last / 10_000 | (last % 10_000) << 32
        let hundreds = (fours &* 10_486) >> 20 & 0x0000_007F_0000_007F
        let twos = hundreds | (fours &- hundreds &* 100) << 16
        let tens = (twos &* 103) >> 10 & 0x000F_000F_000F_000F
        let ones = tens | (twos &- tens &* 10) << 8
        let zeros = higher > 0 ? 0 : min(7, ones.trailingZeroBitCount / 8)
        return ((ones | 0x3030_3030_3030_3030) &>> UInt64(zeros &* 8), 8 &- zeros)
    }
}
