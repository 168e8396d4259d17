/// Escapes texts that a spreadsheet might take for a formula (OWASP, "CSV injection").
///
/// `unescaped(escaped(x)) == x` for every text: an escaped one begins with an apostrophe before one of the signs, and a text that begins
/// with an apostrophe is itself escaped.
enum FormulaEscape {
    /// Whether a text begins with one of the signs, or with a space and then one of them.
    static func isNeeded(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = text.first else { return false }
        if first == UInt8(ascii: " ") { return isSign(text, at: 1) }
        return isSign(text, at: 0)
    }

    /// Whether a field is an apostrophe before a text that had to be escaped.
    static func isEscaped(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
        field.first == UInt8(ascii: "'") && isNeeded(UnsafeBufferPointer(rebasing: field[1...]))
    }

    /// The text of a field of the form `="text"`; nil for any other field.
    static func quotedText(_ field: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        let quote = UInt8(ascii: "\"")
        guard field.count >= 3, field[0] == UInt8(ascii: "="), field[1] == quote, field[field.count - 1] == quote else { return nil }
        let text = 2..<field.count - 1
        return field[text].contains(quote) ? nil : text
    }

    private static func isSign(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        guard index < text.count, mayBeginSign(text[index]) else { return false }
        guard text[index] == 0xEF else { return true }
        // U+FF1D, U+FF0B, U+FF0D and U+FF20, the full-width forms.
        guard text.count - index >= 3, text[index + 1] == 0xBC else { return false }
        let last = text[index + 2]
        return last == 0x9D || last == 0x8B || last == 0x8D || last == 0xA0
    }

    /// Whether a byte is a sign, or the first one of the full-width signs.
    @inline(__always)
    static func mayBeginSign(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), UInt8(ascii: "\t"), UInt8(ascii: "\r"),
            UInt8(ascii: "\n"), UInt8(ascii: "'"), 0xEF:
            true
        default: false
        }
    }
}
