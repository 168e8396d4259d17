/// What a row asks of a dotation.
struct RowRequest {
    let row: Int
    /// The dotation, by its position in the order.
    let position: Int
    var email: String?
    var mobile: String?
    /// Whether the e-mail is to be sent again.
    var resend = false
    /// Whether the row itself asks for the e-mail, though it may have been sent when the file was imported before.
    var asksResend = false
    /// The dotation of the row before, for runs of numbers.
    var previous: Int?
    /// Where the row is among the refused ones, once it is.
    var refusal: Int?

    /// Whether it asks for another contact.
    var changes: Bool { email != nil || mobile != nil }

    /// The new value of a column.
    func value(of column: SheetColumn) -> String? { column == .mobile ? mobile : email }

    func asksSame(as other: RowRequest) -> Bool {
        guard email.map(ContactKey.email) == other.email.map(ContactKey.email), mobile == other.mobile, resend == other.resend else {
            return false
        }
        // Rows that were refused because one of them asked for the e-mail too are refused again, though that was sent.
        return asksResend == other.asksResend || (email == nil && mobile == nil)
    }
}
