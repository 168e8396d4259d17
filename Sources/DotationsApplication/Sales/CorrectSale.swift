internal import DotationAccounts
public import DotationSales
public import DotationStore
public import Dotations

extension Application {
    /// Corrects what a sale verified, under the rules of a row of a sheet that says it: while the sale is active and not ordered.
    ///
    /// `version` is the sale's when somebody looked at it; to plan it throws `store.sales-moved` where the sale is another by now.
    public func correctSale(_ id: Sale.ID, _ contact: Contact, inPlaceOf version: String) -> UseCase<SalesReport, Operation> {
        UseCase(scope: "RegisterSales", application: self, permission: .change) {
            let ledger = try store.salesLedger()
            guard let sale = ledger.sale(id), SaleDocument(sale, in: ledger).version == version else {
                throw StoreError(.salesMoved, "The sale was changed meanwhile.")
            }
            return SalesReport(plan: SalesPlan(.contact(id, contact), ledger: ledger, today: try today), ledger: ledger, isTyped: true)
        } perform: {
            try store.apply($0.plan, file: nil, context: $1)
        }
    }
}
