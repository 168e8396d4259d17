/// A matricule as it is compared: without the zeros that a spreadsheet takes from the beginning of a number.
package enum MatriculeKey {
    /// The key of a matricule that is folded already.
    package static func of(_ text: String) -> String {
        guard text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return text }
        let digits = text.drop { $0 == "0" }
        return digits.isEmpty && !text.isEmpty ? "0" : String(digits)
    }
}
