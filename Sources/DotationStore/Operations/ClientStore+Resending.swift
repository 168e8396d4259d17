internal import Dotations

extension ClientStore {
    /// Records one activation e-mail for each selected dotation that is not activated.
    ///
    /// A dotation whose account was created is refused, whichever way it was selected. One that is activated is refused where it was
    /// selected itself, and passed over in a whole order.
    ///
    /// - Parameters:
    ///   - selection: which dotations.
    ///   - plan: what somebody agreed to; nil where nobody was asked.
    ///   - context: when, and by whom.
    ///   - progress: hears how many e-mails are recorded.
    /// - Returns: what is sent and refused, and the operation that is recorded.
    /// - Throws: ``StoreError`` `orderUnknown`; `moved` where `plan` is no longer what would be done, and `stopped` where `progress` gives
    ///   false: then nothing is recorded.
    public func resend(
        _ selection: ResendSelection, asIn plan: ResendPlan? = nil, context: OperationContext, progress: WriteProgress? = nil
    ) throws(StoreError) -> ResendResult {
        try write { connection throws(StoreError) in
            let now = try Self.plan(selection, connection)
            if let plan, !plan.isSame(as: now) {
                let moved = Set(plan.sent).symmetricDifference(now.sent).map(\.id)
                throw StoreError(.moved, "Dotations changed since the plan was made.", .dotations(Set(moved).sorted()))
            }
            let operation = try Self.record(now, selection, context, progress, connection)
            return ResendResult(operation: operation, sent: now.sent, refused: now.refused)
        }
    }

    /// What ``resend(_:asIn:context:)`` would do; records nothing.
    ///
    /// - Throws: ``StoreError`` `orderUnknown`.
    public func resendPlan(_ selection: ResendSelection) throws(StoreError) -> ResendPlan {
        try read { connection throws(StoreError) in try Self.plan(selection, connection) }
    }

    private static func plan(_ selection: ResendSelection, _ connection: Connection) throws(StoreError) -> ResendPlan {
        var (sent, refused, unchanged) = ([Dotation](), [(id: Dotation.ID, reason: Reason)](), 0)
        var isPaid: [OrderNumber: Bool] = [:]
        func add(_ dotation: Dotation) throws(StoreError) {
            if isPaid[dotation.order] == nil { isPaid[dotation.order] = try connection.order(dotation.order)?.isPaid }
            guard let reason = RecipientEligibility.blocker(dotation, isPaid: isPaid[dotation.order] ?? false) else {
                return sent.append(dotation)
            }
            switch (selection, reason.code) {
            case (.order, .notModifiable): unchanged += 1
            case (.all, .notModifiable), (.all, .orderUnpaid): break
            default: refused.append((dotation.id, reason))
            }
        }
        switch selection {
        case .dotations(let ids):
            let found = try connection.dotations(ids)
            let known = Set(found.map(\.id))
            refused = ids.filter { !known.contains($0) }.map { ($0, .unknownID($0.description)) }
            for dotation in found { try add(dotation) }
        case .order(let number):
            _ = try connection.existingOrder(number)
            try connection.forEachDotation("AND d.order_number = ? ORDER BY d.position", [SQLValue(number)], add)
        case .all: try connection.forEachDotation("ORDER BY d.order_number, d.position", [], add)
        }
        return ResendPlan(selection: selection, sent: sent, refused: refused, unchanged: unchanged)
    }

    private static func record(
        _ plan: ResendPlan, _ selection: ResendSelection, _ context: OperationContext, _ progress: WriteProgress?, _ connection: Connection
    ) throws(StoreError) -> Operation {
        let (sent, refused, unchanged) = (plan.sent, plan.refused, plan.unchanged)
        let order: OrderNumber? = if case .order(let number) = selection { number } else { nil }
        let counts = Operation.Counts(
            rows: sent.count + refused.count + unchanged, resent: sent.count, refused: refused.count, unchanged: unchanged)
        var history = try HistoryWriter(
            connection, .resend, context, order: order, counts: counts, auditCount: sent.count + refused.count, progress: progress)
        var outbox = try Outbox(connection, history.operation, to: sent.map(\.id))
        var touch = try RowQueue(connection, "UPDATE dotations SET revision = revision + 1 WHERE client = :client AND id = ?")
        for dotation in sent {
            try touch.write([SQLValue(dotation.id)])
            try outbox.add(.accountCreation, to: dotation.id, dotation.contact, tellsMobile: false)
            try history.append(AuditRecord(.resend, dotation: dotation.id, revision: dotation.revision + 1))
        }
        try touch.flush()
        try outbox.finish()
        let known = try Statement(connection, "SELECT 1 FROM dotations WHERE client = :client AND id = ?")
        for (id, reason) in refused {
            try known.bind([SQLValue(id)])
            try history.append(AuditRecord(.refused, dotation: try known.step() ? id : nil, reasons: reason.code.rawValue))
        }
        return try history.finish()
    }
}
