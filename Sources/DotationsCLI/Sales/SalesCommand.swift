import ArgumentParser
import DotationSales
import DotationSheets
import DotationStore
import Dotations
import DotationsApplication

/// `dotations sales`: the sales of the events, from their registration to the order.
struct SalesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sales", abstract: "Enregistre, annule, rembourse, rapproche et exporte les ventes de chèques-vacances.",
        subcommands: [
            SalesTemplateCommand.self, SalesImportCommand.self, SalesAddCommand.self, SalesListCommand.self, SalesCancelCommand.self,
            SalesRefundCommand.self, SalesReconcileCommand.self, SalesExportCommand.self,
        ])
}

/// `dotations sales template`: the sheet to fill in.
struct SalesTemplateCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "template", abstract: "Écrit la feuille de ventes à remplir.",
        discussion: "Un fichier qui existe déjà n’est pas remplacé : il est peut-être rempli.")

    @Argument(help: ArgumentHelp("Le classeur à écrire, en .xlsx.", valueName: "fichier"))
    var file: String

    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func validate() throws {
        guard try outputFormat(of: file) == .xlsx else { throw ValidationError("La feuille de ventes à remplir doit finir par .xlsx.") }
    }

    func execute() throws {
        try writeTemplate(to: file, then: "remplissez-le, puis importez-le avec « dotations sales import »", asJSON: isJSON) {
            try SalesTemplate().write(toFile: file)
        }
    }
}

/// `dotations sales list`: what was sold, and what became of it.
struct SalesListCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Liste les ventes.", discussion: "Avec --json, une vente par ligne (NDJSON).")

    @OptionGroup var events: EventOptions

    @Option(help: ArgumentHelp("Seulement les ventes de ce statut : active, annulée ou remboursée.", valueName: "statut"))
    var status: Sale.Status?

    @Option(help: ArgumentHelp("Seulement les ventes à ce matricule.", valueName: "matricule"))
    var matricule: String?

    @Option(help: ArgumentHelp("Le nombre de ventes que l’écran montre.", valueName: "nombre"))
    var limitRows = 200

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func validate() throws {
        guard limitRows >= 0 else { throw ValidationError("--limit-rows ne peut pas être négatif.") }
    }

    func execute() throws {
        let ledger = try store.open().salesLedger()
        let chosen = try events.chosen(in: ledger.events)
        let sales = ledger.sales.filter { sale in
            (chosen?.contains(sale.session.event) ?? true) && (status.map { $0 == sale.status } ?? true)
                && (matricule.map { $0 == sale.matricule } ?? true)
        }
        var output = OutputBuffer()
        if isJSON {
            for sale in sales { try output.line(sale.json(in: ledger)) }
        } else {
            var lines: [String] = []
            if !sales.isEmpty {
                lines = Table(rows: [Self.titles] + sales.prefix(limitRows).map { $0.row(in: ledger) }, numbersFrom: .max).lines + [""]
            }
            if sales.count > limitRows {
                lines.append("… et \((sales.count - limitRows).grouped) de plus : --limit-rows en montre davantage.")
            }
            lines.append(sales.count.counted("vente") + ".")
            try output.put(ResultWriter.lines(lines))
        }
        try output.flush()
    }

    private static let titles = [
        "Vente", "Date", "Événement", "Session", "Matricule", "Bénéficiaire", "Quantité", "Prix payé", "Statut", "Référence de paiement",
        "Commande",
    ]
}

/// Which events a command is about.
struct EventOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Seulement cet événement ; peut être répété.", valueName: "nom"))
    var event: [String] = []

    /// The events that were named; nil for all.
    func chosen(in events: [SaleEvent]) throws -> Set<SaleEvent.ID>? {
        event.isEmpty ? nil : Set(try event.map { try events.event(named: $0).id })
    }
}

extension Sale {
    /// The sale for programs.
    func json(in ledger: SalesLedger) -> JSON { .object(fields(in: ledger)) }

    func fields(in ledger: SalesLedger) -> [(String, JSON?)] {
        let person = ledger.roster.people[matricule]
        let names = names(in: ledger)
        return [
            ("id", .integer(id.rawValue)), ("event", .string(names.event)), ("session", .string(names.session)),
            ("matricule", .string(matricule)), ("nom", .string(person?.lastName ?? "")), ("prenom", .string(person?.firstName ?? "")),
            ("email", .string(contact.email)), ("telephone", .string(contact.mobile)), ("quantity", .integer(quantity)),
            ("pricePaidCents", .integer(pricePaid.cents)), ("date", .string(date.description)), ("status", .string(status.rawValue)),
            ("reference", reference.map { .string($0) } ?? .null), ("order", order.map { .string($0.description) } ?? .null),
        ]
    }

    /// The sale for a table on the screen.
    fileprivate func row(in ledger: SalesLedger) -> [String] {
        let names = names(in: ledger)
        return [
            id.description, date.french, names.event, names.session, matricule, ledger.roster.people[matricule]?.fullName ?? "",
            quantity.grouped, pricePaid.description, status.label, reference ?? "", order?.description ?? "",
        ].map { VisibleText.of($0, limit: 40) }
    }

    /// The names of the event and of the session, as they were written.
    func names(in ledger: SalesLedger) -> (event: String, session: String) {
        guard let (event, session) = ledger.session(self.session) else { return ("", self.session.key) }
        return (event.name, session.name)
    }
}
