import ArgumentParser
import DotationSales
import DotationSheets
import Dotations
import DotationsApplication

struct SalesExportCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Exporte les ventes pour les commander à l’ANCV : commande, récapitulatif, ventes laissées de côté.",
        discussion: """
            Une ligne par bénéficiaire, avec le total de ses chéquiers. Les ventes annulées ou remboursées, et celles qui sont déjà \
            commandées, sont laissées de côté. Tant que des inscriptions sont ouvertes, l’export est partiel et le dit. Un CSV ne contient \
            que la commande.

            Sans -o, le fichier s’appelle 20250502_Export_ANCV_Connect.xlsx ; il n’est pas remplacé s’il existe déjà.
            """)

    @Option(name: [.short, .customLong("output")], help: ArgumentHelp("Le fichier à écrire, en .xlsx ou en .csv.", valueName: "fichier"))
    var output: String?

    @OptionGroup var events: EventOptions

    @Flag(help: "Une ligne par chéquier, au lieu d’une par bénéficiaire.")
    var perVoucherBook = false

    @OptionGroup var base: BaseOptions

    func validate() throws { if let output { _ = try outputFormat(of: output) } }

    func execute() throws {
        let application = try store.application()
        let path = try output ?? "\(application.salesExportName).xlsx"
        if output == nil { try refuseToReplace(path, advice: ". Donnez un autre nom avec -o, ou ce nom pour le remplacer.") }
        var made = try application.exportSales(of: events.event, grouping: perVoucherBook ? .perVoucherBook : .perBeneficiary)
        try made.sheets.save(to: path)
        made.file = path
        try ResultWriter.write(made, lines(made.sheets, path), asJSON: isJSON)
    }

    private func lines(_ sheets: ConnectExportSheets, _ path: String) throws -> [String] {
        let export = sheets.export
        var lines = [
            "\(fileName(of: path)) : \(export.lines.count.counted("ligne")), \(export.total.count.counted("chéquier")), "
                + "à payer à l’ANCV \(export.total.total.description)."
        ]
        let titles = ["Événement", "Session", "Chéquiers", "Valeur faciale", "Part des salariés", "Part du CSE", "Commission", "Total"]
        let rows = export.recap.map { line in [line.event, line.session].map { VisibleText.of($0, limit: 40) } + line.figures.texts }
        lines += Table(titles, rows + [["TOTAL", ""] + export.total.texts], numbersFrom: 2).lines
        if !export.leftOut.isEmpty {
            lines.append(
                "\(export.leftOut.count.counted("vente laissée", "ventes laissées")) de côté"
                    + (try outputFormat(of: path) == .xlsx ? " : feuille « Non exporté »." : "."))
        }
        lines += export.openSessions.map(\.message)
        if try outputFormat(of: path) == .csv {
            lines.append(
                "« dotations orders create » reconnaît ce CSV tant que rien n’y est modifié ; ou dites-le avec --sales-export "
                    + (sheets.identity ?? ""))
        }
        return lines
    }
}

extension ConnectExport.Figures {
    fileprivate var texts: [String] {
        [count.grouped] + [faceValue, employeesShare, councilShare, commission, total].map(\.description)
    }
}
