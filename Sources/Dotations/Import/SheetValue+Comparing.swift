internal import DotationText

extension SheetValue {
    /// The value itself, or the one that a formula last computed.
    package var computed: SheetValue {
        var value = self
        while case .formula(let cached) = value { value = cached }
        return value
    }

    var isBlank: Bool {
        switch self {
        case .blank, .covered: true
        case .text(let text): text.unicodeScalars.allSatisfy { $0.isSpace || $0.isInvisible }
        default: false
        }
    }

    package var shown: String {
        switch computed {
        case .blank, .covered, .formula: ""
        case .text(let text), .error(let text): text
        case .number(let number): SheetText.of(number)
        case .date(_, let shown): shown
        case .boolean(let flag): flag ? "VRAI" : "FAUX"
        }
    }

    /// Whether the cell still says what was stored, apart from what a spreadsheet does to a value by itself.
    ///
    /// That is: trimmed and collapsed spaces, another kind of space, apostrophe or hyphen, eaten zeros (`001` as `1`), a number's other
    /// spellings (`1.0`, `1E5`), `VRAI` for `true`, `?` for a letter that the encoding of a CSV does not have and, unless `isExact`, digits
    /// that an exponent swallowed.
    func matches(_ stored: String, isExact: Bool = false) -> Bool {
        switch computed {
        case .text(let text):
            if text == stored { return true }
            if SheetText.isSame(SheetText.trimmed(text), SheetText.trimmed(stored)) { return true }
            guard let given = DecimalText(text), let known = DecimalText(stored) else { return false }
            return given.matches(known, isExact: isExact)
        case .date(_, let shown) where shown == stored:
            return true
        case .number(let number), .date(let number, _):
            guard let known = DecimalText(stored) else { return false }
            return DecimalText(number).matches(known, isExact: isExact)
        case .boolean(let flag):
            let key = Folding.key(stored)
            return flag ? key == "vrai" || key == "true" : key == "faux" || key == "false"
        case .blank, .covered:
            return stored.unicodeScalars.allSatisfy { $0.isSpace || $0.isInvisible }
        case .error(let text):
            return text == stored
        case .formula:
            return false
        }
    }
}

extension Euros {
    init?(cell: SheetValue) {
        switch cell.computed {
        case .text(let text): self.init(text)
        case .number(let number), .date(let number, _): self.init(number)
        default: return nil
        }
    }
}
