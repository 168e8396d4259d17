internal import DotationSales
internal import DotationSheets
public import DotationStore
public import Spreadsheet

/// Brings an event workbook in, all of it or nothing.
public struct LoadEvents: ProposingUseCase {
    /// Who works on which store.
    public let application: Application
    private let workbook: EventWorkbook
    private let content: EventWorkbook.Content
    private let file: ImportedFile
    private let name: String?

    /// A workbook to load.
    ///
    /// - Parameters:
    ///   - sheets: the file.
    ///   - file: by what the store knows the file again.
    ///   - application: who works on which store.
    /// - Throws: what is wrong with the file.
    public init(_ sheets: SheetFile, file: ImportedFile, application: Application) throws {
        workbook = try EventWorkbook(sheets)
        content = try workbook.read()
        name = sheets.name
        self.file = file
        self.application = application
    }

    /// The plan for the store as it is now.
    ///
    /// - Throws: `nothing-to-do` where the workbook says nothing.
    public func plan() throws -> SetupReport {
        let setup = content.setup
        guard !content.faults.isEmpty || !setup.events.isEmpty || !setup.people.isEmpty || !setup.documents.isEmpty else {
            throw ApplicationError.emptyEventWorkbook(name)
        }
        let today = try application.today
        let ledger = try application.store.salesLedger()
        return SetupReport(
            workbook, content, workbook.review(content, over: ledger, today: today), over: ledger, today: today, file: file.content)
    }

    /// Carries a plan out, whole or not at all.
    public func carryOut(_ report: SetupReport, _ context: OperationContext) throws -> Operation {
        let loaded = try application.store.loadEvents(
            report.setup, file: file, over: report.ledger.state, context: context)
        guard let operation = loaded.operation else { throw StoreError(.salesMoved, "The workbook has faults by now.") }
        return operation
    }
}
