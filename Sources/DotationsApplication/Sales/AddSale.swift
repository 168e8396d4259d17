public import DotationSales
internal import DotationStore

/// Records one sale by itself, under the same rules as a sheet.
public struct AddSale {
    private let application: Application
    private let row: SaleRow

    /// A sale to record.
    public init(_ row: SaleRow, application: Application) {
        self.row = row
        self.application = application
    }

    /// Records it. It is planned and recorded in one transaction: of two who want the last place, exactly one has it.
    ///
    /// - Throws: ``RefusedSales``; `nothing-to-do` where a sale of the person has its payment reference.
    public func run() throws -> SalesDocument {
        let result = try application.store.carryOut(.rows([row]), today: application.today, context: application.context)
        guard result.plan.refused.isEmpty else { throw RefusedSales(rows: result.plan.refused) }
        guard let operation = result.operation else {
            throw ApplicationError.knownSale(result.plan.unchanged.first?.sale)
        }
        return SalesDocument(SalesReport(plan: result.plan, ledger: result.ledger), .applied, operation: operation.id)
    }
}
