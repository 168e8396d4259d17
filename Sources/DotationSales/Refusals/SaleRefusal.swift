public import Dotations

/// Why a sale, or a change of one, is refused.
///
/// The values are people's data: they go where the administrator asked for them, never into a log.
public enum SaleRefusal: Error, Sendable, Hashable {
    // What a cell says.

    case cellEmpty(SaleColumn)
    case cellMerged(SaleColumn)
    case cellType(SaleColumn, given: String)
    /// A date, which a spreadsheet may have made of what was typed, stands where somebody or something is named.
    case cellDate(SaleColumn, given: String)
    case cellFormula(SaleColumn)
    case quantitySyntax(given: String)
    case priceSyntax(given: String)
    case dateSyntax(given: String)
    case statusSyntax(given: String)
    /// A number is so long that the spreadsheet has lost digits of it.
    case digitsLost(SaleColumn, given: String)
    /// A text of more characters than that.
    case textTooLong(SaleColumn, limit: Int)
    /// « Autres ventes » has no number of a sale.
    case othersSyntax(given: String)
    /// « Autres ventes » names a sale that has nothing to do with the row.
    case othersUnknown(Sale.ID)
    case columnCount

    // Which sale it is.

    /// No event has that name; those that there are, the nearest first.
    case eventUnknown(String, names: [String])
    /// No session has that name, of the event where the row says one; those that there are, the nearest first.
    case sessionUnknown(String, event: String?, names: [String])
    /// Several events have a session of that name, and the person has a right to none or several of them.
    case sessionAmbiguous(String, events: Int, fitting: Int)
    case beneficiaryUnknown(SaleColumn, given: String)
    case beneficiaryAmbiguous(SaleColumn, given: String, count: Int)
    /// The staff number is not that of the name.
    case nameMismatch(matricule: String, name: String)
    /// Another row says the same purchase with another status.
    case duplicate(row: Int)
    /// The person has several sales that the row could say.
    case referenceNeeded
    case referenceTaken(String, by: Other)
    /// The row is probably a sale that no row says, with another date or payment reference.
    case probablyKnown(Sale, SaleColumn)

    // Whether it may be made.

    case eventWithdrawn(String, since: CalendarDate)
    case beforeRegistration(CalendarDate, Period)
    case afterRegistration(CalendarDate, Period)
    case inFuture(CalendarDate)
    case documentMissing(SupportingDocument.Kind)
    case documentPending(SupportingDocument.Kind)
    case documentRefused(SupportingDocument.Kind)
    case documentExpired(SupportingDocument.Kind, CalendarDate)
    case documentWithoutAmount(SupportingDocument.Kind)
    case documentsContradict(SupportingDocument.Kind)
    /// The document's amount is outside the bracket.
    case outsideBracket(SupportingDocument.Kind, Euros, of: Brackets)
    case emailUnverified(Reason)
    case mobileUnverified(Reason)
    case emailShared(String)
    case quantityInvalid(Int)
    case priceMismatch(paid: Euros, expected: Euros, quantity: Int)
    /// The person would have more voucher books than the session allows; what may say the same purchase.
    case placesExceeded(Int, limit: Int, other: Other?)
    case sessionFull(String, left: Int)
    case eventFull(String, left: Int)

    // Whether it may change.

    case unknown(Sale.ID)
    /// A column differs of a sale that is recorded.
    case locked(SaleColumn, given: String, known: String)
    /// A sale that is cancelled or refunded does not get another status.
    case notReopened(Sale.Status, as: Sale.Status)
    case ordered(OrderNumber)

    /// Another row, or another sale, that has to do with a row.
    public enum Other: Sendable, Hashable {
        /// A row of the same sheet.
        case row(Int)
        /// A recorded sale.
        case sale(Sale)
    }

    /// What an amount is outside of.
    public enum Brackets: Sendable, Hashable {
        /// The bracket of the event.
        case event(Bracket)
        /// The brackets of that many events, each of which has a session of the name.
        case all(Int)
    }

    /// What is wrong, by a name that programs can rely on.
    public enum Code: String, Sendable, CaseIterable {
        // What a cell says.
        case cellEmpty = "sale.cell-empty"
        case cellMerged = "sale.cell-merged"
        case cellType = "sale.cell-type"
        case cellDate = "sale.cell-date"
        case cellFormula = "sale.cell-formula"
        case quantitySyntax = "sale.quantity-syntax"
        case priceSyntax = "sale.price-syntax"
        case dateSyntax = "sale.date-syntax"
        case statusSyntax = "sale.status-syntax"
        case digitsLost = "sale.digits-lost"
        case textTooLong = "sale.text-too-long"
        case othersSyntax = "sale.others-syntax"
        case othersUnknown = "sale.others-unknown"
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

    /// What is wrong, by a name that programs can rely on.
    public var code: Code { about.code }

    /// The column that it is about, where it is about one.
    public var column: SaleColumn? { about.column }

    private var about: (code: Code, column: SaleColumn?) {
        switch self {
        case .cellEmpty(let column): (.cellEmpty, column)
        case .cellMerged(let column): (.cellMerged, column)
        case .cellType(let column, _): (.cellType, column)
        case .cellDate(let column, _): (.cellDate, column)
        case .cellFormula(let column): (.cellFormula, column)
        case .quantitySyntax: (.quantitySyntax, .quantity)
        case .priceSyntax: (.priceSyntax, .pricePaid)
        case .dateSyntax: (.dateSyntax, .date)
        case .statusSyntax: (.statusSyntax, .status)
        case .digitsLost(let column, _): (.digitsLost, column)
        case .textTooLong(let column, _): (.textTooLong, column)
        case .othersSyntax: (.othersSyntax, .otherSales)
        case .othersUnknown: (.othersUnknown, .otherSales)
        case .columnCount: (.columnCount, nil)
        case .eventUnknown: (.eventUnknown, .event)
        case .sessionUnknown: (.sessionUnknown, .session)
        case .sessionAmbiguous: (.sessionAmbiguous, .session)
        case .beneficiaryUnknown(let column, _): (.beneficiaryUnknown, column)
        case .beneficiaryAmbiguous(let column, _, _): (.beneficiaryAmbiguous, column)
        case .nameMismatch: (.nameMismatch, .matricule)
        case .duplicate: (.duplicate, .status)
        case .referenceNeeded: (.referenceNeeded, .reference)
        case .referenceTaken: (.referenceTaken, .reference)
        case .probablyKnown(_, let column): (.probablyKnown, column)
        case .eventWithdrawn: (.eventWithdrawn, .session)
        case .beforeRegistration: (.beforeRegistration, .date)
        case .afterRegistration: (.afterRegistration, .date)
        case .inFuture: (.inFuture, .date)
        case .documentMissing: (.documentMissing, nil)
        case .documentPending: (.documentPending, nil)
        case .documentRefused: (.documentRefused, nil)
        case .documentExpired: (.documentExpired, nil)
        case .documentWithoutAmount: (.documentWithoutAmount, nil)
        case .documentsContradict: (.documentsContradict, nil)
        case .outsideBracket: (.outsideBracket, nil)
        case .emailUnverified: (.emailUnverified, .email)
        case .mobileUnverified: (.mobileUnverified, .mobile)
        case .emailShared: (.emailShared, .email)
        case .quantityInvalid: (.quantityInvalid, .quantity)
        case .priceMismatch: (.priceMismatch, .pricePaid)
        case .placesExceeded: (.placesExceeded, .quantity)
        case .sessionFull: (.sessionFull, .session)
        case .eventFull: (.eventFull, .session)
        case .unknown: (.unknown, nil)
        case .locked(let column, _, _): (.locked, column)
        case .notReopened: (.notReopened, .status)
        case .ordered: (.ordered, .status)
        }
    }

    /// The kind of document that it is about, where it is about one.
    public var document: SupportingDocument.Kind? {
        switch self {
        case .documentMissing(let kind), .documentPending(let kind), .documentRefused(let kind), .documentExpired(let kind, _),
            .documentWithoutAmount(let kind), .documentsContradict(let kind), .outsideBracket(let kind, _, _):
            kind
        default: nil
        }
    }
}

extension SaleRefusal: CustomStringConvertible {
    /// The code alone: an error ends in logs, where nobody's data belongs.
    public var description: String { code.rawValue }
}
