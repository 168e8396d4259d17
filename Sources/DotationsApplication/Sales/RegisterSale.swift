internal import DotationAccounts
public import DotationSales
public import DotationStore

extension Application {
    /// Records one sale by itself once it was looked at: under the same rules as a sheet, and as ``addSale(_:)``, which asks nobody. A plan whose
    /// sale is refused says why, and does nothing.
    ///
    /// To plan it throws `nothing-to-do` where a sale of the person has its payment reference.
    public func registerSale(_ row: SaleRow) -> UseCase<SalesReport, Operation> {
        UseCase(scope: "RegisterSales", application: self, permission: .change) {
            let ledger = try store.salesLedger()
            let plan = SalesPlan(.rows([row]), ledger: ledger, today: try today)
            if let known = plan.unchanged.first, plan.refused.isEmpty { throw ApplicationError.knownSale(known.sale) }
            return SalesReport(plan: plan, ledger: ledger, isTyped: true)
        } perform: {
            try store.apply($0.plan, file: nil, context: $1)
        }
    }
}
