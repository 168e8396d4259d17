/// What an import would do: the answer to three inputs, the exported base, the store now and the edited sheet.
///
/// Each data row is in exactly one of five places: ``changes``, ``resends``, ``withdrawals``, ``refused`` or the count ``unchangedCount``.
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
    public let withdrawals: [PlannedWithdrawal]
    /// The rows that are not applied, and why.
    public let refused: [RefusedRow]
    /// What is worth a look, though it is applied.
    public let warnings: [PlannedWarning]
    /// Why a person has to confirm the plan by typing; empty where nothing is unusual.
    public let confirmations: [ConfirmationNeed]
    /// The other order that most of the identifiers belong to, where that is so.
    public let looksLikeOrder: OrderNumber?

    /// Whether applying the plan would change and send nothing.
    public var isEmpty: Bool { changes.isEmpty && resends.isEmpty && withdrawals.isEmpty }
    /// How many e-mails the plan records to be sent, ``restoredMailCount`` included.
    public var jobCount: Int { changes.count { $0.job != nil } + resends.count + withdrawals.count { $0.mail.restored != nil } }
    /// How many e-mails that wait an undo cancels.
    public var cancelledMailCount: Int { takenBack.count { $0.isWaiting } }
    /// How many e-mails an undo records anew, as those that took their place are taken back.
    public var restoredMailCount: Int { takenBack.count { $0.restored != nil } }

    private var takenBack: [UnsentMail] { changes.compactMap(\.unsent) + withdrawals.map(\.mail) }
}

/// One dotation's contact to be changed.
public struct PlannedChange: Sendable, Hashable {
    /// The sheet's row.
    public let row: Int
    /// The dotation.
    public let id: Dotation.ID
    /// The revision that the plan saw; where the store has another one, the plan is out of date.
    public let revision: Int
    /// The contact in the store.
    public let old: Contact
    /// The contact to store, checked and in its normal form.
    public let new: Contact
    /// The one e-mail that the change sends, to ``new``'s address; nil where it undoes a change of which no e-mail has left.
    public let job: ActivationEmailJob.Kind?
    /// Whether the row asks for the activation e-mail besides, so that it is sent again even where only the number changes.
    public let asksResend: Bool
    /// The e-mail that an undo takes back, where it has not left. ``job`` is then the one that it restores.
    public let unsent: UnsentMail?

    /// The columns that differ: e-mail, mobile number, or both.
    public var columns: [SheetColumn] {
        (old.email != new.email ? [.email] : []) + (old.mobile != new.mobile ? [.mobile] : [])
    }
}

/// One dotation to which the activation e-mail goes again, unchanged.
public struct PlannedResend: Sendable, Hashable {
    /// The sheet's row.
    public let row: Int
    /// The dotation.
    public let id: Dotation.ID
    /// The revision that the plan saw.
    public let revision: Int
    /// The address on file, to which it goes.
    public let email: String
}

/// One e-mail that an undo takes back.
public struct PlannedWithdrawal: Sendable, Hashable {
    /// The row of the import that is undone.
    public let row: Int
    /// The dotation.
    public let id: Dotation.ID
    /// The e-mail, which waits, and what is recorded anew in its stead.
    public let mail: UnsentMail
}

/// One row that is not applied.
public struct RefusedRow: Sendable, Hashable {
    /// The sheet's row.
    public let row: Int
    /// The dotation, where the row names one of the order.
    public let id: Dotation.ID?
    /// Why; never empty. Each reason says the column that it is about, where it is about one.
    public let reasons: [Reason]
    /// What is stored today of a contact that changed since the export, where the sheet still says what was exported, or conflicts: what the
    /// row must say when it comes back, so that only what is then typed is an edit.
    public let renewed: [SheetColumn: String]
}

/// Something worth a look.
public struct PlannedWarning: Sendable, Hashable {
    /// The sheet's row.
    public let row: Int
    /// The dotation.
    public let id: Dotation.ID?
    /// What it is.
    public internal(set) var warning: Warning
}
