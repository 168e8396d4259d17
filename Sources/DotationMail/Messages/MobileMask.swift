/// Telephone numbers as they may stand in an e-mail, which others may read.
enum MobileMask {
    /// The first two and the last two digits, `06 •• •• •• 36`; dots alone for what is no number of ten digits.
    static func masked(_ number: String) -> String {
        let dots = [String](repeating: "••", count: 5)
        let digits = number.utf8.filter { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        guard digits.count == 10, digits.count == number.utf8.count else { return dots.joined(separator: " ") }
        return ([String(number.prefix(2))] + dots[1...3] + [String(number.suffix(2))]).joined(separator: " ")
    }
}
