/// Text of what a cell holds, for messages and comparisons.
enum SheetText {
    /// A number as a spreadsheet shows it where it has room: without an exponent where it is whole, with a decimal comma else.
    static func of(_ number: Double) -> String {
        if let whole = Int64(exactly: number), whole.magnitude < 1_000_000_000_000_000_000 { return String(whole) }
        return String(String(number).map { $0 == "." ? "," : $0 })
    }
}
