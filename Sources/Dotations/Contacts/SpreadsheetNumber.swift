/// Digits that a spreadsheet took for a number and wrote as one: `6.76028937E8`, `676028937.0`, or cut short as `6,76E+08`.
enum SpreadsheetNumber: Equatable {
    /// All digits are there.
    case exact([UInt8])
    /// The exponent asks for more digits than there are.
    case truncated

    /// Reads `digits[.,]digits` with an exponent, or with nothing but zeros after the mark; nil for anything else, plain digits too.
    init?(_ scalars: [Unicode.Scalar]) {
        var rest = scalars[...]
        var digits = Self.digits(&rest)
        var decimals: [UInt8] = []
        guard !digits.isEmpty else { return nil }
        if rest.first == "." || rest.first == "," {
            rest = rest.dropFirst()
            decimals = Self.digits(&rest)
        }
        if rest.isEmpty {
            // `06.00` is how some part a telephone number; nine digits before the mark are a whole one.
            guard digits.count >= 9, 1...2 ~= decimals.count, decimals.allSatisfy({ $0 == 0 }) else { return nil }
            self = .exact(digits)
            return
        }
        guard rest.first == "e" || rest.first == "E" else { return nil }
        rest = rest.dropFirst()
        if rest.first == "+" { rest = rest.dropFirst() }
        let power = Self.digits(&rest)
        guard rest.isEmpty, 1...2 ~= power.count else { return nil }
        let exponent = power.reduce(0) { $0 * 10 + Int($1) }
        guard decimals.count >= exponent else {
            self = .truncated
            return
        }
        guard decimals.dropFirst(exponent).allSatisfy({ $0 == 0 }) else { return nil }
        digits += decimals.prefix(exponent)
        self = .exact(digits)
    }

    private static func digits(_ scalars: inout ArraySlice<Unicode.Scalar>) -> [UInt8] {
        var digits: [UInt8] = []
        while let digit = scalars.first?.asciiDigit {
            digits.append(UInt8(digit))
            scalars = scalars.dropFirst()
        }
        return digits
    }
}
