public import DotationSheets
public import DotationStore
public import Dotations
public import Spreadsheet

/// Brings an edited sheet back in.
public struct ImportSheet: ProposingUseCase {
    /// What an import is asked to do.
    public struct Options {
        /// The order, where the user says which.
        public var order: OrderNumber?
        /// How to plan.
        public var settings: ImportSettings
        /// Whether an old value counts as an edit where the export is not known.
        public var allowsOutdated: Bool
        /// Whether one refused row refuses the whole file.
        public var isAtomic: Bool

        /// The defaults, except for what is given.
        public init(
            order: OrderNumber? = nil, settings: ImportSettings = ImportSettings(), allowsOutdated: Bool = false, isAtomic: Bool = false
        ) {
            self.order = order
            self.settings = settings
            self.allowsOutdated = allowsOutdated
            self.isAtomic = isAtomic
        }
    }

    /// Who works on which store.
    public let application: Application
    /// The sheet.
    public let sheet: EditedSheet
    private let order: OrderNumber
    private let file: ImportedFile
    /// The export that the sheet began as, where this store made it.
    private let export: ExportRecord?
    private let options: Options
    private let progress: (_ sheet: Sheet, _ fraction: Double, _ rows: Int) -> Void
    private let writing: WriteProgress?

    /// An import of a file.
    ///
    /// - Parameters:
    ///   - sheets: the file; it must not change while it is imported.
    ///   - file: by what the store knows the file again.
    ///   - options: what to do.
    ///   - application: who imports, and where.
    ///   - progress: is told now and then how much of the sheet is read, from 0 to 1, and how many rows.
    ///   - writing: is told now and then how much of the plan is carried out, and may stop it.
    /// - Throws: what is wrong with the file; `order.undetermined` and `order.mismatch`.
    public init(
        _ sheets: SheetFile, file: ImportedFile, options: Options, application: Application,
        progress: @escaping (_ sheet: Sheet, _ fraction: Double, _ rows: Int) -> Void = { _, _, _ in }, writing: WriteProgress? = nil
    ) throws {
        sheet = try EditedSheet(sheets)
        let store = application.store
        export = try sheet.identity.flatMap { DotationStore.ExportIdentity($0.export) }.flatMap { try store.exportRecord($0) }
        order = try OrderOfSheet(given: options.order, exported: export?.order ?? sheet.identity?.order, sheet: sheet).number()
        self.file = file
        self.options = options
        self.application = application
        self.progress = progress
        self.writing = writing
    }

    /// The plan for the store as it is now.
    public func plan() throws -> ImportReport {
        let store = application.store
        guard let known = try store.order(order) else { throw StoreError.unknownOrder(order) }
        let dotations = try store.dotations(of: order)
        let base = try export.map { try store.base(of: $0) }
        let replaced =
            base == nil && !options.allowsOutdated
            ? try store.replacedValues(in: order, importing: file.content, date: DateFormatting.french) : ReplacedValues()
        var settings = options.settings
        settings.metResends = try store.mailedDotations(of: order, byImportsOf: file.content)
        let planner = try sheet.planner(
            for: known, dotations: dotations, base: base, replaced: replaced, settings: settings,
            foreignOrder: { id in try? store.order(of: id) }, progress: { progress(sheet.sheet, $0, $1) })
        let plan = planner.plan(elsewhere: try store.holders(of: planner.newContacts, outside: order))
        return ImportReport(
            plan: plan, isAtomic: options.isAtomic, dotations: dotations,
            cell: { row, column in sheet.cell(column, row: row)?.description },
            notes: sheet.header.unknownTitles.map { .columnUnknown($0) },
            base: base != nil ? .export : sheet.identity != nil ? .unknownExport : .none, file: file.content)
    }

    /// Carries a plan out, whole or not at all.
    public func carryOut(_ report: ImportReport, _ context: OperationContext) throws -> Operation {
        try application.store.apply(
            report.plan, as: .sheet(file, export: export?.identity), context: context, progress: writing)
    }

    /// The refused rows as a sheet to mend and to import again.
    ///
    /// They are an export of their own, so that what changed since the sheet's is no conflict once it was seen.
    ///
    /// - Parameters:
    ///   - report: the plan.
    ///   - isDryRun: whether nothing may change in the store: then the rows stay with the export of the sheet.
    /// - Returns: the sheet, to be saved.
    /// - Throws: ``DotationStore/StoreError``.
    public func refusedRows(of report: ImportReport, isDryRun: Bool) throws -> RefusedRowsExport {
        let ids = Set(report.plan.refused.compactMap(\.id))
        var identity: DotationSheets.ExportIdentity?
        if !isDryRun, !ids.isEmpty {
            let export = try application.store.export(order, context: application.context) { ids.contains($0.id) }
            identity = .init(export: export.identity.description, order: order)
        }
        return RefusedRowsExport(report.plan.refused, of: sheet, identity: identity) { ($0.message, $0.advice) }
    }
}
