public import DotationAccounts
public import DotationSales
public import Dotations

/// What an operation did to one dotation, or why it did nothing to one row.
public struct AuditRow: Sendable, Hashable {
    /// What was done.
    public enum Action: Sendable, Hashable {
        /// The contact changed.
        case change(from: Contact, to: Contact)
        /// The activation e-mail goes again.
        case resend
        /// The status changed.
        case status(from: DotationStatus, to: DotationStatus)
        /// The beneficiary's account was created.
        case accountCreated
        /// A sale was recorded, where it was nothing before, or it changed.
        case sale(from: Sale.Status?, to: Sale.Status)
        /// What a sale verified changed.
        case saleContact(from: Contact, to: Contact)
        /// The event of this name was withdrawn.
        case eventWithdrawn(String)
        /// This was loaded or typed.
        case setup(SetupChange)
        /// A document was loaded or typed, of which the reader may know nothing.
        case withheldDocument
        /// The row was refused, for reasons of these codes.
        case refused([String])
        /// A person had this e-mail be tried again.
        case mailRetried(Job.ID)
        /// A person had this e-mail not be sent.
        case mailCancelled(Job.ID)
        /// Somebody works for the client as this, or does no more.
        case member(Member.ID, Role?)
        /// An operator did this to the account of somebody who works for the client.
        case account(Member.ID, AccountAct)
        /// The setting of this name was changed.
        case setting(String)
        /// The values were emptied when their time was over; only that something was done is known, by the action's name.
        case purged(String)
    }

    /// Its number in the history.
    public let id: Int
    /// The operation that it belongs to.
    public let operation: Operation.ID
    /// The dotation, where it is known.
    public let dotation: Dotation.ID?
    /// The number of the person who may take part in events, where it is about one.
    public internal(set) var beneficiary: Int?
    /// The last name of whom it is about.
    public internal(set) var lastName: String?
    /// The first name of whom it is about.
    public internal(set) var firstName: String?
    /// The sale, where it is about one.
    public let sale: Sale.ID?
    /// The row of the sheet, where there was one.
    public let row: Int?
    /// The dotation's revision afterwards, where it changed.
    public let revision: Int?
    /// What was done.
    public internal(set) var action: Action
    /// What the mail server said, without addresses, where that is why the status was set.
    public let words: String?

    /// The same for whoever may see no documents, nor who has some.
    public var withoutDocuments: AuditRow {
        guard case .setup(let change) = action, case .documents = change.subject else { return self }
        var row = self
        row.action = .withheldDocument
        (row.beneficiary, row.lastName, row.firstName) = (nil, nil, nil)
        return row
    }
}
