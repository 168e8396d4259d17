import ArgumentParser
import DotationsApplication
import Spreadsheet

/// `dotations sheet set`: cells of a workbook, with everything else in it as it was.
struct SheetSetCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Écrit des cellules d’un classeur .xlsx ou .xlsm, sans rien changer d’autre.",
        discussion: """
            Les autres cellules, les formats, les graphiques, les images, les tableaux croisés et les macros restent tels quels. Chaque cellule \
            s’écrit Feuille!B7=valeur, ou B7=valeur pour la première feuille visible. La valeur est du texte, tel qu’il est tapé : « 007 » le \
            reste. Le reste se dit : B7=nombre:12,5 ; B7=date:31/12/2025 ; B7=vrai-faux:vrai ; B7=formule:SUM(A1:A3), avec le nom anglais des \
            fonctions et des virgules. B7= vide la cellule, qui garde son format. Un texte qui commence comme l’un de ces mots s’écrit \
            B7=texte:nombre:1. Les formules du classeur sont recalculées à l’ouverture. Un classeur protégé par un mot de passe le reste.
            """)

    @Argument(help: ArgumentHelp("Classeur à lire, en .xlsx ou .xlsm.", valueName: "entrée"))
    var source: String

    @Argument(help: ArgumentHelp("Classeur à écrire ; ce peut être le même.", valueName: "sortie"))
    var target: String

    @Argument(help: ArgumentHelp("Les cellules et leurs valeurs, comme Feuil1!B7=texte.", valueName: "cellule=valeur"))
    var cells: [String]

    @Option(help: ArgumentHelp("Limites de lecture : « strict » pour un fichier d’origine inconnue.", valueName: "limites"))
    var limits = InputOptions.Limits.standard

    @Option(
        help: ArgumentHelp(
            "Le fichier dont la première ligne est le mot de passe du classeur, que son propriétaire seul peut lire.", valueName: "fichier")
    )
    var passwordFile: String?

    @OptionGroup var report: ReportOptions

    func validate() throws {
        guard [".xlsx", ".xlsm"].contains(where: { target.lowercased().hasSuffix($0) }) else {
            throw ValidationError("Le nom de la sortie doit finir par .xlsx ou .xlsm.")
        }
    }

    func execute() throws {
        let assignments = try cells.enumerated().map { index, text in
            do throws(CellAssignment.Fault) {
                return try CellAssignment(text)
            } catch {
                throw Failure.usage("Cellule n° \(index + 1) : \(error.french)")
            }
        }
        let password = try passwordFile.map(PasswordInput.readOfWorkbook)
        let editor = try InputFile.open(source, password: password, asks: !isJSON && Terminal.canAsk) {
            try WorkbookEditor(path: source, password: $0, limits: limits.value)
        }.0
        Interruption.note()
        let summary = try SetCells(assignments)
            .write(editor, to: target, source: fileName(of: source), target: fileName(of: target))
        if isJSON { try ResultWriter.write(CollectionOfOne(summary)) } else { StandardError.write(summary.sentence) }
    }
}
