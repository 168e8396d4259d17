/// What a row asks of a dotation.
struct RowRequest {
    let row: Int
    /// The dotation, by its position in the order.
    let position: Int
    /// The new address; one that an undo restores may never have been valid.
    var email: StoredAddress?
    /// The new number; one that an undo restores may never have been valid.
    var mobile: StoredNumber?
    var resend = false
    /// Whether the row itself asks for the e-mail, though it may have been sent when the file was imported before.
    var asksResend = false
    /// The dotation of the row before, for runs of numbers.
    var previous: Int?
    /// Where the row is among the refused ones, once it is.
    var refusal: Int?

    var changes: Bool { email != nil || mobile != nil }

    /// The new value of a column, and the value as it is compared.
    func value(of column: SheetColumn) -> (text: String, key: String)? {
        column == .mobile ? mobile.map { ($0.text, $0.key) } : email.map { ($0.text, $0.key) }
    }

    func asksSame(as other: RowRequest) -> Bool {
        guard email?.key == other.email?.key, mobile == other.mobile, resend == other.resend else { return false }
        // Rows that were refused because one of them asked for the e-mail too are refused again, though that was sent.
        return asksResend == other.asksResend || !changes
    }
}
