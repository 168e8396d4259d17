internal import DotationAccounts
public import DotationSales
public import DotationStore

extension Application {
    /// Cancels sales, or notes them as refunded.
    ///
    /// To plan it throws, where no sale can get the status, ``Refusals``, or `nothing-to-do` where each has it.
    public func setStatus(_ status: Sale.Status, ofSales sales: [Sale.ID]) -> UseCase<SalesReport, Operation> {
        UseCase(scope: "RegisterSales", application: self, permission: .change) {
            var seen: Set<Sale.ID> = []
            let request = SalesRequest.status(status, sales.filter { seen.insert($0).inserted })
            let ledger = try store.salesLedger(for: request)
            let plan = SalesPlan(request, ledger: ledger, today: try today)
            guard !plan.isEmpty else {
                throw plan.refused.isEmpty ? ApplicationError.salesUnchanged(seen.count) : Refusals(plan.refused) as any Error
            }
            return SalesReport(plan: plan, ledger: ledger)
        } perform: {
            try store.apply($0.plan, file: nil, context: $1)
        }
    }
}
