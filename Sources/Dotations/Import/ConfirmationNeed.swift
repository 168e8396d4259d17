/// Why a plan is only applied after a person has confirmed it by typing.
///
/// In an undo, and where statuses are set one by one, there is no sheet where something could have gone wrong.
public enum ConfirmationNeed: Sendable, Hashable {
    /// Values of a column go from one person to another: it was sorted alone, or shifted.
    case moved(SheetColumn, count: Int)
    /// New e-mail addresses are other people's, who would get the activation link.
    case emailsOfOthers(count: Int)
    /// More than a fifth of the order's e-mail addresses change.
    case manyEmails(changed: Int, of: Int, isUndo: Bool = false)
    /// More than a fifth of the order's mobile numbers change.
    case manyMobiles(changed: Int, of: Int, isUndo: Bool = false)
    /// One address would stand in more than three rows.
    case repeatedEmail(address: String, count: Int, isUndo: Bool = false)
    /// Dotations would have a status that is not known, which locks them.
    case unknownStatuses(Set<DotationStatus>, count: Int)
    /// Dotations that are activated would be open again.
    case reopened(count: Int)
    /// Dotations would take a status that they are past: the sheet may be older than the store.
    case backward(count: Int)
    /// Activation e-mails would go to a whole order, or to all.
    case bulkResend(count: Int)
    /// All that is a client's would be removed for good.
    case erasure(operations: Int)

    /// A need by a name that programs can rely on.
    public enum Code: String, Sendable, CaseIterable {
        case movedEmails = "confirm.moved-emails"
        case movedMobiles = "confirm.moved-mobiles"
        case emailsOfOthers = "confirm.emails-of-others"
        case manyEmails = "confirm.many-emails"
        case manyMobiles = "confirm.many-mobiles"
        case repeatedEmail = "confirm.repeated-email"
        case unknownStatuses = "confirm.unknown-status"
        case reopened = "confirm.reopened"
        case backward = "confirm.backward-status"
        case bulkResend = "confirm.bulk-resend"
        case erasure = "confirm.erasure"
    }

    /// What the need is.
    public var code: Code {
        switch self {
        case .moved(let column, _): column == .mobile ? .movedMobiles : .movedEmails
        case .emailsOfOthers: .emailsOfOthers
        case .manyEmails: .manyEmails
        case .manyMobiles: .manyMobiles
        case .repeatedEmail: .repeatedEmail
        case .unknownStatuses: .unknownStatuses
        case .reopened: .reopened
        case .backward: .backward
        case .bulkResend: .bulkResend
        case .erasure: .erasure
        }
    }
}
