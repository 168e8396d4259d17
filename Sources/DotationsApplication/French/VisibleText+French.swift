internal import DotationText
internal import Dotations

extension VisibleText {
    /// A character as an administrator calls it: `lettre accentuée « é »`, `espace insécable`, `lettre cyrillique « а » (U+0430)`.
    static func name(of scalar: Unicode.Scalar) -> String {
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
}
