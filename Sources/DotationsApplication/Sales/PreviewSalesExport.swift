internal import DotationAccounts
public import DotationSales
internal import DotationStore

extension Application {
    /// What an export of the sales of these events, of every one where none is named, would have; records nothing.
    ///
    /// - Throws: `events.unknown`; `nothing-to-do` where there are no events.
    public func previewSalesExport(
        of events: [String] = [], grouping: ConnectExport.Grouping = .perBeneficiary
    ) throws -> ConnectExport {
        try require(.view)
        let ledger = try store.salesLedger()
        guard !ledger.events.isEmpty else { throw ApplicationError.noEvents }
        guard let export = ConnectExport(ledger, events: try ledger.events.named(events), grouping: grouping, today: try today) else {
            throw StoreError(.failed, "The amounts of the sales are out of range.")
        }
        return export
    }
}
