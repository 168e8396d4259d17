internal import DotationAccounts
public import DotationSales
internal import DotationStore

extension Application {
    /// Records one sale by itself, under the same rules as a sheet. It is planned and recorded in one transaction: of two who want the last
    /// place, exactly one has it.
    ///
    /// - Throws: ``Refusals``; `nothing-to-do` where a sale of the person has its payment reference.
    public func addSale(_ row: SaleRow) throws -> PlanDocument<SalesReport> {
        try require(.change)
        let result = try store.carryOut(.rows([row]), today: today, context: context)
        guard result.plan.refused.isEmpty else { throw Refusals(result.plan.refused) }
        guard let operation = result.operation else { throw ApplicationError.knownSale(result.plan.unchanged.first?.sale) }
        return PlanDocument(
            plan: SalesReport(plan: result.plan, ledger: result.ledger), fingerprint: nil, status: .applied, operation: operation.id)
    }
}
