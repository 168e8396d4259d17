public import Dotations

/// Why a sale, or a change of one, is refused: a stable code, and what it is about.
///
/// The values are people's data: they go where the administrator asked for them, never into a log.
public struct SaleRefusal: Error, Sendable, Hashable {
    /// What is wrong, by a name that programs can rely on.
    public enum Code: String, Sendable, CaseIterable {
        // What a cell says.
        case cellEmpty = "sale.cell-empty"
        case cellMerged = "sale.cell-merged"
        case cellType = "sale.cell-type"
        case cellFormula = "sale.cell-formula"
        case quantitySyntax = "sale.quantity-syntax"
        case priceSyntax = "sale.price-syntax"
        case dateSyntax = "sale.date-syntax"
        case statusSyntax = "sale.status-syntax"
        case digitsLost = "sale.digits-lost"
        case othersSyntax = "sale.others-syntax"
        case columnCount = "sale.column-count"

        // Which sale it is.
        case eventUnknown = "sale.event-unknown"
        case sessionUnknown = "sale.session-unknown"
        case sessionAmbiguous = "sale.session-ambiguous"
        case beneficiaryUnknown = "sale.beneficiary-unknown"
        case beneficiaryAmbiguous = "sale.beneficiary-ambiguous"
        case nameMismatch = "sale.name-mismatch"
        case duplicate = "sale.duplicate"
        case referenceNeeded = "sale.reference-needed"
        case referenceTaken = "sale.reference-taken"
        case probablyKnown = "sale.probably-known"

        // Whether it may be made.
        case eventWithdrawn = "sale.event-withdrawn"
        case beforeRegistration = "sale.before-registration"
        case afterRegistration = "sale.after-registration"
        case inFuture = "sale.in-future"
        case documentMissing = "sale.document-missing"
        case documentPending = "sale.document-pending"
        case documentRefused = "sale.document-refused"
        case documentExpired = "sale.document-expired"
        case documentWithoutAmount = "sale.document-without-amount"
        case documentsContradict = "sale.documents-contradict"
        case outsideBracket = "sale.outside-bracket"
        case emailUnverified = "sale.email-unverified"
        case mobileUnverified = "sale.mobile-unverified"
        case emailShared = "sale.email-shared"
        case quantityInvalid = "sale.quantity-invalid"
        case priceMismatch = "sale.price-mismatch"
        case placesExceeded = "sale.places-exceeded"
        case sessionFull = "sale.session-full"
        case eventFull = "sale.event-full"

        // Whether it may change.
        case unknown = "sale.unknown"
        case locked = "sale.locked"
        case notReopened = "sale.not-reopened"
        case ordered = "sale.ordered"
    }

    /// What is wrong.
    public let code: Code
    /// The column that it is about, where it is about one.
    public var column: SaleColumn?
    /// The value that was given.
    public var given: String?
    /// The value that is known.
    public var known: String?
    /// The event that it is about.
    public var event: String?
    /// The session that it is about.
    public var session: String?
    /// The kind of document that it is about.
    public var document: SupportingDocument.Kind?
    /// The bracket that an amount is outside of.
    public var bracket: Bracket?
    /// An amount, such as that of a document or what was paid.
    public var amount: Euros?
    /// The amount that was expected.
    public var expected: Euros?
    /// A day, such as that on which a document expired.
    public var date: CalendarDate?
    /// The days on which a session sells.
    public var period: Period?
    /// How many there are, such as places that are left.
    public var count: Int?
    /// How many there may be.
    public var limit: Int?
    /// Another row that has to do with it.
    public var otherRow: Int?
    /// The order in which the vouchers were ordered.
    public var order: OrderNumber?
    /// Another sale that has to do with it: one of the person in the session, which the row may be meant to say, or the payment's.
    public var sale: Sale?
    /// What is wrong with an e-mail address or a mobile number.
    public var contact: Reason?
    /// The names that there are, the nearest to the given one first.
    public var names: [String] = []

    /// A refusal of this code, with what is known of it.
    public init(
        _ code: Code, column: SaleColumn? = nil, given: String? = nil, known: String? = nil, event: String? = nil, session: String? = nil,
        amount: Euros? = nil, expected: Euros? = nil, date: CalendarDate? = nil, period: Period? = nil, count: Int? = nil,
        limit: Int? = nil, otherRow: Int? = nil, order: OrderNumber? = nil, sale: Sale? = nil, contact: Reason? = nil
    ) {
        self.code = code
        self.column = column
        self.given = given
        self.known = known
        self.event = event
        self.session = session
        self.amount = amount
        self.expected = expected
        self.date = date
        self.period = period
        self.count = count
        self.limit = limit
        self.otherRow = otherRow
        self.order = order
        self.sale = sale
        self.contact = contact
    }
}

extension SaleRefusal: CustomStringConvertible {
    /// The code alone: an error ends in logs, where nobody's data belongs.
    public var description: String { code.rawValue }
}
