import ArgumentParser
import DotationSales
import DotationSheets
import DotationStore
import Dotations
import DotationsApplication

/// `dotations sales export`: the ANCV Connect export, from which an order is made.
struct SalesExportCommand: ReportingCommand {
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

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func validate() throws { if let output { _ = try outputFormat(of: output) } }

    func execute() throws {
        let today = try self.store.today
        let store = try store.open()
        let known = try store.saleEvents()
        let chosen = try events.chosen(in: known)
        guard !known.isEmpty else {
            throw CommandError(.nothingToDo, "Aucun événement n’est chargé. Chargez-en un avec « dotations events load ».")
        }
        let path = output ?? "\(today.compact)_Export_ANCV_Connect.xlsx"
        if output == nil, fileExists(path) {
            throw CommandError(
                .fileExists, "le fichier existe déjà. Donnez un autre nom avec -o, ou ce nom pour le remplacer.", file: path)
        }
        let grouping: ConnectExport.Grouping = perVoucherBook ? .perVoucherBook : .perBeneficiary
        let made = try store.exportSales(of: chosen, grouping: grouping, today: today, context: self.store.context)
        guard !made.export.lines.isEmpty else {
            let leftOut = made.export.leftOut.count
            let left = leftOut == 0 ? "" : " (\(leftOut.counted("vente laissée", "ventes laissées")) de côté)"
            throw CommandError(.nothingToDo, "Il n’y a aucune vente à commander\(left). Rien n’a été écrit.")
        }
        try ConnectExportSheets(made.export, identity: made.identity.description).save(to: path)
        try ResultWriter.write(json(made, path), ResultWriter.lines(lines(made, path)), asJSON: isJSON)
    }

    private func lines(_ made: SalesExport, _ path: String) throws -> [String] {
        let export = made.export
        var lines = [
            "\(fileName(of: path)) : \(export.lines.count.counted("ligne")), \(export.total.count.counted("chéquier")), "
                + "à payer à l’ANCV \(export.total.total.description)."
        ]
        let titles = ["Événement", "Session", "Chéquiers", "Valeur faciale", "Part des salariés", "Part du CSE", "Commission", "Total"]
        var rows = [titles]
        for line in export.recap { rows.append([line.event, line.session].map { VisibleText.of($0, limit: 40) } + line.figures.texts) }
        rows.append(["TOTAL", ""] + export.total.texts)
        lines += Table(rows: rows, numbersFrom: 2).lines
        if !export.leftOut.isEmpty {
            lines.append(
                "\(export.leftOut.count.counted("vente laissée", "ventes laissées")) de côté"
                    + (try outputFormat(of: path) == .xlsx ? " : feuille « Non exporté »." : "."))
        }
        lines += export.openSessions.map(\.message)
        if try outputFormat(of: path) == .csv {
            lines.append(
                "« dotations orders create » reconnaît ce CSV tant que rien n’y est modifié ; ou dites-le avec --sales-export "
                    + made.identity.description)
        }
        return lines
    }

    private func json(_ made: SalesExport, _ path: String) -> JSON {
        let export = made.export
        return .object([
            ("file", .string(path)), ("export", .string(made.identity.description)), ("partial", .boolean(export.isPartial)),
            ("rows", .integer(export.lines.count)), ("sales", .integer(export.sales.count)), ("total", .object(export.total.fields)),
            (
                "events",
                .array(export.events.map { .object([("event", .string($0.event))] + $0.figures.fields) })
            ),
            (
                "sessions",
                .array(
                    export.recap.map {
                        .object([("event", .string($0.event)), ("session", .string($0.session))] + $0.figures.fields)
                    })
            ),
            (
                "leftOut",
                .array(
                    export.leftOut.map {
                        .object([
                            ("id", .integer($0.sale.id.rawValue)), ("code", .string($0.reason.code)),
                            ("message", .string($0.reason.message)),
                        ])
                    })
            ),
            (
                "openSessions",
                .array(
                    export.openSessions.map {
                        .object([
                            ("event", .string($0.event)), ("session", .string($0.session)), ("closes", .string($0.closes.description)),
                        ])
                    })
            ),
        ])
    }
}

extension ConnectExport.Figures {
    fileprivate var texts: [String] {
        [count.grouped] + [faceValue, employeesShare, councilShare, commission, total].map(\.description)
    }

    fileprivate var fields: [(String, JSON?)] {
        [
            ("count", .integer(count)), ("faceValueCents", .integer(faceValue.cents)),
            ("employeesShareCents", .integer(employeesShare.cents)),
            ("councilShareCents", .integer(councilShare.cents)), ("commissionCents", .integer(commission.cents)),
            ("totalCents", .integer(total.cents)),
        ]
    }
}
