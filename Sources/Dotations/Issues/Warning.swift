/// Something about an accepted row that is worth a look: a stable code, what it is about, and French text.
public struct Warning: Sendable, Hashable {
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
    /// The value in the store.
    public var stored: String?
    /// What was probably meant.
    public var suggestion: String?
    /// Another row that has to do with it.
    public var otherRow: Int?
    /// How many there are.
    public var count: Int?
    /// The person who has, or had, the value.
    public var person: String?
    /// The order of that person's dotation, where it is another one.
    public var order: OrderNumber?
    /// Whether the person had the value at the export and has another today.
    public var wasExported: Bool

    /// A warning of this code, with what is known of it.
    public init(
        _ code: Code, column: SheetColumn? = nil, given: String? = nil, stored: String? = nil, suggestion: String? = nil,
        otherRow: Int? = nil, count: Int? = nil,
        person: String? = nil, order: OrderNumber? = nil, wasExported: Bool = false
    ) {
        self.code = code
        self.column = column
        self.given = given
        self.stored = stored
        self.suggestion = suggestion
        self.otherRow = otherRow
        self.count = count
        self.person = person
        self.order = order
        self.wasExported = wasExported
    }
}

extension Warning: CustomStringConvertible {
    /// The code alone, as logs may have it.
    public var description: String { code.rawValue }
}
