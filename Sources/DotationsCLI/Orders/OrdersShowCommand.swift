import ArgumentParser
import DotationSheets
import DotationStore
import Dotations
import DotationsApplication

/// `dotations orders show`: an order with its article lines, also as a sheet (« Exporter détails »).
struct OrdersShowCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Montre une commande : articles, commission, total et statuts.")

    @Argument(help: ArgumentHelp("Le n° de la commande.", valueName: "n°"))
    var number: OrderNumber

    @Option(help: ArgumentHelp("« Exporter détails » : écrit le tableau, en .xlsx ou en .csv.", valueName: "fichier"))
    var export: String?

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func validate() throws { if let export { _ = try outputFormat(of: export) } }

    func execute() throws {
        let store = try store.open()
        let cancelled = try store.cancelledOrders(number)
        guard let summary = try store.summary(of: number) else {
            guard !cancelled.isEmpty, export == nil else { throw StoreError.unknownOrder(number) }
            return try ResultWriter.write(
                .object([("number", .string(number.description)), ("cancelled", .array(cancelled.map(\.json)))]),
                ResultWriter.lines(cancelled.map(\.sentence)), asJSON: isJSON)
        }
        guard let detail = OrderDetail(amounts: try store.dotations(of: number).map(\.amount)) else {
            throw CommandError.amountOutOfRange(number)
        }
        if let export { try DetailExport(order: summary.order, detail: detail).save(to: export) }
        try ResultWriter.write(
            try json(summary, detail, cancelled), ResultWriter.lines(lines(summary, detail) + cancelled.map { "Avant : " + $0.sentence }),
            asJSON: isJSON)
    }

    private func json(_ summary: OrderSummary, _ detail: OrderDetail, _ cancelled: [CancelledOrder]) throws -> JSON {
        let lines = detail.lines.map {
            JSON.object([
                ("article", .string($0.article)), ("quantity", .integer($0.quantity)),
                ("unitPriceCents", $0.unitPrice.map { .integer($0.cents) } ?? .null), ("amountCents", .integer($0.amount.cents)),
            ])
        }
        let statuses = statuses(summary).map { JSON.object([("status", .string($0.0.label)), ("dotations", .integer($0.1))]) }
        return .object(
            try summary.fields + [
                ("lines", .array(lines)), ("statuses", .array(statuses)), ("file", export.map { .string(fileName(of: $0)) }),
                ("cancelled", .array(cancelled.map(\.json))),
            ])
    }

    private func lines(_ summary: OrderSummary, _ detail: OrderDetail) -> [String] {
        let order = summary.order
        let counts = statuses(summary).map { "\($0.0.label) : \($0.1.grouped)" }.joined(separator: ", ")
        var rows = [["Article", "Quantité", "Prix unitaire HT", "Montant HT", "TVA (%)", "Montant total"]]
        rows += detail.lines.map {
            [$0.article, $0.quantity.grouped, $0.unitPrice?.description ?? "-", $0.amount.description, "", $0.amount.description]
        }
        rows.append(["TOTAL", "", "", "", "", detail.total.description])
        var lines = [
            "Commande \(order.number.grouped) du \(order.date.french), \(order.isPaid ? "réglée" : "non réglée") – \(summary.list.label)",
            "\(summary.dotationCount.counted("dotation")) (\(VisibleText.of(counts, limit: 400)))", "",
        ]
        lines += Table(rows: rows, numbersFrom: 1).lines
        if let export { lines += ["", "\(fileName(of: export)) : détail de la commande."] }
        return lines
    }

    private func statuses(_ summary: OrderSummary) -> [(DotationStatus, Int)] { summary.counts.sorted { $0.key.label < $1.key.label } }
}
