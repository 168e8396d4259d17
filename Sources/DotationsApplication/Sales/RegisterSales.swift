public import DotationSales
public import DotationSheets
public import DotationStore
public import Spreadsheet

/// Records what a sheet of sales says, or gives sales another status.
public struct RegisterSales: ProposingUseCase {
    /// Who works on which store.
    public let application: Application
    private let request: SalesRequest
    private let sheet: (sheet: SalesSheet, content: SalesSheet.Content, file: ImportedFile)?
    private let isAtomic: Bool

    /// The sales of a sheet.
    ///
    /// - Parameters:
    ///   - sheets: the file.
    ///   - file: by what the store knows the file again.
    ///   - isAtomic: whether one refused row refuses the whole sheet.
    ///   - application: who works on which store.
    ///   - progress: is told now and then how much of the sheet is read, from 0 to 1, and how many rows.
    /// - Throws: what is wrong with the file.
    public init(
        _ sheets: SheetFile, file: ImportedFile, isAtomic: Bool = false, application: Application,
        progress: @escaping (_ sheet: Sheet, _ fraction: Double, _ rows: Int) -> Void = { _, _, _ in }
    ) throws {
        let sheet = try SalesSheet(sheets)
        let content = try sheet.read { progress(sheet.sheet, $0, $1) }
        self.sheet = (sheet, content, file)
        request = .rows(content.rows)
        self.isAtomic = isAtomic
        self.application = application
    }

    /// Sales to cancel, or to note as refunded.
    public init(_ status: Sale.Status, of sales: [Sale.ID], application: Application) {
        var seen: Set<Sale.ID> = []
        request = .status(status, sales.filter { seen.insert($0).inserted })
        sheet = nil
        isAtomic = false
        self.application = application
    }

    /// The plan for the store as it is now.
    ///
    /// - Throws: where no sale can get the status, ``RefusedSales``, or `nothing-to-do` where each has it.
    public func plan() throws -> SalesReport {
        let ledger = try application.store.salesLedger()
        let plan = SalesPlan(request, ledger: ledger, today: try application.today)
        if case .status(_, let sales) = request, plan.isEmpty {
            guard plan.refused.isEmpty else { throw RefusedSales(rows: plan.refused) }
            throw ApplicationError.salesUnchanged(sales.count)
        }
        return SalesReport(
            plan: plan, ledger: ledger, isAtomic: isAtomic, sheet: sheet?.sheet, content: sheet?.content, file: sheet?.file.content)
    }

    /// Carries a plan out, whole or not at all.
    public func carryOut(_ report: SalesReport, _ context: OperationContext) throws -> Operation {
        try application.store.apply(report.plan, file: sheet?.file, context: context)
    }

    /// The refused rows as a sheet to mend and to import again; nil where there is no sheet.
    public func refusedRows(of report: SalesReport) -> RefusedRowsExport? {
        sheet.map { RefusedRowsExport(report.plan, of: $0.sheet) { ($0.message, $0.advice) } }
    }
}
