/// A text that a spreadsheet would take for a number: digits, perhaps a sign, a decimal mark and an exponent.
struct DecimalText {
    let value: Double
    let digitCount: Int
    /// Whether it was written with an exponent, which may have swallowed digits.
    let hasExponent: Bool

    init(_ number: Double) {
        value = number
        digitCount = 15
        hasExponent = false
    }

    /// Reads a number as French or English writes it, without groups; nil for any other text.
    init?(_ text: String) {
        var plain: [UInt8] = []
        var digits = 0
        var isSignificant = false
        var state = 0  // 0: before the mark, 1: after it, 2: exponent
        for scalar in text.unicodeScalars {
            if scalar.isSpace { continue }
            guard plain.count < 64, scalar.isASCII else { return nil }
            switch scalar {
            case "0"..."9":
                isSignificant = isSignificant || scalar != "0"
                if state < 2, isSignificant { digits += 1 }
                plain.append(UInt8(scalar.value))
            case "." where state == 0, "," where state == 0:
                guard !plain.isEmpty else { return nil }
                state = 1
                plain.append(UInt8(ascii: "."))
            case "e" where state < 2, "E" where state < 2:
                guard !plain.isEmpty else { return nil }
                state = 2
                plain.append(UInt8(ascii: "e"))
            case "-" where plain.isEmpty || plain.last == UInt8(ascii: "e"), "+" where plain.last == UInt8(ascii: "e"):
                plain.append(UInt8(scalar.value))
            default:
                return nil
            }
        }
        guard let value = Double(String(decoding: plain, as: UTF8.self)), value.isFinite else { return nil }
        self.value = value
        digitCount = digits
        hasExponent = state == 2
    }

    /// Whether this is the other number, as far as a spreadsheet keeps and, unless `isExact`, shows digits.
    func matches(_ known: DecimalText, isExact: Bool) -> Bool {
        if value == known.value, known.digitCount <= 15 { return true }
        let kept = isExact || !hasExponent ? 15 : max(1, min(digitCount, 15))
        guard known.digitCount > kept || known.digitCount > 15, value.sign == known.value.sign else { return false }
        var unit = 1.0
        for _ in 1..<kept { unit /= 10 }
        return (value - known.value).magnitude <= 0.500001 * unit * known.value.magnitude
    }
}
