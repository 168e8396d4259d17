import ArgumentParser
import Dotations
import DotationsApplication

struct ExportCommand: StoreCommand {
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
    var policy: ModificationPolicy?

    @Option(
        help: ArgumentHelp(
            "Protège le classeur par un mot de passe : la première ligne de ce fichier, que son propriétaire seul peut lire.",
            valueName: "fichier"))
    var passwordFile: String?

    @OptionGroup var base: BaseOptions

    func validate() throws { if let output { _ = try outputFormat(of: output) } }

    func execute() throws {
        if let output, passwordFile != nil { try requireWorkbook(output, "--password-file protège un classeur.") }
        let password = try passwordFile.map(PasswordInput.readForWorkbook)
        let application = try store.application()
        let path = try output ?? "\(application.exportName(of: number, policy: policy)).xlsx"
        if output == nil {
            try refuseToReplace(
                path, advice: " et peut contenir des corrections. Donnez un autre nom avec -o, ou ce nom pour le remplacer.")
        }
        var result = try application.exportOrder(number, policy: policy, hasResendColumn: resendColumn)
        try result.sheet.save(to: path, password: password)
        result.file = path
        try ResultWriter.write(
            result, ["\(fileName(of: path)) : \(result.rows.counted("dotation modifiable", "dotations modifiables"))."],
            asJSON: isJSON)
    }
}
