/// Why a row, or a whole file, is refused: a stable code, what it is about, and French text for an administrator.
///
/// The values are people's data: they go where the administrator asked for them, never into a log.
public struct Reason: Error, Sendable, Hashable {
    /// What is wrong, by a name that programs can rely on.
    public enum Code: String, Sendable, CaseIterable {
        // The e-mail address.
        case emailEmpty = "email.empty"
        case emailSyntax = "email.syntax"
        case emailControlCharacter = "email.control-char"
        case emailNonASCII = "email.non-ascii"
        case emailTooLong = "email.too-long"
        case emailShared = "email.shared"

        // The mobile number.
        case phoneEmpty = "phone.empty"
        case phoneSyntax = "phone.syntax"
        case phoneNotMobile = "phone.not-mobile"
        case phoneTruncated = "phone.truncated-by-spreadsheet"

        // A cell.
        case cellType = "cell.type"
        case cellFormula = "cell.formula"
        case cellEmpty = "cell.empty"
        case cellMerged = "cell.merged"
        case idSyntax = "id.syntax"
        case amountSyntax = "amount.syntax"

        // The row, and what it is allowed to do.
        case missingID = "row.missing-id"
        case unknownID = "row.unknown-id"
        case truncatedID = "row.truncated-id"
        case otherOrder = "row.other-order"
        case unknownOrder = "row.unknown-order"
        case unknownMatricule = "row.unknown-matricule"
        case ambiguousMatricule = "row.ambiguous-matricule"
        case mismatchedID = "row.mismatched-id"
        case duplicate = "row.duplicate"
        case columnCount = "row.column-count"
        case lockedColumn = "row.locked-column"
        case notModifiable = "row.not-modifiable"
        case accountCreated = "row.account-created"
        case orderUnpaid = "row.order-unpaid"
        case conflict = "row.conflict"
        case changedSince = "row.changed-since"
        case outdated = "row.outdated"

        // The file.
        case headerMissing = "header.missing"
        case headerDuplicate = "header.duplicate"
        case sheetAmbiguous = "sheet.ambiguous"
        case tooManyRefusedRows = "limit.row-errors"
    }

    /// What is wrong.
    public let code: Code
    /// The column that it is about, where it is about one.
    public var column: SheetColumn?
    /// The value in the sheet.
    public var given: String?
    /// The value in the store.
    public var stored: String?
    /// The value as it was exported.
    public var exported: String?
    /// A character that is at fault.
    public var character: Unicode.Scalar?
    /// What exactly is wrong with the value, where it is not a character.
    public var flaw: ValueFlaw?
    /// Another row that has to do with it.
    public var otherRow: Int?
    /// Another dotation that has to do with it.
    public var otherID: Dotation.ID?
    /// Another order that has to do with it.
    public var order: OrderNumber?
    /// A number that was measured, such as that of refused rows.
    public var count: Int?
    /// Who made the change that it is about.
    public var user: String?
    /// When that change was made, as an administrator reads it.
    public var date: String?

    /// A reason of this code, with what is known of it.
    public init(
        _ code: Code, column: SheetColumn? = nil, given: String? = nil, stored: String? = nil, exported: String? = nil,
        character: Unicode.Scalar? = nil, flaw: ValueFlaw? = nil, otherRow: Int? = nil, otherID: Dotation.ID? = nil,
        order: OrderNumber? = nil, count: Int? = nil,
        user: String? = nil, date: String? = nil
    ) {
        self.code = code
        self.column = column
        self.given = given
        self.stored = stored
        self.exported = exported
        self.character = character
        self.flaw = flaw
        self.otherRow = otherRow
        self.otherID = otherID
        self.order = order
        self.count = count
        self.user = user
        self.date = date
    }
}

extension Reason: CustomStringConvertible {
    /// The code alone: an error ends in logs, where nobody's data belongs.
    public var description: String { code.rawValue }
}
