import ArgumentParser
import DotationSales
import DotationSheets
import Dotations
import DotationsApplication

struct SalesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sales", abstract: "Enregistre, annule, rembourse, rapproche et exporte les ventes de chèques-vacances.",
        subcommands: [
            SalesTemplateCommand.self, SalesImportCommand.self, SalesAddCommand.self, SalesListCommand.self,
            SaleStatusCommand<SaleCancelling>.self,
            SaleStatusCommand<SaleRefunding>.self, SalesReconcileCommand.self, SalesExportCommand.self,
        ])
}

struct SalesTemplateCommand: TemplateCommand {
    static let configuration = template("Écrit la feuille de ventes à remplir.")
    @OptionGroup var target: TemplateTarget
    @OptionGroup var report: ReportOptions

    var title: String { "La feuille de ventes à remplir" }
    var next: String { "remplissez-le, puis importez-le avec « dotations sales import »" }
    var workbook: any WorkbookDocument { SalesTemplate() }
}

struct SalesListCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Liste les ventes.", discussion: "Avec --json, une vente par ligne (NDJSON).")

    @OptionGroup var events: EventOptions

    @Option(help: ArgumentHelp("Seulement les ventes de ce statut : active, annulée ou remboursée.", valueName: "statut"))
    var status: Sale.Status?

    @Option(help: ArgumentHelp("Seulement les ventes à ce matricule.", valueName: "matricule"))
    var matricule: String?

    @Option(help: ArgumentHelp("Écrit les ventes, en .xlsx ou en .csv, dans les colonnes de « sales import ».", valueName: "fichier"))
    var export: String?

    @Option(help: ArgumentHelp("Le nombre de ventes que l’écran montre.", valueName: "nombre"))
    var limitRows = 200

    @OptionGroup var base: BaseOptions

    func validate() throws {
        if let export { _ = try outputFormat(of: export) }
        try requireLimit(limitRows)
    }

    func execute() throws {
        let application = try store.application()
        let sales = try application.sales(of: events.event, status: status, matricule: matricule)
        if let export {
            try application.export(sales).save(to: export)
            return try ResultWriter.write(
                ["file": fileName(of: export), "rows": sales.count] as JSONObject,
                ["\(fileName(of: export)) : \(sales.count.counted("vente"))."], asJSON: isJSON)
        }
        if isJSON { return try ResultWriter.write(rows: sales) }
        let table = sales.isEmpty ? [] : Table(Self.titles, sales.prefix(limitRows).map(row)).lines
        try ResultWriter.show(
            table.cut(at: limitRows, of: sales.count, "--limit-rows en montre davantage")
                + (sales.isEmpty ? [] : [""]) + [sales.count.counted("vente") + "."])
    }

    private static let titles = ["Vente"] + SaleDocument.titles + ["Référence de paiement", "Commande"]

    private func row(_ sale: SaleDocument) -> [String] {
        [sale.id.description] + sale.cells + [VisibleText.of(sale.reference ?? "", limit: 40), sale.order?.description ?? ""]
    }
}

struct EventOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Seulement cet événement ; peut être répété.", valueName: "nom"))
    var event: [String] = []
}
