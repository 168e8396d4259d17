import ArgumentParser
import DotationStore
import Dotations
import DotationsApplication

struct ImportsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "imports", abstract: "Montre les imports et les autres modifications, et les annule.",
        subcommands: [ImportsListCommand.self, ImportsShowCommand.self, ImportsRevertCommand.self])
}

struct ImportsListCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Liste les imports, corrections, annulations, renvois et statuts, les derniers d’abord.")

    @Option(help: ArgumentHelp("Le nombre d’opérations montrées.", valueName: "nombre"))
    var limit = 50

    @Flag(help: "Liste aussi les autres opérations : commandes, règlements, exports, ventes, événements, e-mails, effacements.")
    var all = false

    @OptionGroup var base: BaseOptions

    func validate() throws { guard limit > 0 else { throw ValidationError("--limit doit être positif.") } }

    func execute() throws {
        let result = try store.application().operations(all: all, limit: limit)
        var lines = [all ? "Aucune opération." : "Aucune modification. « dotations imports list --all » liste les autres opérations."]
        if !result.imports.isEmpty {
            let titles = ["Opération", "Date", "Par", "Quoi", "Commande", "Fichier", "Lignes", "Modifiées", "Renvois", "Refusées"]
            lines = Table(titles, result.imports.map(row), numbersFrom: 6).lines
        }
        try ResultWriter.write(result, lines, asJSON: isJSON)
    }

    private func row(_ operation: Operation) -> [String] {
        let counts = operation.counts
        return [
            operation.id.description, DateFormatting.french(operation.context.date), operation.context.who(limit: 40),
            operation.french, operation.order?.description ?? "-", operation.file.map { VisibleText.of($0.french, limit: 64) } ?? "-",
            counts.rows.grouped, counts.changed.grouped, counts.resent.grouped,
            counts.refused.grouped,
        ]
    }
}

/// `dotations imports show`: what an operation of any kind was, and what it did to each dotation.
struct ImportsShowCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Montre ce qu’un import, ou une autre opération, a changé, avant et après.")

    @Argument(help: ArgumentHelp("Le n° de l’opération, d’après « imports list », ou tel qu’une autre commande l’a dit.", valueName: "n°"))
    var id: Operation.ID

    @OptionGroup var base: BaseOptions

    func execute() throws {
        let result = try store.application().operation(id)
        try ResultWriter.write(result, lines(result.operation, result.details), asJSON: isJSON)
    }

    private func lines(_ operation: Operation, _ rows: [AuditRow]) -> [String] {
        var lines = [
            "Opération \(operation.id.description) : \(operation.french), \(DateFormatting.french(operation.context.date)), par \(operation.context.who())"
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
            + Table(["Ligne", "Dotation", "Bénéficiaire", "Quoi", "Avant", "", "Après"], table).lines
    }
}

extension AuditRow {
    fileprivate var cells: [[String]] {
        let name = [lastName, firstName].compactMap(\.self).joined(separator: " ")
        let place = [row.map(String.init) ?? "-", dotation?.description ?? "-", name.isEmpty ? "-" : VisibleText.of(name, limit: 30)]
        let said = words.map { ["« \(VisibleText.of($0)) »"] } ?? []
        return sentences().map { sentence in
            let change = sentence.change.map { [VisibleText.of($0.old), "→", VisibleText.of($0.new)] } ?? []
            return place + [sentence.what] + change + said
        }
    }
}
