internal import DotationAccounts
internal import DotationSales
internal import DotationSheets
public import DotationStore
public import Spreadsheet

extension Application {
    /// Records what a sheet of sales says. What is given and thrown is as for
    /// ``importSheet(_:file:order:settings:allowsOutdated:isAtomic:progress:writing:)``.
    public func registerSales(
        _ sheets: SheetFile, file: ImportedFile, isAtomic: Bool = false, progress: @escaping ReadProgress = { _, _, _ in }
    ) throws -> UseCase<SalesReport, Operation> {
        try require(.import)
        let sheet = try SalesSheet(sheets)
        let content = try sheet.read { progress(sheet.sheet, $0, $1) }
        return UseCase(scope: "RegisterSales", application: self, permission: .import) {
            let ledger = try store.salesLedger()
            let plan = SalesPlan(.rows(content.rows), ledger: ledger, today: try today)
            return SalesReport(plan: plan, ledger: ledger, isAtomic: isAtomic, sheet: sheet, content: content, file: file.content)
        } refusedRows: { report, _ in
            RefusedRowsExport(report.plan, of: sheet) { ($0.message, $0.advice) }
        } perform: {
            try store.apply($0.plan, file: file, context: $1)
        }
    }
}
