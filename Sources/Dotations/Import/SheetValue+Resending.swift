internal import DotationText

extension SheetValue {
    /// Whether a cell of the column « Renvoyer » asks for the e-mail; nil where it is not known what it says.
    package var asksResend: Bool? {
        switch computed {
        case .boolean(let flag): return flag
        case .number(1): return true
        case .number(0), .blank, .covered: return false
        default: break
        }
        switch Folding.key(shown) {
        case "oui", "x", "1": return true
        case "non", "0": return false
        default: return isBlank ? false : nil
        }
    }
}
