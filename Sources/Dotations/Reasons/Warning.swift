/// Something about an accepted row that is worth a look: a stable code, what it is about, and French text.
public struct Warning: Sendable, Hashable {
    /// What it is, by a name that programs can rely on.
    public enum Code: String, Sendable, CaseIterable {
        case emailSuggestion = "email.suggestion"
        case emailShared = "email.shared"
        case emailUndeliverable = "email.undeliverable"
        case phoneUnassigned = "phone.unassigned"
        case phoneShared = "phone.shared"
        case phoneConsecutive = "phone.consecutive"
        case rowHidden = "row.hidden"
        case rowRepeated = "row.repeated"
        case matriculeShared = "row.matricule-shared"
        case resendUnknown = "resend.unknown"
        case resendAccountCreated = "resend.account-created"
        case columnUnknown = "header.unknown"
        case saleRepeated = "sale.repeated"
        case saleAgain = "sale.again"
        case saleFurther = "sale.further"
        case saleOrderedContact = "sale.ordered-contact"
    }

    /// What it is.
    public let code: Code
    /// The column that it is about, where it is about one.
    public var column: SheetColumn?
    /// The value in the sheet.
    public var given: String?
    /// What was probably meant.
    public var suggestion: String?
    /// Another row that has to do with it.
    public var otherRow: Int?
    /// How many there are.
    public var count: Int?

    /// A warning of this code, with what is known of it.
    public init(
        _ code: Code, column: SheetColumn? = nil, given: String? = nil, suggestion: String? = nil, otherRow: Int? = nil, count: Int? = nil
    ) {
        self.code = code
        self.column = column
        self.given = given
        self.suggestion = suggestion
        self.otherRow = otherRow
        self.count = count
    }
}

extension Warning: CustomStringConvertible {
    /// The code alone, as logs may have it.
    public var description: String { code.rawValue }
}
