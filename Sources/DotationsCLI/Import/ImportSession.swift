import DotationSheets
import DotationStore
import Dotations
import Spreadsheet

/// An edited sheet beside the store that it is imported into.
struct ImportSession {
    let sheet: EditedSheet
    private let store: Store
    private let order: OrderNumber
    private let file: ImportedFile
    /// The export that the sheet began as, where this store made it.
    private let export: ExportRecord?
    private let settings: ImportSettings
    private let allowsOutdated: Bool

    init(path: String, order: OrderNumber?, input: InputOptions, store: Store, settings: ImportSettings, allowsOutdated: Bool) throws {
        let opened = try input.open(path)
        sheet = try EditedSheet(opened.sheets)
        file = try opened.source()
        export = try sheet.identity.flatMap { DotationStore.ExportIdentity($0.export) }.flatMap { try store.exportRecord($0) }
        self.order = try Self.order(
            given: order, exported: export?.order ?? sheet.identity?.order, named: sheet.orderInFileName, sheet: sheet,
            file: fileName(of: path))
        self.store = store
        self.allowsOutdated = allowsOutdated
        var settings = settings
        // In a stranger's file a letter that only looks like another is refused, not folded.
        settings.foldsFullWidth = input.limits != .strict
        self.settings = settings
    }

    /// The order that all sources name which name one; where none does, the one that every row names.
    private static func order(
        given: OrderNumber?, exported: OrderNumber?, named: OrderNumber?, sheet: EditedSheet, file: String
    ) throws -> OrderNumber {
        let sources = [("--order", given), ("l’export d’où vient le fichier", exported), ("le nom du fichier", named)]
        let known = sources.compactMap { source, number in number.map { (source, $0) } }
        guard let (_, number) = known.first else {
            let orders = try sheet.ordersInRows()
            if let order = orders?.only { return order }
            throw undetermined(orders, file: file)
        }
        guard known.allSatisfy({ $0.1 == number }) else {
            let list = known.map { "\($0.1.description) selon \($0.0)" }.joined(separator: ", ")
            throw CommandError(
                .orderMismatch,
                "la commande n’est pas la même selon les sources : \(list). Rien n’a été fait ; vérifiez le fichier et le n° choisis.",
                file: file)
        }
        return number
    }

    /// That no order is the one of the whole sheet.
    private static func undetermined(_ orders: OrdersInRows?, file: String) -> CommandError {
        let named = (orders?.rowCounts ?? [:]).sorted { $0.key < $1.key }
        guard let orders, let first = named.first else {
            return CommandError(
                .orderUndetermined, "rien ne dit de quelle commande vient ce fichier. Donnez son numéro avec --order.", file: file)
        }
        var parts = named.prefix(10).map { "\($0.key.description) (\($0.value.counted("ligne")))" }
        if named.count > 10 { parts.append("et \((named.count - 10).counted("autre"))") }
        let unnamed =
            orders.unnamedRowCount == 0
            ? "" : " \(orders.unnamedRowCount.counted("ligne n’a pas", "lignes n’ont pas")) de n° de commande."
        return CommandError(
            .orderUndetermined,
            "les lignes nomment \(named.count.counted("commande")) : \(parts.joined(separator: ", ")).\(unnamed) Importez-en une à la fois, "
                + "par exemple avec --order \(first.key.description) : les lignes des autres sont alors refusées, et restent à importer.",
            file: file,
            faults: named.map { .object([("order", .string($0.key.description)), ("rows", .integer($0.value))]) })
    }

    /// Makes the plan for the store as it is now.
    func propose(limit: Int) throws -> PlanReport {
        guard let known = try store.order(order) else { throw StoreError.unknownOrder(order) }
        let dotations = try store.dotations(of: order)
        let base = try export.map { try store.base(of: $0) }
        let replaced =
            base == nil && !allowsOutdated
            ? try store.replacedValues(in: order, importing: file.content, date: Moment.french) : ReplacedValues()
        var settings = settings
        settings.resendsAreMet = try store.imports(ofFile: file.content).contains { $0.order == order && $0.counts.resent > 0 }
        let progress = ProgressLine()
        let planner = try sheet.planner(
            for: known, dotations: dotations, base: base, replaced: replaced, settings: settings,
            foreignOrder: { id in try? store.order(of: id) },
            progress: { fraction, rows in progress.show(rows, of: sheet.sheet, fraction: fraction) })
        let plan = planner.plan(elsewhere: try store.holders(of: planner.newContacts, outside: order))
        progress.clear()
        let notes = sheet.header.unknownTitles.map { Warning(.columnUnknown, given: $0) }
        return PlanReport(
            plan: plan, dotations: dotations,
            cell: { row, column in sheet.cell(column, row: row)?.description }, notes: notes,
            base: base != nil ? .export : sheet.identity != nil ? .unknownExport : .none, limit: limit)
    }

    /// Writes the refused rows to a file. They are an export of their own, so that what changed since the sheet's is no conflict once it was
    /// seen; a dry run, which changes nothing in the store, leaves them with the export of the sheet.
    func saveRefused(_ plan: ImportPlan, to path: String, isDryRun: Bool, context: OperationContext) throws {
        let ids = Set(plan.refused.compactMap(\.id))
        var identity: DotationSheets.ExportIdentity?
        if !isDryRun, !ids.isEmpty {
            let export = try store.export(order, context: context) { ids.contains($0.id) }
            identity = .init(export: export.identity.description, order: order)
        }
        try RefusedRowsExport(plan, of: sheet, identity: identity).save(to: path)
    }

    /// Carries a plan out, whole or not at all.
    func apply(_ plan: ImportPlan, context: OperationContext) throws -> Operation {
        try store.apply(plan, as: .sheet(file, export: export?.identity), context: context)
    }
}
