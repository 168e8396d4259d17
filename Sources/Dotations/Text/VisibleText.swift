/// Text as it may be shown to a person: nothing hidden, nothing endless.
package enum VisibleText {
    /// The text with control, invisible and direction characters written out, such as `⟨U+202E⟩`, and cut after `limit` characters.
    ///
    /// A terminal or a page that shows a stranger's text shows it through this.
    package static func of(_ text: String, limit: Int = 80) -> String {
        var shown = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars {
            guard count < limit else {
                shown.append("…")
                break
            }
            count += 1
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
                shown.append(contentsOf: "⟨\(codePoint(scalar))⟩".unicodeScalars)
            default:
                // A mark on nothing would sit on the quotation mark before it.
                if count == 1, scalar.properties.canonicalCombiningClass != .notReordered { shown.append("◌") }
                shown.append(scalar)
            }
        }
        return String(shown)
    }

    /// The code point of a character, such as `U+202E`.
    package static func codePoint(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}
