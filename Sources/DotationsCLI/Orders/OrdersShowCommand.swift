import ArgumentParser
import DotationStore
import Dotations
import DotationsApplication

/// `dotations orders show`: an order with its article lines, also as a sheet (« Exporter détails »).
struct OrdersShowCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Montre une commande : articles, commission, total et statuts.")

    @Argument(help: ArgumentHelp("Le n° de la commande.", valueName: "n°"))
    var number: OrderNumber

    @Option(help: ArgumentHelp("« Exporter détails » : écrit le tableau, en .xlsx ou en .csv.", valueName: "fichier"))
    var export: String?

    @OptionGroup var base: BaseOptions

    func validate() throws { if let export { _ = try outputFormat(of: export) } }

    func execute() throws {
        let application = try store.application()
        var result = try application.order(number)
        if let export {
            guard let sheet = try application.export(result) else { throw StoreError.unknownOrder(number) }
            try sheet.save(to: export)
            result.file = fileName(of: export)
        }
        try ResultWriter.write(result, lines(result), asJSON: isJSON)
    }

    private func lines(_ result: OrderDetails) -> [String] {
        let cancelled = result.cancelled.map(\.sentence)
        guard let summary = result.summary, let detail = result.detail else { return cancelled }
        let order = summary.order
        let counts = result.statuses.map { "\($0.status.label) : \($0.dotations.grouped)" }.joined(separator: ", ")
        var rows = detail.lines.map {
            [$0.article, $0.quantity.grouped, $0.unitPrice?.description ?? "-", $0.amount.description, "", $0.amount.description]
        }
        rows.append(["TOTAL", "", "", "", "", detail.total.description])
        var lines = [
            "Commande \(order.number.description) du \(order.date.french), \(order.isPaid ? "réglée" : "non réglée") – \(summary.list.french)",
            "\(summary.dotationCount.counted("dotation")) (\(VisibleText.of(counts, limit: 400)))", "",
        ]
        lines += Table(["Article", "Quantité", "Prix unitaire HT", "Montant HT", "TVA (%)", "Montant total"], rows, numbersFrom: 1).lines
        if let file = result.file { lines += ["", "\(file) : détail de la commande."] }
        return lines + cancelled.map { "Avant : " + $0 }
    }
}
