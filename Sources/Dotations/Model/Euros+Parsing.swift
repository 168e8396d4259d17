extension Euros {
    /// Reads an amount as French and spreadsheets write it: `1000`, `1000.0`, `1 000,00 €`, `1.000,00`, `550€`.
    ///
    /// Groups may be separated by any space, or by the one of `.` and `,` that is not the decimal separator. `nil` for anything
    /// that is not clearly an amount, such as `1.000`, which is one thing to a Frenchman and another to a program; for negative
    /// amounts; for more than two decimals; and from ten milliards on.
    public init?(_ text: some StringProtocol) {
        var scalars = Array(text.unicodeScalars.trimmed(\.isSpace))
        if scalars.first == "€" { scalars.removeFirst() }
        if scalars.last == "€" {
            scalars.removeLast()
        } else if scalars.count > 3, scalars.suffix(3).map({ $0.properties.lowercaseMapping }) == ["e", "u", "r"] {
            scalars.removeLast(3)
        }

        // The runs of digits, each with the separator before it.
        var runs: [(separator: Unicode.Scalar?, digits: [Int])] = [(nil, [])]
        for scalar in scalars.trimmed(\.isSpace) {
            if let digit = scalar.asciiDigit {
                runs[runs.count - 1].digits.append(digit)
            } else {
                guard scalar == "." || scalar == "," || scalar.isSpace, runs.count < 6 else { return nil }
                runs.append((scalar.isSpace ? " " : scalar, []))
            }
        }
        var decimals: [Int] = []
        if let last = runs.last, let mark = last.separator, mark != " ", 1...2 ~= last.digits.count,
            !runs.dropLast().contains(where: { $0.separator == mark })
        {
            decimals = last.digits
            runs.removeLast()
        }
        let groups = runs.dropFirst()
        guard let first = runs.first?.digits, 1...10 ~= first.count else { return nil }
        if let mark = groups.first?.separator {
            let isClear = mark == " " || groups.count > 1 || !decimals.isEmpty
            guard isClear, first.count <= 3, groups.allSatisfy({ $0.separator == mark && $0.digits.count == 3 }) else { return nil }
        }
        let whole = runs.flatMap(\.digits)
        guard whole.count <= 10 else { return nil }
        let euros = whole.reduce(0) { $0 * 10 + $1 }
        self.init(cents: euros * 100 + (decimals.first ?? 0) * 10 + (decimals.count > 1 ? decimals[1] : 0))
    }

    /// Reads an amount with or without a minus before it, so that a message can tell a negative amount from what is none at all.
    package init?(signed text: some StringProtocol) {
        let digits = String(text).unicodeScalars.trimmed(\.isSpace)
        let isNegative = digits.first == "-" || digits.first == "−"
        guard let amount = Euros(String(isNegative ? digits.dropFirst() : digits)) else { return nil }
        self.init(cents: isNegative ? -amount.cents : amount.cents)
    }
}
