internal import DotationAccounts
internal import DotationSheets
internal import DotationStore
public import Dotations

extension Application {
    /// What the file of an order's export is called in the *espace client*, without a suffix.
    ///
    /// - Throws: `store.order-unknown`; `order.unpaid`; `nothing-to-do` where no dotation can be changed under the policy, which is the
    ///   client's where none is given.
    public func exportName(of number: OrderNumber, policy: ModificationPolicy? = nil) throws -> String {
        try require(.export)
        guard let summary = try store.summary(of: number) else { throw StoreError.unknownOrder(number) }
        guard summary.order.isPaid else { throw ApplicationError.unpaidOrder(number) }
        let policy = try policy ?? self.policy.modification
        guard summary.counts.keys.contains(where: { policy.allowsChange(of: $0) }) else {
            throw ApplicationError.nothingModifiable(number)
        }
        return summary.order.exportFileName
    }

    /// Exports the dotations of an order that the policy lets change, and records the export, which a sheet that comes back is compared with.
    /// With `hasResendColumn` the sheet has a column to ask for e-mails in.
    ///
    /// - Throws: as ``exportName(of:policy:)``.
    public func exportOrder(
        _ number: OrderNumber, policy: ModificationPolicy? = nil, hasResendColumn: Bool = false
    ) throws -> ExportedOrder {
        let policy = try policy ?? self.policy.modification
        _ = try exportName(of: number, policy: policy)
        let export = try store.export(number, context: context) { policy.allowsChange(of: $0.status) }
        let sheet = OrderExport(
            order: export.order, dotations: export.dotations, export: export.identity.description, policy: policy,
            hasResendColumn: hasResendColumn)
        return ExportedOrder(sheet: sheet, order: number, rows: export.dotations.count, export: export.identity)
    }
}
