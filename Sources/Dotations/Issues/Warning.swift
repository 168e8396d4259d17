/// Something about an accepted row, or about a sheet, that is worth a look, with what has to be told of it.
public enum Warning: Sendable, Hashable {
    /// The address looks mistyped; what was probably meant.
    case emailSuggestion(String, suggestion: String)
    /// Several people of the order have the address, among them those of this row.
    case emailShared(String, count: Int? = nil, row: Int? = nil)
    /// The new value of a column is another person's.
    case ofAnother(SheetColumn, String, ValueHolder)
    /// No e-mail can reach the stored address.
    case emailUndeliverable(String)
    /// The number is in no block that is in use.
    case phoneUnassigned(String)
    /// Several people have the number, among them that of this row.
    case phoneShared(String, count: Int? = nil, row: Int? = nil)
    /// So many numbers follow one another down to a row.
    case phoneConsecutive(count: Int, lastRow: Int)
    /// The row is hidden.
    case rowHidden
    /// The row is a total, known by this label.
    case rowTotal(label: String)
    /// The row says what an earlier one says.
    case rowRepeated(row: Int)
    /// The status of so many rows is not the store's.
    case statusDiffers(given: String, stored: String, count: Int)
    /// Several people have the matricule.
    case matriculeShared(String, count: Int)
    /// One person would have so much, in so many rows.
    case amountLarge(Euros, count: Int)
    /// The cell that may ask for the e-mail says neither yes nor no.
    case resendUnknown(String)
    /// The e-mail is not sent again: the account exists.
    case resendAccountCreated
    /// Nobody knows the column.
    case columnUnknown(String)
    /// A column without a title, by its letters, has so many values, the first in this row.
    case columnUntitled(String, firstRow: Int, count: Int)
    /// The sheet has a header, and nothing below it.
    case noRows
    /// So many quotation marks of the row of a CSV file stand where none may.
    case strayQuotes(count: Int)
    /// The row says the same sale as an earlier one, and counts as a further sale.
    case saleRepeated(row: Int)
    /// The person has this sale of the session and day, which was cancelled or refunded.
    case saleAgain(sale: String)
    /// The person has this sale of the session, which no row says.
    case saleFurther(sale: String)
    /// The sale is ordered, so that its contact is no longer changed here.
    case saleOrderedContact(OrderNumber)
}

extension Warning {
    /// What it is, by a name that programs can rely on.
    public enum Code: String, Sendable, CaseIterable {
        case emailSuggestion = "email.suggestion"
        case emailShared = "email.shared"
        case emailOfAnother = "email.of-another"
        case emailUndeliverable = "email.undeliverable"
        case phoneUnassigned = "phone.unassigned"
        case phoneShared = "phone.shared"
        case phoneOfAnother = "phone.of-another"
        case phoneConsecutive = "phone.consecutive"
        case rowHidden = "row.hidden"
        case rowTotal = "row.total"
        case rowRepeated = "row.repeated"
        case statusDiffers = "row.status-differs"
        case matriculeShared = "row.matricule-shared"
        case amountLarge = "amount.large"
        case resendUnknown = "resend.unknown"
        case resendAccountCreated = "resend.account-created"
        case columnUnknown = "header.unknown"
        case columnUntitled = "header.untitled"
        case noRows = "sheet.no-rows"
        case strayQuotes = "csv.stray-quote"
        case saleRepeated = "sale.repeated"
        case saleAgain = "sale.again"
        case saleFurther = "sale.further"
        case saleOrderedContact = "sale.ordered-contact"
    }

    /// What it is.
    public var code: Code { about.code }

    /// The column that it is about, where it is about one.
    public var column: SheetColumn? { about.column }

    private var about: (code: Code, column: SheetColumn?) {
        switch self {
        case .emailSuggestion: (.emailSuggestion, .email)
        case .emailShared: (.emailShared, .email)
        case .ofAnother(let column, _, _): (column == .mobile ? .phoneOfAnother : .emailOfAnother, column)
        case .emailUndeliverable: (.emailUndeliverable, .email)
        case .phoneUnassigned: (.phoneUnassigned, .mobile)
        case .phoneShared: (.phoneShared, .mobile)
        case .phoneConsecutive: (.phoneConsecutive, .mobile)
        case .rowHidden: (.rowHidden, nil)
        case .rowTotal: (.rowTotal, nil)
        case .rowRepeated: (.rowRepeated, nil)
        case .statusDiffers: (.statusDiffers, .status)
        case .matriculeShared: (.matriculeShared, .matricule)
        case .amountLarge: (.amountLarge, .amount)
        case .resendUnknown: (.resendUnknown, .resend)
        case .resendAccountCreated: (.resendAccountCreated, nil)
        case .columnUnknown: (.columnUnknown, nil)
        case .columnUntitled: (.columnUntitled, nil)
        case .noRows: (.noRows, nil)
        case .strayQuotes: (.strayQuotes, nil)
        case .saleRepeated: (.saleRepeated, nil)
        case .saleAgain: (.saleAgain, nil)
        case .saleFurther: (.saleFurther, nil)
        case .saleOrderedContact: (.saleOrderedContact, nil)
        }
    }

    /// What was probably meant, where that can be said.
    public var suggestion: String? { if case .emailSuggestion(_, let suggestion) = self { suggestion } else { nil } }
}

extension Warning: CustomStringConvertible {
    /// The code alone, as logs may have it.
    public var description: String { code.rawValue }
}
