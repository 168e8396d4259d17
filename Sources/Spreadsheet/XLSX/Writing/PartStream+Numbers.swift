extension PartStream {
    /// Writes a finite number in its shortest exact form, in at most 25 bytes, for which there is room.
    mutating func put(number: Double) {
        let magnitude = number.magnitude
        if magnitude < 1e15 {
            let whole = Int64(number)
            if Double(whole) == number { return put(integer: Int(whole)) }
            // An integer of at most fifteen digits over a hundred is the only decimal that short for its double, so no shorter one is exact.
            let hundredths = (number * 100).rounded()
            if magnitude < 1e13, hundredths / 100 == number { return put(hundredths: Int(hundredths)) }
        }
        // The standard library has the shortest digits; `.0` and an exponent's small `e` and leading zero are not a spreadsheet's way.
        var text = Substring(number.description).utf8
        if text.suffix(2).elementsEqual(".0".utf8) { text = text.dropLast(2) }
        var isBeforeExponent = false
        for byte in text {
            switch byte {
            case UInt8(ascii: "e"):
                put("E")
                isBeforeExponent = true
            case UInt8(ascii: "0") where isBeforeExponent: break
            case UInt8(ascii: "+"), UInt8(ascii: "-"): put(byte: byte)
            default:
                put(byte: byte)
                isBeforeExponent = false
            }
        }
    }

    private mutating func put(hundredths: Int) {
        if hundredths < 0 { put("-") }
        let magnitude = hundredths.magnitude
        put(integer: Int(magnitude / 100))
        let rest = UInt8(magnitude % 100)
        put(".")
        put(byte: UInt8(ascii: "0") + rest / 10)
        if rest % 10 != 0 { put(byte: UInt8(ascii: "0") + rest % 10) }
    }

    /// Writes an integer in at most 20 bytes, for which there is room.
    mutating func put(integer: Int) {
        if integer < 0 { put("-") }
        var rest = UInt64(integer.magnitude)
        // Eight digits fit a word. The last ones are made first and written last.
        let low = Self.digits(&rest)
        if rest > 0 {
            let middle = Self.digits(&rest)
            if rest > 0 {
                let high = Self.digits(&rest)
                put(high.word, count: high.count)
            }
            put(middle.word, count: middle.count)
        }
        put(low.word, count: low.count)
    }

    /// Takes the last eight digits off a number, or all there are, as they stand in memory.
    @inline(__always)
    private static func digits(_ rest: inout UInt64) -> (word: UInt64, count: Int) {
        var word: UInt64 = 0
        var count = 0
        repeat {
            word = word << 8 | (UInt64(UInt8(ascii: "0")) + rest % 10)
            rest /= 10
            count += 1
        } while rest > 0 && count < 8
        return (word, count)
    }

    /// The number of a row and the quotation mark after it, ready to be written behind each of the row's columns.
    struct RowLabel {
        let bytes: UInt64
        let count: Int

        init(_ row: Int) {
            var rest = UInt64(row)
            let digits = PartStream.digits(&rest)
            bytes = digits.word | UInt64(UInt8(ascii: "\"")) << UInt64(digits.count * 8)
            count = digits.count + 1
        }
    }

    /// Writes a column's letters, such as `XFD`, for which there is room.
    @inline(__always)
    mutating func put(column: Int) {
        let letterA = UInt64(UInt8(ascii: "A"))
        var rest = UInt64(column &- 1)
        if rest < 26 { return put(letterA &+ rest, count: 1) }
        rest &-= 26
        if rest < 676 { return put((letterA &+ rest / 26) | (letterA &+ rest % 26) << 8, count: 2) }
        rest &-= 676
        put((letterA &+ rest / 676) | (letterA &+ rest / 26 % 26) << 8 | (letterA &+ rest % 26) << 16, count: 3)
    }
}
