internal import DotationSheets
internal import Dotations

/// Values as people type them into a form.
enum TypedValue {
    static func day(_ text: String) -> CalendarDate? { CalendarDate(typed: text) }

    /// A whole number from 0.
    static func count(_ text: String) -> Int? {
        let digits = text.filter { !$0.isWhitespace }
        guard !digits.isEmpty, digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        return Int(digits)
    }

    static func euros(_ text: String) -> Euros? { Euros(text) }
}

extension Euros {
    /// The amount as it is typed: `50` or `50,50`.
    var typed: String {
        let (euros, rest) = cents.quotientAndRemainder(dividingBy: 100)
        return rest == 0 ? String(euros) : "\(euros),\(rest < 10 ? "0" : "")\(rest)"
    }
}
