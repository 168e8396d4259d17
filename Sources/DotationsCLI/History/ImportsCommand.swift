import ArgumentParser
import DotationSales
import DotationStore
import Dotations
import DotationsApplication

/// `dotations imports`: what changed, by whom, and how to take it back.
struct ImportsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "imports", abstract: "Montre les imports et les autres modifications, et les annule.",
        subcommands: [ImportsListCommand.self, ImportsShowCommand.self, ImportsRevertCommand.self])
}

/// `dotations imports list`: the audit trail in short.
struct ImportsListCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Liste les imports, corrections, annulations, renvois et statuts, les derniers d’abord.")

    @Option(help: ArgumentHelp("Le nombre d’opérations montrées.", valueName: "nombre"))
    var limit = 50

    @Flag(help: "Liste aussi les autres opérations : commandes, règlements, exports, ventes, événements, e-mails, effacements.")
    var all = false

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func validate() throws { guard limit > 0 else { throw ValidationError("--limit doit être positif.") } }

    func execute() throws {
        let kinds = Set(Operation.Kind.allCases.filter { all || $0.isImport })
        let operations = try store.open().operations(kinds, limit: limit)
        var lines = [all ? "Aucune opération." : "Aucune modification. « dotations imports list --all » liste les autres opérations."]
        if !operations.isEmpty {
            let titles = ["Opération", "Date", "Par", "Quoi", "Commande", "Fichier", "Lignes", "Modifiées", "Renvois", "Refusées"]
            lines = Table(rows: [titles] + operations.map(row), numbersFrom: 6).lines
        }
        try ResultWriter.write(
            .object([("imports", .array(operations.map(\.json)))]), ResultWriter.lines(lines), asJSON: isJSON)
    }

    private func row(_ operation: Operation) -> [String] {
        let counts = operation.counts
        return [
            operation.id.description, DateFormatting.french(operation.context.date), VisibleText.of(operation.context.user, limit: 30),
            operation.french, operation.order?.description ?? "-", operation.file.map { VisibleText.of($0.french, limit: 64) } ?? "-",
            counts.rows.grouped, counts.changed.grouped, counts.resent.grouped,
            counts.refused.grouped,
        ]
    }
}

/// `dotations imports show`: what an operation of any kind was, and what it did to each dotation.
struct ImportsShowCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Montre ce qu’un import, ou une autre opération, a changé, avant et après.")

    @Argument(help: ArgumentHelp("Le n° de l’opération, d’après « imports list », ou tel qu’une autre commande l’a dit.", valueName: "n°"))
    var id: Operation.ID

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func execute() throws {
        let store = try store.open()
        let operation = try store.existingOperation(id)
        let rows = try store.auditRows(of: operation)
        try ResultWriter.write(json(operation, rows), ResultWriter.lines(lines(operation, rows)), asJSON: isJSON)
    }

    private func json(_ operation: Operation, _ rows: [AuditRow]) -> JSON {
        .object(operation.fields + [("details", .array(rows.map(\.json)))])
    }

    private func lines(_ operation: Operation, _ rows: [AuditRow]) -> [String] {
        var lines = [
            "Opération \(operation.id.description) : \(operation.french), \(DateFormatting.french(operation.context.date)), par \(VisibleText.of(operation.context.user))"
        ]
        if let order = operation.order { lines.append("Commande : \(order.description)") }
        if let file = operation.file {
            lines += [
                "Fichier : \(VisibleText.of(file.french, limit: 255))", "Empreinte du fichier (SHA-256) : \(file.content.description)",
            ]
        }
        if let tally = operation.tally { lines.append("Bilan : \(tally).") }
        if !operation.kind.isImport { lines.append("Ce n’est pas un import : « imports revert » ne l’annule pas.") }
        let table = rows.flatMap(\.cells)
        guard !table.isEmpty else { return lines }
        return lines + [""]
            + Table(rows: [["Ligne", "Dotation", "Bénéficiaire", "Quoi", "Avant", "", "Après"]] + table, numbersFrom: .max).lines
    }
}

extension Operation {
    /// What was done, as an administrator calls it.
    var french: String {
        switch kind {
        case .order: "création de commande"
        case .payment: "règlement"
        case .orderCancellation: "annulation de commande"
        case .paymentCancellation: "reprise du règlement"
        case .export: "export"
        case .import: "import"
        case .edit: "correction"
        case .revert: "annulation" + (reverts.map { " de \($0.description)" } ?? "")
        case .resend: "renvoi"
        case .status: "statut"
        case .purge: "effacement"
        case .events: "chargement d’événements"
        case .eventWithdrawal: "retrait d’événement"
        case .sales: "ventes"
        case .salesExport: "export des ventes"
        case .delivery: "suivi des e-mails"
        }
    }

    /// What it came to; nil where it was about nothing that is counted, as a payment.
    var tally: String? {
        let noun =
            switch kind {
            case .order, .orderCancellation, .paymentCancellation, .export: "dotation"
            case .sales, .salesExport: "vente"
            case .delivery: "e-mail"
            case .purge: "valeur"
            case .payment, .import, .edit, .revert, .resend, .status, .events, .eventWithdrawal: "ligne"
            }
        let changed: String =
            switch kind {
            case .order: ""
            case .orderCancellation, .paymentCancellation: counts.changed.counted("e-mail annulé", "e-mails annulés")
            default: counts.changed.counted("modification")
            }
        let parts = [
            (counts.rows, counts.rows.counted(noun)), (counts.changed, changed), (counts.resent, counts.resent.counted("renvoi")),
            (counts.refused, counts.refused.counted("refus", "refus")), (counts.unchanged, "\(counts.unchanged.grouped) sans changement"),
        ].filter { $0.0 > 0 && !$0.1.isEmpty }.map(\.1)
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    var json: JSON { .object(fields) }

    var fields: [(String, JSON?)] {
        [
            ("id", .integer(id.rawValue)), ("kind", .string(kind.rawValue)), ("date", .string(DateFormatting.iso8601(context.date))),
            ("user", .string(context.user)), ("order", order.map { .string($0.description) } ?? .null),
            ("file", file.map { .string($0.content.description) } ?? .null),
            ("fileName", file?.name.map { .string($0) } ?? .null), ("export", export.map { .string($0.description) } ?? .null),
            ("reverts", reverts.map { .integer($0.rawValue) } ?? .null), ("rows", .integer(counts.rows)),
            ("changed", .integer(counts.changed)), ("resent", .integer(counts.resent)), ("refused", .integer(counts.refused)),
            ("unchanged", .integer(counts.unchanged)),
        ]
    }
}

extension ImportedFile {
    /// Its name, or why there is none.
    fileprivate var french: String { name ?? "(nom effacé)" }
}

extension AuditRow {
    fileprivate var json: JSON {
        var fields: [(String, JSON?)] = [
            ("row", row.map { .integer($0) } ?? .null), ("id", dotation.map { .string($0.description) } ?? .null),
            ("nom", lastName.map { .string($0) } ?? .null), ("prenom", firstName.map { .string($0) } ?? .null),
        ]
        func change(_ old: String, _ new: String) -> JSON {
            old == new ? .null : .object([("old", .string(old)), ("new", .string(new))])
        }
        switch action {
        case .change(let old, let new):
            fields += [
                ("action", .string("change")), ("email", change(old.email, new.email)), ("telephone", change(old.mobile, new.mobile)),
            ]
        case .resend: fields.append(("action", .string("resend")))
        case .status(let old, let new): fields += [("action", .string("status")), ("status", change(old.label, new.label))]
        case .accountCreated: fields.append(("action", .string("accountCreated")))
        case .sale(let old, let new):
            fields += [("action", .string("sale")), ("status", change(old?.rawValue ?? "", new.rawValue))]
        case .eventWithdrawn(let name): fields += [("action", .string("eventWithdrawn")), ("event", .string(name))]
        case .mailRetried(let job): fields += [("action", .string("mailRetried")), ("job", .integer(job.rawValue))]
        case .mailCancelled(let job): fields += [("action", .string("mailCancelled")), ("job", .integer(job.rawValue))]
        case .refused(let codes): fields += [("action", .string("refused")), ("codes", .array(codes.map { .string($0) }))]
        case .purged(let name): fields += [("action", .string(name)), ("purged", .boolean(true))]
        }
        return .object(fields + [("words", words.map { .string($0) })])
    }

    /// A line of the table for each thing that was done.
    fileprivate var cells: [[String]] {
        let name = [lastName, firstName].compactMap(\.self).joined(separator: " ")
        let place = [row.map(String.init) ?? "-", dotation?.description ?? "-", name.isEmpty ? "-" : VisibleText.of(name, limit: 30)]
        switch action {
        case .change(let old, let new):
            return [("Adresse Mail", old.email, new.email), ("Téléphone", old.mobile, new.mobile)].filter { $0.1 != $0.2 }
                .map { place + [$0.0, VisibleText.of($0.1), "→", VisibleText.of($0.2)] }
        case .resend: return [place + ["renvoi de l’e-mail d’activation"]]
        case .status(let old, let new):
            let said = words.map { ["« \(VisibleText.of($0)) »"] } ?? []
            return [place + ["Statut dotation", VisibleText.of(old.label), "→", VisibleText.of(new.label)] + said]
        case .eventWithdrawn(let name): return [place + ["événement « \(VisibleText.of(name)) » retiré"]]
        case .mailRetried(let job): return [place + ["e-mail \(job.description) à réessayer"]]
        case .mailCancelled(let job): return [place + ["e-mail \(job.description) annulé"]]
        case .accountCreated: return [place + ["compte créé"]]
        case .sale(let old, let new):
            let name = ["vente", sale?.description].compactMap(\.self).joined(separator: " ")
            return [place + [name, old?.label ?? "-", "→", new.label]]
        case .refused(let codes): return [place + ["refusée : \(codes.joined(separator: ", "))"]]
        case .purged: return [place + ["valeurs effacées, leur durée de conservation étant passée"]]
        }
    }
}
