internal import DotationAccounts
internal import DotationSheets
public import DotationStore
public import Dotations
public import Spreadsheet

extension Application {
    /// Brings the statuses of a portal's export into the store; contacts and everything else in it are left alone. What is given and thrown is as
    /// for ``importSheet(_:file:order:settings:allowsOutdated:isAtomic:progress:writing:)``; where the user says no order, it is the one of the sheet's
    /// export or of the file's name, or each row's own.
    public func importStatuses(
        _ sheets: SheetFile, file: ImportedFile, order: OrderNumber? = nil, isAtomic: Bool = false,
        progress: @escaping ReadProgress = { _, _, _ in }, writing: @escaping WriteProgress = { _, _ in true }
    ) throws -> UseCase<StatusReport, Operation> {
        try require(.import)
        let sheet = try EditedSheet(statusesIn: sheets)
        let export = try exportRecord(of: sheet)
        let source = OrderOfSheet(given: order, exported: export?.order ?? sheet.origin?.order, sheet: sheet)
        let known = try source.known()
        guard known != nil || sheet.header.has(.identifier) || sheet.header.has(.orderNumber) else {
            throw ApplicationError.undeterminedOrder(nil, file: sheets.name)
        }
        return UseCase(scope: "ImportStatuses", application: self, permission: .import) {
            if let known, try store.order(known) == nil { throw StoreError.unknownOrder(known) }
            var planner = StatusPlanner(
                order: known, base: try export.map { try store.base(of: $0) }, orderOf: { try store.order(of: $0) },
                dotationsOf: { try store.order($0) == nil ? nil : store.dotations(of: $0) })
            try sheet.read(into: &planner) { progress(sheet.sheet, $0, $1) }
            let plan = planner.plan()
            return StatusReport(
                plan, isAtomic: isAtomic, dotations: try store.dotations(plan.changes.map(\.id)),
                cell: { row, column in sheet.cell(column, row: row)?.description }, file: file.content)
        } refusedRows: { report, _ in
            RefusedRowsExport(report.plan.refused, of: sheet) { StatusReport.words(on: $0, in: report.plan) }
        } perform: {
            try store.setStatuses($0.plan, from: file, context: $1, progress: writing)
        }
    }
}
