extension Euros: CustomStringConvertible {
    /// As an administrator reads it, `10 100,00 €`: groups by U+202F and U+00A0 before the sign, as CLDR writes French.
    public var description: String {
        Self.grouped(cents / 100) + "," + hundredths + "\u{A0}€"
    }

    /// As the exported sheet has it: `1000`, or `150,50` where there are cents.
    public var sheetText: String {
        let sign = cents < 0 && cents > -100 ? "-" : ""
        return cents % 100 == 0 ? String(cents / 100) : sign + String(cents / 100) + "," + hundredths
    }

    /// The number for a numeric cell.
    public var sheetNumber: Double { Double(cents) / 100 }

    private var hundredths: String {
        let rest = (cents % 100).magnitude
        return (rest < 10 ? "0" : "") + String(rest)
    }

    /// The digits in groups of three, by narrow no-break spaces.
    package static func grouped(_ number: Int) -> String {
        let digits = String(number.magnitude)
        guard number.magnitude > 999 else { return number < 0 ? "-" + digits : digits }
        var text: String = number < 0 ? "-" : ""
        for (index, digit) in digits.unicodeScalars.enumerated() {
            if index > 0, (digits.utf8.count - index) % 3 == 0 { text.unicodeScalars.append("\u{202F}") }
            text.unicodeScalars.append(digit)
        }
        return text
    }
}
