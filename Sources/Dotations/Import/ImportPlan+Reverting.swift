extension ImportPlan {
    /// The plan that takes an import back: each value that it changed becomes what it was, where nobody has changed it since.
    ///
    /// It is a plan like any other and can be taken back in turn. The old values are restored as they were and are not checked anew. A row
    /// whose value changed since, or whose dotation may no longer change, is refused. An e-mail goes only to those whom the import's has
    /// reached or may have reached; of the others those e-mails wait that would without the import.
    ///
    /// - Parameters:
    ///   - changes: what the import changed.
    ///   - resends: the e-mails that it sent once more without a change.
    ///   - order: the order that it was imported into.
    ///   - dotations: every dotation of the order as the store has it now.
    ///   - mails: what has become of the import's e-mails; of a dotation that is not in it, it has left.
    ///   - settings: how to plan; the limit of refused rows does not count here.
    /// - Returns: the plan, whose rows are those of the import.
    public static func reverting(
        _ changes: [AppliedChange], resends: [AppliedResend] = [], of order: Order, dotations: [Dotation],
        mails: [Dotation.ID: OperationMail] = [:], settings: ImportSettings = ImportSettings()
    ) -> ImportPlan {
        var settings = settings
        settings.resendsUnchanged = false
        var planner = ImportPlanner(order: order, dotations: dotations, settings: settings)
        planner.undo = .init(mails: mails)
        for change in changes { planner.addReversal(of: change) }
        for resend in resends { planner.addWithdrawal(of: resend) }
        return planner.plan()
    }
}

extension ImportPlanner {
    /// What is taken back, where the rows are not those of a sheet.
    struct Undo {
        let mails: [Dotation.ID: OperationMail]
        var withdrawals: [PlannedMailCancellation] = []

        func unsent(_ id: Dotation.ID) -> UnsentMail? {
            if case .unsent(let mail)? = mails[id] { mail } else { nil }
        }
    }

    /// Whether the rows are not those of a sheet but the changes to take back.
    var isUndo: Bool { undo != nil }

    fileprivate mutating func addWithdrawal(of resend: AppliedResend) {
        rowCount += 1
        guard let mail = undo?.unsent(resend.id), mail.isWaiting else {
            unchangedCount += 1
            return
        }
        undo?.withdrawals.append(PlannedMailCancellation(row: resend.row, id: resend.id, mail: mail))
    }

    fileprivate mutating func addReversal(of change: AppliedChange) {
        rowCount += 1
        guard let position = identifier.positions[change.id] else {
            return refuse(change.row, nil, [.unknownID(change.id.description)])
        }
        let dotation = dotations[position]
        var reasons: [Reason] = []
        func value(_ column: SheetColumn, _ path: KeyPath<Contact, String>) -> String? {
            let (old, new, now) = (change.old[keyPath: path], change.new[keyPath: path], dotation.contact[keyPath: path])
            guard old != new, now != old else { return nil }
            if now == new { return old }
            reasons.append(.changedSince(column, stored: now, imported: new))
            return nil
        }
        let email = value(.email, \.email)
        let mobile = value(.mobile, \.mobile)
        let request = Request(row: change.row, position: position, email: email, mobile: mobile, resend: false)
        let blockers = blockers(dotation, request, changes: email != nil || mobile != nil || !reasons.isEmpty)
        settle(request, reasons: blockers + reasons)
    }
}
