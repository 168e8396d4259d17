import ArgumentParser
import DotationSheets
import DotationStore
import Dotations
import DotationsApplication

/// `dotations export`: the round-trip sheet of an order.
struct ExportCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Exporte les dotations modifiables d’une commande, pour les corriger dans un tableur.",
        discussion: """
            Sans -o, le fichier porte le nom de l’espace client (20200821_Titres_Dématérialisés_Commande_2800886.xlsx) ; il n’est pas \
            remplacé s’il existe déjà, car il peut contenir des corrections.
            """)

    @Argument(help: ArgumentHelp("Le n° de la commande.", valueName: "n°"))
    var number: OrderNumber

    @Option(name: [.short, .customLong("output")], help: ArgumentHelp("Le fichier à écrire, en .xlsx ou en .csv.", valueName: "fichier"))
    var output: String?

    @Flag(help: "Ajoute la colonne « Renvoyer », où « oui » demande un nouvel e-mail d’activation.")
    var resendColumn = false

    @Option(help: .policy)
    var policy = ModificationPolicy.notActivated

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func validate() throws { if let output { _ = try outputFormat(of: output) } }

    func execute() throws {
        let store = try store.open()
        guard let summary = try store.summary(of: number) else { throw StoreError.unknownOrder(number) }
        guard summary.order.isPaid else {
            throw CommandError(
                .orderUnpaid,
                "La commande \(number.description) n’est pas réglée : ses dotations ne se modifient pas encore. "
                    + "Après le règlement : dotations orders pay \(number.description)")
        }
        guard summary.counts.keys.contains(where: { policy.allowsChange(of: $0) }) else {
            throw CommandError(
                .nothingToDo,
                "La commande \(number.description) n’a aucune dotation modifiable : aucune n’a un statut qui le permet.")
        }
        let path = output ?? "\(summary.order.exportFileName).xlsx"
        if output == nil, fileExists(path) {
            throw CommandError(
                .fileExists,
                "le fichier existe déjà et peut contenir des corrections. Donnez un autre nom avec -o, ou ce nom pour le remplacer.",
                file: path)
        }
        let export = try store.export(number, context: self.store.context) { policy.allowsChange(of: $0.status) }
        try OrderExport(
            order: export.order, dotations: export.dotations, export: export.identity.description, policy: policy,
            hasResendColumn: resendColumn
        ).save(to: path)
        let count = export.dotations.count
        try ResultWriter.write(
            .object([
                ("file", .string(path)), ("order", .string(number.description)), ("rows", .integer(count)),
                ("export", .string(export.identity.description)),
            ]),
            "\(fileName(of: path)) : \(count.counted("dotation modifiable", "dotations modifiables")).\n".visibleLine, asJSON: isJSON)
    }
}
