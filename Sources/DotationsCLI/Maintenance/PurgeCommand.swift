import ArgumentParser
import DotationStore
import Dotations
import DotationsApplication

/// `dotations purge`: personal values whose time is over.
struct PurgeCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Efface les données personnelles dont la durée de conservation est passée.",
        discussion: """
            Reste ce qui s’est passé, quand et par qui, sans adresse, numéro ni nom de fichier. Ce qui est effacé ne peut plus être annulé, et un fichier \
            exporté avant ne peut plus être importé. Les dotations elles-mêmes ne changent pas.

            Des bénéficiaires des événements ne reste que le matricule, et leurs justificatifs disparaissent, une fois passés les événements \
            qui les concernent. Personne n’est effacé tant qu’un événement est ouvert ou à venir, ni tant qu’un achat reste à commander. Une vente \
            commandée, annulée ou remboursée garde son matricule, ses montants et sa référence de paiement, sans son adresse ni son numéro : \
            elle ne se rapproche plus d’un paiement que par la référence.
            """)

    @Option(
        help: ArgumentHelp(
            "Durée de conservation des adresses et numéros d’avant et d’après chaque modification, et des noms des fichiers lus, en jours.",
            valueName: "jours"))
    var changesAfter = RetentionPeriods.standard.changes

    @Option(
        help: ArgumentHelp(
            "Durée de conservation de l’adresse et du numéro d’un e-mail envoyé, en échec ou annulé, en jours.", valueName: "jours"))
    var mailsAfter = RetentionPeriods.standard.mails

    @Option(
        help: ArgumentHelp(
            "Durée de conservation des bénéficiaires, de leurs justificatifs et des contacts de leurs ventes après leurs événements, en jours.",
            valueName: "jours"))
    var peopleAfter = RetentionPeriods.standard.people

    @Option(name: .customLong("dotation"), help: ArgumentHelp("Seulement cette dotation ; peut être répété.", valueName: "dotation"))
    var dotations: [Dotation.ID] = []

    @Flag(help: "Compte ce qui serait effacé, sans rien effacer.")
    var dryRun = false

    @Flag(help: "Efface sans poser de question.")
    var yes = false

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func validate() throws {
        guard changesAfter >= 0, mailsAfter >= 0, peopleAfter >= 0 else { throw ValidationError("Une durée ne peut pas être négative.") }
    }

    func execute() throws {
        let store = try store.open()
        let context = self.store.context
        let periods = RetentionPeriods(changes: changesAfter, mails: mailsAfter, people: peopleAfter)
        let only = dotations.isEmpty ? nil : Set(dotations).sorted()
        let found = try store.purge(olderThan: periods, of: only, isDryRun: true, context: context)
        if dryRun || found.isEmpty { return try show(found, isDone: false) }
        if !yes { try confirm(found) }
        try show(store.purge(olderThan: periods, of: only, context: context), isDone: true)
    }

    private func confirm(_ found: Purge) throws {
        guard !isJSON, Terminal.canAsk else {
            throw CommandError(
                .confirmationNeeded, "Rien n’a été effacé : sans terminal, ajoutez --yes pour effacer, ou --dry-run pour compter seulement."
            )
        }
        Interruption.note()
        let answer = try Terminal.ask("\(counted(found)) : effacer définitivement ? [oui/non]")?.lowercased()
        guard ["oui", "o", "yes", "y"].contains(answer) else { throw CommandError(.confirmationDeclined, "Rien n’a été effacé.") }
    }

    private func counted(_ purge: Purge) -> String {
        [
            purge.changes.counted("modification"), purge.mails.counted("e-mail"), purge.documents.counted("justificatif"),
            purge.people.counted("bénéficiaire"), purge.sales.counted("vente"),
            purge.files.counted("nom de fichier", "noms de fichiers"),
        ].joined(separator: ", ")
    }

    private func show(_ purge: Purge, isDone: Bool) throws {
        try ResultWriter.write(
            .object([
                ("status", .string(isDone ? "purged" : purge.isEmpty ? "unchanged" : "planned")), ("changes", .integer(purge.changes)),
                ("mails", .integer(purge.mails)), ("documents", .integer(purge.documents)), ("people", .integer(purge.people)),
                ("sales", .integer(purge.sales)), ("files", .integer(purge.files)),
                ("operation", purge.operation.map { .integer($0.rawValue) } ?? .null),
            ]),
            purge.isEmpty
                ? "Rien à effacer.\n"
                : isDone ? "\(counted(purge)) : données personnelles effacées.\n" : "À effacer : \(counted(purge)).\n", asJSON: isJSON)
    }
}
