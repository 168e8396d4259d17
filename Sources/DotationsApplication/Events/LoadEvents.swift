internal import DotationAccounts
internal import DotationSales
internal import DotationSheets
public import DotationStore
public import Spreadsheet

extension Application {
    /// Brings an event workbook in, all of it or nothing. To plan it throws `nothing-to-do` where the workbook says nothing.
    /// By `file` the store knows the file again.
    ///
    /// - Throws: what is wrong with the file.
    public func loadEvents(_ sheets: SheetFile, file: ImportedFile) throws -> UseCase<SetupReport, Operation> {
        try require(.import)
        let workbook = try EventWorkbook(sheets)
        let content = try workbook.read()
        return UseCase(scope: "LoadEvents", application: self, permission: .import) {
            let setup = content.setup
            guard !content.faults.isEmpty || !setup.events.isEmpty || !setup.people.isEmpty || !setup.documents.isEmpty else {
                throw ApplicationError.emptyEventWorkbook(sheets.name)
            }
            let today = try today
            let ledger = try store.salesLedger()
            return SetupReport(
                workbook, content, workbook.review(content, over: ledger, today: today), over: ledger, today: today, file: file)
        } perform: { report, context in
            let loaded = try store.loadEvents(report.setup, file: file, over: report.ledger.state, context: context)
            guard let operation = loaded.operation else { throw StoreError(.salesMoved, "The workbook has faults by now.") }
            return operation
        }
    }
}
