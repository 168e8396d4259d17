public import DotationSheets
public import DotationStore
public import Dotations
public import Spreadsheet

/// Brings the statuses of a portal's export into the store; contacts and everything else in it are left alone.
public struct ImportStatuses: ProposingUseCase {
    /// Who works on which store.
    public let application: Application
    private let sheet: EditedSheet
    private let order: OrderNumber?
    private let file: ImportedFile
    /// The export that the sheet began as, where this store made it.
    private let export: ExportRecord?
    private let isAtomic: Bool
    private let progress: (_ sheet: Sheet, _ fraction: Double, _ rows: Int) -> Void
    private let writing: WriteProgress

    /// An import of the statuses of a file.
    ///
    /// - Parameters:
    ///   - sheets: the file; it must not change while it is imported.
    ///   - file: by what the store knows the file again.
    ///   - order: the order, where the user says which; else it is the one of the sheet's export or of the file's name, or each row's own.
    ///   - isAtomic: whether one refused row refuses the whole file.
    ///   - application: who imports, and where.
    ///   - progress: is told now and then how much of the sheet is read, from 0 to 1, and how many rows.
    ///   - writing: told of the rows that are written, and asked whether to go on.
    /// - Throws: what is wrong with the file; `order.undetermined` and `order.mismatch`.
    public init(
        _ sheets: SheetFile, file: ImportedFile, order: OrderNumber? = nil, isAtomic: Bool = false, application: Application,
        progress: @escaping (_ sheet: Sheet, _ fraction: Double, _ rows: Int) -> Void = { _, _, _ in },
        writing: @escaping WriteProgress = { _, _ in true }
    ) throws {
        sheet = try EditedSheet(statusesIn: sheets)
        let store = application.store
        export = try sheet.identity.flatMap { DotationStore.ExportIdentity($0.export) }.flatMap { try store.exportRecord($0) }
        let source = OrderOfSheet(given: order, exported: export?.order ?? sheet.identity?.order, sheet: sheet)
        self.order = try source.known()
        guard self.order != nil || sheet.header.has(.identifier) || sheet.header.has(.orderNumber) else { throw source.undetermined() }
        self.file = file
        self.isAtomic = isAtomic
        self.application = application
        self.progress = progress
        self.writing = writing
    }

    /// The plan for the store as it is now.
    public func plan() throws -> StatusReport {
        let store = application.store
        if let order, try store.order(order) == nil { throw StoreError.unknownOrder(order) }
        var planner = StatusPlanner(
            order: order, base: try export.map { try store.base(of: $0) }, orderOf: { try store.order(of: $0) },
            dotationsOf: { try store.order($0) == nil ? nil : store.dotations(of: $0) })
        try sheet.read(into: &planner) { progress(sheet.sheet, $0, $1) }
        let plan = planner.plan()
        return StatusReport(
            plan, isAtomic: isAtomic, confirmations: plan.confirmations, dotations: try store.dotations(plan.changes.map(\.id)),
            cell: { row, column in sheet.cell(column, row: row)?.description }, file: file.content)
    }

    /// Carries a plan out, whole or not at all.
    public func carryOut(_ report: StatusReport, _ context: OperationContext) throws -> Operation {
        try application.store.setStatuses(report.plan, from: file, context: context, progress: writing)
    }

    /// The refused rows as a sheet to mend and to import again.
    public func refusedRows(of report: StatusReport) -> RefusedRowsExport {
        RefusedRowsExport(report.plan.refused, of: sheet) { StatusReport.words(on: $0, in: report.plan) }
    }
}
