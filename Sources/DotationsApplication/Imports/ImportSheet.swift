internal import DotationAccounts
internal import DotationSheets
public import DotationStore
public import Dotations
public import Spreadsheet

/// Told now and then how much of a sheet is read, from 0 to 1, and how many rows.
public typealias ReadProgress = (_ sheet: Sheet, _ fraction: Double, _ rows: Int) -> Void

extension Application {
    /// Brings an edited sheet back in.
    ///
    /// Refused rows come back as a new export, so that what changed since the sheet's is no conflict once it was seen. In a dry run they stay
    /// with the export of the sheet.
    ///
    /// - Parameters:
    ///   - sheets: the file; it must not change while it is imported.
    ///   - file: by what the store knows the file again.
    ///   - order: the order, where the user says which.
    ///   - settings: how to plan; nil for the rules that the client has set for itself.
    ///   - allowsOutdated: whether an old value counts as an edit where the export is not known.
    ///   - isAtomic: whether one refused row refuses the whole file.
    ///   - corrections: what somebody typed for cells of the sheet, by row, after they had seen what is wrong with them.
    ///   - progress: told how much of the sheet is read.
    ///   - writing: told now and then how much of the plan is carried out, and may stop it.
    /// - Returns: what shows it and does it.
    /// - Throws: what is wrong with the file; `order.undetermined` and `order.mismatch`.
    public func importSheet(
        _ sheets: SheetFile, file: ImportedFile, order: OrderNumber? = nil, settings: ImportSettings? = nil,
        allowsOutdated: Bool = false, isAtomic: Bool = false, corrections: [Int: [SheetColumn: TypedValue]] = [:],
        progress: @escaping ReadProgress = { _, _, _ in },
        writing: WriteProgress? = nil
    ) throws -> UseCase<ImportReport, Operation> {
        try require(.import)
        let sheet = try EditedSheet(sheets)
        let export = try exportRecord(of: sheet)
        let order = try OrderOfSheet(given: order, exported: export?.order ?? sheet.origin?.order, sheet: sheet).number()
        /// What the import would do to the order with these dotations.
        func report(_ known: Order, _ dotations: [Dotation]) throws -> ImportReport {
            let base = try export.map { try store.base(of: $0) }
            let replaced =
                base == nil && !allowsOutdated
                ? try store.replacedValues(in: order, importing: file.content, date: DateFormatting.french) : ReplacedValues()
            var settings = try settings ?? importSettings
            for content in [file.content] + sheet.earlierFiles {
                settings.metResends.formUnion(try store.mailedDotations(of: order, byImportsOf: content))
            }
            let planner = try sheet.planner(
                for: known, dotations: dotations, base: base, replaced: replaced, settings: settings,
                foreignOrder: { id in try? store.order(of: id) }, corrections: corrections, progress: { progress(sheet.sheet, $0, $1) })
            let plan = planner.plan(elsewhere: try store.holders(of: planner.newContacts, outside: order))
            return ImportReport(
                plan: plan, isAtomic: isAtomic, dotations: dotations,
                cell: { row, column in sheet.cell(column, row: row)?.description },
                notes: sheet.header.unknownTitles.map { .columnUnknown($0) },
                base: base != nil ? .export : sheet.origin != nil ? .unknownExport : .none, file: file.content)
        }
        return UseCase(scope: "ImportSheet", application: self, permission: .import) {
            guard let known = try store.order(order) else { throw StoreError.unknownOrder(order) }
            return try report(known, store.dotations(of: order))
        } refusedRows: { proposed, isDryRun in
            let (ids, isEditable) = (Set(proposed.plan.refused.compactMap(\.id)), sheet.isEditable)
            guard !isDryRun, isEditable || !ids.isEmpty else {
                return RefusedRowsExport(proposed.plan.refused, of: sheet, typed: corrections, file: file.content) {
                    ($0.message, $0.advice)
                }
            }
            // In their own workbook they stand among the order's other rows.
            let export = try store.export(order, context: context) { isEditable || ids.contains($0.id) }
            // Others may have changed the order since the plan: those rows have to agree with what is exported, and say what is refused by that.
            let plan = isEditable ? try report(export.order, export.dotations).plan : proposed.plan
            return RefusedRowsExport(
                plan.refused, of: sheet, typed: corrections, renewed: plan.renewed, clearsRequests: !isAtomic, file: file.content,
                origin: .init(export: export.identity.description, order: order)
            ) { ($0.message, $0.advice) }
        } perform: {
            try store.apply($0.plan, as: .sheet(file, export: export?.identity), context: $1, progress: writing)
        }
    }

    /// The export that a sheet began as, where this store made it.
    func exportRecord(of sheet: EditedSheet) throws -> ExportRecord? {
        try sheet.origin.flatMap { ExportIdentity($0.export) }.flatMap { try store.exportRecord($0) }
    }
}
