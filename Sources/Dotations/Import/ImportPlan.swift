/// What an import would do: the answer to three inputs, the exported base, the store now and the edited sheet.
///
/// Each data row is in exactly one of five places: ``changes``, ``resends``, ``mailCancellations``, ``refused`` or the count ``unchangedCount``.
/// All lists are in the order of the sheet's rows.
public struct ImportPlan: Sendable, Hashable {
    /// The order whose dotations the sheet edits.
    public let order: OrderNumber
    /// How many data rows the sheet has; blank rows do not count.
    public let rowCount: Int
    /// How many rows ask for nothing.
    public let unchangedCount: Int
    /// How many data rows are hidden, whatever they ask for.
    public let hiddenRowCount: Int
    /// The contacts to change, each with the one e-mail that it sends.
    public let changes: [PlannedChange]
    /// The unchanged dotations to which the activation e-mail goes again.
    public let resends: [PlannedResend]
    /// The e-mails that an undo takes back though it changes nothing else of their dotations.
    public let mailCancellations: [PlannedMailCancellation]
    /// The rows that are not applied, and why.
    public let refused: [RefusedRow]
    /// What is worth a look, though it is applied.
    public let warnings: [PlannedWarning]
    /// Why a person has to confirm the plan by typing; empty where nothing is unusual.
    public let confirmations: [ConfirmationNeed]
    /// The other order that most of the identifiers belong to, where that is so.
    public let looksLikeOrder: OrderNumber?

    /// By row, what is stored today of contacts that changed since the export and that the row still says as they were exported. The row has to say it
    /// when the sheet comes back as a new export. Those of refused rows are ``RefusedRow/renewed``.
    public let renewed: [Int: [SheetColumn: String]]

    /// Whether applying the plan would change and send nothing.
    public var isEmpty: Bool { changes.isEmpty && resends.isEmpty && mailCancellations.isEmpty }
    /// How many e-mails the plan records to be sent, ``restoredMailCount`` included.
    public var jobCount: Int { changes.count { $0.job != nil } + resends.count + mailCancellations.count { $0.mail.restored != nil } }
    /// How many e-mails that wait an undo cancels.
    public var cancelledMailCount: Int { takenBack.count { $0.isWaiting } }
    /// How many e-mails an undo records again, as those that took their place are taken back.
    public var restoredMailCount: Int { takenBack.count { $0.restored != nil } }

    private var takenBack: [UnsentMail] { changes.compactMap(\.unsent) + mailCancellations.map(\.mail) }
}
