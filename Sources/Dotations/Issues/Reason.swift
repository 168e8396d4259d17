/// Why a row, a cell or a whole file is refused, with what has to be told of it: values of the sheet and of the store.
///
/// The values are people's data: they go where an administrator asked for them, and never into a log.
public enum Reason: Error, Sendable, Hashable {
    // MARK: The e-mail address

    /// There is none; `instead` of which one, where one is stored.
    case emailEmpty(instead: String? = nil)
    /// It is no address.
    case emailSyntax(String, ValueFlaw)
    /// It has a line break or a control character.
    case emailControlCharacter(String, Unicode.Scalar)
    /// It has a character that mail does not carry.
    case emailNonASCII(String, Unicode.Scalar)
    /// It is longer than an address can be.
    case emailTooLong
    /// Two people would have it: another dotation is of somebody else, who is named, in another row where it is in the sheet.
    case emailShared(String, with: Dotation.ID, named: String, row: Int?)

    // MARK: The mobile number

    /// There is none; `instead` of which one, where one is stored.
    case phoneEmpty(instead: String? = nil)
    /// It is no telephone number.
    case phoneSyntax(String, ValueFlaw)
    /// It is no French mobile number.
    case phoneNotMobile(String)
    /// A spreadsheet wrote it as a number and lost digits.
    case phoneTruncated(String)

    // MARK: A cell

    /// It holds an error value or a truth value.
    case cellType(SheetColumn, String)
    /// It holds a date, which a spreadsheet may have made of what was typed.
    case cellDate(SheetColumn, String)
    /// It holds a formula.
    case cellFormula(SheetColumn)
    /// It is empty.
    case cellEmpty(SheetColumn)
    /// It is merged with others, and has no value of its own.
    case cellMerged(SheetColumn)
    /// It holds no identifier of eight digits.
    case idSyntax(String)
    /// It holds no amount above zero.
    case amountSyntax(String)

    // MARK: The row, and what it may do

    /// It has no identifier, and no matricule in its place.
    case missingID(in: SheetColumn?, about: RowSubject = .unclear)
    /// No dotation of the order has its identifier.
    case unknownID(String, about: RowSubject = .unclear)
    /// A spreadsheet wrote its identifier as a number, and may have lost digits.
    case truncatedID(String)
    /// It is of another order, as this column says.
    case otherOrder(OrderNumber, in: SheetColumn)
    /// It names an order that there is not.
    case unknownOrder(String)
    /// No dotation of the order has its matricule.
    case unknownMatricule(String)
    /// Several dotations of the order may have its matricule.
    case ambiguousMatricule(String, count: Int)
    /// Its identifier is somebody else's: the person's own dotation is another.
    case mismatchedID(Dotation.ID, own: Dotation.ID)
    /// Another row says something else of the dotation.
    case duplicate(Dotation.ID, row: Int)
    /// It has more or fewer fields than the header.
    case columnCount
    /// A column that may not be edited differs from the store.
    case lockedColumn(SheetColumn, given: String, stored: String)
    /// The dotation's status does not let it change.
    case notModifiable(DotationStatus)
    /// The account exists: another account-creation e-mail, which this column asks for, would be of no use.
    case accountCreated(SheetColumn? = nil)
    /// The order is not paid.
    case orderUnpaid(OrderNumber)
    /// The store's value changed after the export, and the sheet asks for another one.
    case conflict(SheetColumn, given: String, stored: String, exported: String)
    /// The store's value changed after somebody had seen it and typed another one for the cell.
    case conflictOfTyped(SheetColumn, given: String, stored: String, seen: String)
    /// The value changed again after the import that is to be undone, which had made it `imported`.
    case changedSince(SheetColumn, stored: String, imported: String)
    /// The sheet has an old value, which a user replaced; the date is as an administrator reads it.
    case outdated(SheetColumn, given: String, stored: String, user: String, date: String)

    // MARK: The file

    /// More rows are refused than may be; the rows are rather those of another order, where that is so.
    case tooManyRefusedRows(limit: Int, likelyOrder: OrderNumber? = nil)
}

extension Reason {
    /// What is wrong.
    public var code: Code { about.code }

    /// The column that it is about, where it is about one.
    public var column: SheetColumn? { about.column }

    private var about: (code: Code, column: SheetColumn?) {
        switch self {
        case .emailEmpty: (.emailEmpty, .email)
        case .emailSyntax: (.emailSyntax, .email)
        case .emailControlCharacter: (.emailControlCharacter, .email)
        case .emailNonASCII: (.emailNonASCII, .email)
        case .emailTooLong: (.emailTooLong, .email)
        case .emailShared: (.emailShared, .email)
        case .phoneEmpty: (.phoneEmpty, .mobile)
        case .phoneSyntax: (.phoneSyntax, .mobile)
        case .phoneNotMobile: (.phoneNotMobile, .mobile)
        case .phoneTruncated: (.phoneTruncated, .mobile)
        case .cellType(let column, _): (.cellType, column)
        case .cellDate(let column, _): (.cellDate, column)
        case .cellFormula(let column): (.cellFormula, column)
        case .cellEmpty(let column): (.cellEmpty, column)
        case .cellMerged(let column): (.cellMerged, column)
        case .idSyntax: (.idSyntax, .identifier)
        case .amountSyntax: (.amountSyntax, .amount)
        case .missingID(let column, _): (.missingID, column)
        case .unknownID: (.unknownID, .identifier)
        case .truncatedID: (.truncatedID, .identifier)
        case .otherOrder(_, let column): (.otherOrder, column)
        case .unknownOrder: (.unknownOrder, .orderNumber)
        case .unknownMatricule: (.unknownMatricule, .matricule)
        case .ambiguousMatricule: (.ambiguousMatricule, .matricule)
        case .mismatchedID: (.mismatchedID, .identifier)
        case .duplicate: (.duplicate, .identifier)
        case .columnCount: (.columnCount, nil)
        case .lockedColumn(let column, _, _): (.lockedColumn, column)
        case .notModifiable: (.notModifiable, .status)
        case .accountCreated(let column): (.accountCreated, column)
        case .orderUnpaid: (.orderUnpaid, nil)
        case .conflict(let column, _, _, _), .conflictOfTyped(let column, _, _, _): (.conflict, column)
        case .changedSince(let column, _, _): (.changedSince, column)
        case .outdated(let column, _, _, _, _): (.outdated, column)
        case .tooManyRefusedRows: (.tooManyRefusedRows, nil)
        }
    }
}

extension Reason: CustomStringConvertible {
    /// The code alone: an error ends in logs, where nobody's data belongs.
    public var description: String { code.rawValue }
}
