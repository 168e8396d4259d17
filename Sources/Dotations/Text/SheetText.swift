/// Text of what cells hold, for messages and comparisons.
enum SheetText {
    /// A number as a spreadsheet shows it where it has room: without an exponent where it is whole, with a decimal comma else.
    static func of(_ number: Double) -> String {
        if let whole = Int64(exactly: number), whole.magnitude < 1_000_000_000_000_000_000 { return String(whole) }
        return String(String(number).map { $0 == "." ? "," : $0 })
    }

    /// The text without white space around it, and with one space for each run of it.
    static func trimmed(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        var isPending = false
        for scalar in text.unicodeScalars {
            if scalar.isSpace {
                isPending = !scalars.isEmpty
            } else if !scalar.isZeroWidth {
                if isPending { scalars.append(" ") }
                isPending = false
                scalars.append(scalar)
            }
        }
        return String(scalars)
    }

    /// The text as it is compared: trimmed, with one kind of apostrophe and one kind of hyphen.
    static func key(_ text: String) -> String { withPlainMarks(trimmed(text)) }

    /// Whether a trimmed text is another one, except for the kinds of its apostrophes and hyphens, and for letters that an encoding does not have
    /// and wrote as `?`.
    static func isSame(_ given: String, _ stored: String) -> Bool {
        if given == stored { return true }
        let (given, plain) = (withPlainMarks(given), withPlainMarks(stored))
        if given == plain { return true }
        guard given.utf8.contains(UInt8(ascii: "?")), given.utf8.count <= stored.utf8.count else { return false }
        // A mark without a letter of its own in the encoding is written as another `?` by some, and lost with its letter by others.
        return given.unicodeScalars.elementsEqual(zip(plain.unicodeScalars, stored.unicodeScalars)) {
            $0 == $1.0 || ($0 == "?" && !$1.1.isASCII)
        } || given.elementsEqual(zip(plain, stored)) { $0 == $1.0 || ($0 == "?" && !$1.1.isASCII) }
    }

    private static func withPlainMarks(_ text: String) -> String {
        guard !text.utf8.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: "`") }) else { return text }
        var plain = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { plain.append(scalar.isDash ? "-" : scalar.isApostrophe ? "'" : scalar) }
        return String(plain)
    }
}
