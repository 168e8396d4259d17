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

    /// A character as an administrator calls it: `lettre accentuée « é »`, `espace insécable`, `lettre cyrillique « а » (U+0430)`.
    package static func name(of scalar: Unicode.Scalar) -> String {
        let shown = "« \(of(String(scalar))) »"
        switch scalar {
        case " ": return "espace"
        case "\u{A0}", "\u{202F}": return "espace insécable"
        case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": return "saut de ligne"
        case "\t": return "tabulation"
        case "0"..."9": return "chiffre \(shown)"
        case "A"..."Z", "a"..."z": return "lettre \(shown)"
        case "!"..."~": return "caractère \(shown)"
        default: break
        }
        let numbered = "\(shown) (\(codePoint(scalar)))"
        switch scalar.properties.generalCategory {
        case .control: return "caractère de commande \(codePoint(scalar))"
        case .format: return "caractère invisible \(codePoint(scalar))"
        case .spaceSeparator: return "espace \(codePoint(scalar))"
        case .nonspacingMark, .spacingMark, .enclosingMark: return "accent \(numbered)"
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: break
        default: return "caractère \(numbered)"
        }
        switch scalar.value {
        case 0x370..<0x400, 0x1F00..<0x2000: return "lettre grecque \(numbered)"
        case 0x400..<0x530: return "lettre cyrillique \(numbered)"
        default: break
        }
        let letters = Folding.key(String(scalar))
        guard scalar.withoutFullWidth == scalar, letters.utf8.allSatisfy({ $0 < 0x80 }) else { return "lettre \(numbered)" }
        // What is folded to one other letter has a mark; `œ` is two letters, and `K` the sign of a unit.
        return letters.utf8.count == 1 && scalar.value != 0x212A ? "lettre accentuée \(shown)" : "lettre \(shown)"
    }

    private static func codePoint(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}
