public import Dotations
internal import Foundation

/// Something that somebody did to the store, as its history has it.
public struct Operation: Sendable, Hashable, Identifiable {
    /// The number of an operation: 1 is the first of the store.
    public struct ID: SerialNumber {
        /// The number.
        public let rawValue: Int

        /// A number that the store has given.
        public init(stored: Int) { rawValue = stored }
    }

    /// What was done.
    public enum Kind: String, Sendable, CaseIterable {
        /// An order was created.
        case order
        /// An order was paid.
        case payment
        /// An order was cancelled.
        case orderCancellation
        /// A payment was taken back.
        case paymentCancellation
        /// An order was exported.
        case export
        /// An edited sheet was imported.
        case `import`
        /// One dotation was corrected.
        case edit
        /// The changes of an operation were taken back.
        case revert
        /// Activation e-mails were asked for once more.
        case resend
        /// Statuses were set, or accounts reported as created.
        case status
        /// Values whose time was over were emptied.
        case purge
        /// Events, people and documents were loaded.
        case events
        /// An event was withdrawn.
        case eventWithdrawal
        /// Sales were recorded, cancelled or refunded.
        case sales
        /// Sales were exported to be ordered.
        case salesExport
        /// Mail servers refused addresses or took them again, or a person had e-mails be tried again or not be sent.
        case delivery
        /// Who works for the client, and as what, was changed.
        case people
        /// Settings of the client were changed.
        case settings

        /// Whether somebody set out to change contacts or statuses, or to send e-mails: what a list of imports shows.
        public var isImport: Bool {
            switch self {
            case .import, .edit, .revert, .resend, .status: true
            case .order, .payment, .orderCancellation, .paymentCancellation, .export, .events, .eventWithdrawal, .sales, .salesExport,
                .delivery, .people, .settings, .purge:
                false
            }
        }
    }

    /// How many rows came to what.
    public struct Counts: Sendable, Hashable {
        /// The data rows, or the dotations that it was about.
        public var rows = 0
        /// The dotations that changed.
        public var changed = 0
        /// The unchanged dotations to which the activation e-mail goes again.
        public var resent = 0
        /// The rows that were refused.
        public var refused = 0
        /// The rows that asked for nothing.
        public var unchanged = 0

        /// These numbers of rows.
        public init(rows: Int = 0, changed: Int = 0, resent: Int = 0, refused: Int = 0, unchanged: Int = 0) {
            self.rows = rows
            self.changed = changed
            self.resent = resent
            self.refused = refused
            self.unchanged = unchanged
        }
    }

    /// Its number.
    public let id: ID
    /// What was done.
    public let kind: Kind
    /// When and by whom.
    public let context: OperationContext
    /// The order that it was about, where it was about one.
    public let order: OrderNumber?
    /// The file that it came from, where it came from one.
    public let file: ImportedFile?
    /// The export that it made, or whose sheet it imported.
    public let export: ExportIdentity?
    /// The operation that it took back.
    public let reverts: ID?
    /// How many rows came to what.
    public let counts: Counts
    /// Its link in the chain that holds the history together.
    public let hash: Hash256

    let firstAudit: Int
    /// How many things the history says that it did or refused.
    public let auditCount: Int
}

extension Date {
    init(milliseconds: Int) { self.init(timeIntervalSince1970: Double(milliseconds) / 1000) }

    /// The milliseconds since 1970, within what the store can hold.
    var milliseconds: Int { Int(exactly: (timeIntervalSince1970 * 1000).rounded()) ?? 0 }
}
