public import Dotations

extension ClientStore {
    /// Applies a plan whole, or not at all.
    ///
    /// In one transaction: each row is compared with the dotation's revision, contacts are updated, and the operation, its audit rows
    /// and one job for each changed or resent row are recorded. An undo takes those e-mails back instead that have not left. A refused row
    /// is recorded with the codes of its reasons and changes nothing.
    ///
    /// - Throws: ``StoreError`` `moved` with the dotations that are no longer as the plan saw them: nothing was applied, and the
    ///   caller plans again; `orderUnknown`; `operationUnknown` for a revert; `stopped` where `progress` gives false.
    public func apply(
        _ plan: ImportPlan, as source: PlanSource, context: OperationContext, progress: WriteProgress? = nil
    ) throws(StoreError) -> Operation {
        try write { connection throws(StoreError) in
            _ = try connection.existingOrder(plan.order)
            let history = try history(of: plan, as: source, context, progress, connection)
            let undone: Operation.ID? = if case .revert(let id) = source { id } else { nil }
            return try Self.apply(plan, undoing: undone, connection, history)
        }
    }

    private func history(
        of plan: ImportPlan, as source: PlanSource, _ context: OperationContext, _ progress: WriteProgress?, _ connection: Connection
    )
        throws(StoreError) -> HistoryWriter
    {
        let counts = Operation.Counts(
            rows: plan.rowCount, changed: plan.changes.count, resent: plan.resends.count, refused: plan.refused.count,
            unchanged: plan.unchangedCount)
        let auditCount = plan.changes.count + plan.resends.count + plan.mailCancellations.count + plan.refused.count
        switch source {
        case .sheet(let file, let export):
            return try HistoryWriter(
                connection, .import, context, order: plan.order, file: file, export: export, counts: counts, auditCount: auditCount,
                progress: progress)
        case .edit:
            return try HistoryWriter(
                connection, .edit, context, order: plan.order, counts: counts, auditCount: auditCount, progress: progress)
        case .revert(let id):
            guard try connection.int("SELECT 1 FROM operations WHERE client = :client AND id = ?", .int(id.rawValue)) != nil else {
                throw StoreError(.operationUnknown, "The operation to take back does not exist.")
            }
            return try HistoryWriter(
                connection, .revert, context, order: plan.order, reverts: id, counts: counts, auditCount: auditCount, progress: progress)
        }
    }

    private static func apply(
        _ plan: ImportPlan, undoing undone: Operation.ID?, _ connection: Connection, _ history: consuming HistoryWriter
    ) throws(StoreError)
        -> Operation
    {
        var history = history
        let cancelled = plan.mailCancellations.map(\.id)
        let resent = plan.resends.map(\.id) + cancelled
        var outbox = try Outbox(connection, history.operation, to: plan.changes.map(\.id) + resent)
        var mails = try OperationMails(
            connection, of: undone ?? history.operation.id, to: undone == nil ? cancelled : plan.changes.map(\.id) + cancelled)
        var change = try RowQueue(
            connection,
            """
            UPDATE dotations SET email = ?, mobile = ?, email_key = ?, mobile_key = ?, revision = revision + 1
            WHERE client = :client AND id = ? AND order_number = ? AND revision = ? AND email = ? AND mobile = ?
            """)
        var touch = try RowQueue(
            connection,
            """
            UPDATE dotations SET revision = revision + 1
            WHERE client = :client AND id = ? AND order_number = ? AND revision = ? AND email = ?
            """)
        let contacts = try connection.contacts(of: resent)
        var moved: [Dotation.ID] = []
        for row in plan.changes {
            try change.write([
                .text(row.new.email), .text(row.new.mobile), .text(SearchKey.text(row.new.email)), .text(SearchKey.mobile(row.new.mobile)),
                SQLValue(row.id), SQLValue(plan.order), .int(row.revision), .text(row.old.email), .text(row.old.mobile),
            ])
            let found = undone == nil ? nil : try mails.find(row.id)
            guard found.map({ $0.mail == row.unsent }) ?? true else {
                moved.append(row.id)
                continue
            }
            if let found, let unsent = row.unsent {
                try outbox.takeBack(found, restoring: unsent.restored, to: row.id, row.new)
            } else if let job = row.job {
                try outbox.add(job, to: row.id, row.new, tellsMobile: row.old.mobile != row.new.mobile)
            }
            try history.append(
                AuditRecord(
                    .change, dotation: row.id, sheetRow: row.row, revision: row.revision + 1,
                    reasons: row.asksResend ? AuditRecord.Action.resend.rawValue : nil, email: (row.old.email, row.new.email),
                    mobile: (row.old.mobile, row.new.mobile)))
        }
        for row in plan.resends {
            try touch.write([SQLValue(row.id), SQLValue(plan.order), .int(row.revision), .text(row.email)])
            let contact = Contact(email: row.email, mobile: contacts[row.id]?.mobile ?? "")
            try outbox.add(.accountCreation, to: row.id, contact, tellsMobile: false)
            try history.append(AuditRecord(.resend, dotation: row.id, sheetRow: row.row, revision: row.revision + 1))
        }
        for row in plan.mailCancellations {
            let found = try mails.find(row.id)
            guard found.mail == row.mail, let contact = contacts[row.id] else {
                moved.append(row.id)
                continue
            }
            try outbox.takeBack(found, restoring: row.mail.restored, to: row.id, contact)
            try history.append(
                AuditRecord(.mailCancelled, dotation: row.id, sheetRow: row.row, reasons: Job.ID(stored: found.own).description))
        }
        try change.flush()
        try touch.flush()
        moved += change.unchanged.map { plan.changes[$0].id } + touch.unchanged.map { plan.resends[$0].id }
        try outbox.finish()
        guard moved.isEmpty else { throw StoreError(.moved, "Dotations changed since the plan was made.", .dotations(moved)) }
        for row in plan.refused { try history.append(AuditRecord(refusal: row)) }
        return try history.finish()
    }
}

extension Connection {
    /// The contacts that some dotations have.
    fileprivate func contacts(of ids: [Dotation.ID]) throws(StoreError) -> [Dotation.ID: Contact] {
        var contacts: [Dotation.ID: Contact] = [:]
        for list in IdentifierList.lists(of: ids) {
            let statement = try Statement(
                self, "SELECT id, email, mobile FROM dotations WHERE client = :client AND id IN (\(list.marks))")
            try statement.bind(list.values)
            while try statement.step() {
                guard let id = Dotation.ID(stored: statement.int("id")) else { continue }
                contacts[id] = Contact(email: statement.text("email"), mobile: statement.text("mobile"))
            }
        }
        return contacts
    }
}
