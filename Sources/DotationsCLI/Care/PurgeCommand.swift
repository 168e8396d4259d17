import ArgumentParser
import DotationStore
import Dotations

/// `dotations purge`: personal values whose time is over.
struct PurgeCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Efface de l’historique et des e-mails les données personnelles dont la durée de conservation est passée.",
        discussion: """
            Reste ce qui s’est passé, quand et par qui, sans adresse ni numéro. Ce qui est effacé ne peut plus être annulé, et un fichier \
            exporté avant ne peut plus être importé. Les dotations elles-mêmes ne changent pas.
            """)

    @Option(
        help: ArgumentHelp(
            "Durée de conservation des adresses et numéros d’avant et d’après chaque modification, en jours.", valueName: "jours"))
    var changesAfter = RetentionPeriods.standard.changes

    @Option(
        help: ArgumentHelp(
            "Durée de conservation de l’adresse et du numéro d’un e-mail envoyé, en échec ou annulé, en jours.", valueName: "jours"))
    var mailsAfter = RetentionPeriods.standard.mails

    @Option(name: .customLong("dotation"), help: ArgumentHelp("Seulement cette dotation ; peut être répété.", valueName: "dotation"))
    var dotations: [Dotation.ID] = []

    @Flag(help: "Compte ce qui serait effacé, sans rien effacer.")
    var dryRun = false

    @Flag(help: "Efface sans poser de question.")
    var yes = false

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func validate() throws {
        guard changesAfter >= 0, mailsAfter >= 0 else { throw ValidationError("Une durée ne peut pas être négative.") }
    }

    func execute() throws {
        let store = try store.open()
        let context = self.store.context
        let periods = RetentionPeriods(changes: changesAfter, mails: mailsAfter)
        let only = dotations.isEmpty ? nil : Set(dotations).sorted()
        let found = try store.purge(olderThan: periods, of: only, isDryRun: true, context: context)
        if dryRun || found.changes + found.mails == 0 { return try show(found, isDone: false) }
        if !yes { try confirm(found) }
        try show(store.purge(olderThan: periods, of: only, context: context), isDone: true)
    }

    private func confirm(_ found: Purge) throws {
        guard !isJSON, Terminal.canAsk else {
            throw CommandError(
                .confirmationNeeded, "Rien n’a été effacé : sans terminal, ajoutez --yes pour effacer, ou --dry-run pour compter seulement."
            )
        }
        Interruption.note()
        let answer = try Terminal.ask("\(counted(found)) : effacer définitivement ? [oui/non]")?.lowercased()
        guard ["oui", "o", "yes", "y"].contains(answer) else { throw CommandError(.confirmationDeclined, "Rien n’a été effacé.") }
    }

    private func counted(_ purge: Purge) -> String {
        "\(purge.changes.counted("modification")) et \(purge.mails.counted("e-mail"))"
    }

    private func show(_ purge: Purge, isDone: Bool) throws {
        let isNothing = purge.changes + purge.mails == 0
        try ResultWriter.write(
            .object([
                ("status", .string(isDone ? "purged" : isNothing ? "unchanged" : "planned")), ("changes", .integer(purge.changes)),
                ("mails", .integer(purge.mails)), ("operation", purge.operation.map { .integer($0.rawValue) } ?? .null),
            ]),
            isNothing
                ? "Rien à effacer.\n"
                : isDone ? "\(counted(purge)) : données personnelles effacées.\n" : "À effacer : \(counted(purge)).\n", asJSON: isJSON)
    }
}
