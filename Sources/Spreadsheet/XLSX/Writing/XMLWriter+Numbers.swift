extension XMLWriter {
    /// Writes a finite number in its shortest exact form. There must be room for ``DecimalNumber/writtenSize`` bytes.
    mutating func put(number: Double) {
        if put({ DecimalNumber.write(short: number, point: UInt8(ascii: "."), to: $0) }) { return }
        // The standard library has the shortest digits. Spreadsheets write no `.0`, and an exponent as in `E-7`.
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

    /// Writes an integer. There must be room for ``DecimalNumber/writtenSize`` bytes.
    mutating func put(integer: Int) {
        _ = put { DecimalNumber.write(integer: integer, to: $0) }
    }

    /// The number of a row and a quotation mark, to write after each column.
    struct RowLabel {
        let bytes: UInt64
        let count: Int

        init(_ row: Int) {
            var rest = UInt64(row)
            let digits = DecimalNumber.digits(&rest)
            bytes = digits.word | UInt64(UInt8(ascii: "\"")) << UInt64(digits.count * 8)
            count = digits.count + 1
        }
    }

    /// Writes a column's letters, such as `XFD`. There must be room for a word.
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
