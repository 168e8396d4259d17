import ArgumentParser
import DotationsApplication
import Spreadsheet

/// `dotations sheet convert`: a workbook as CSV, CSV as a workbook, or a workbook with nothing but its values.
struct SheetConvertCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Convertit un classeur ou un fichier CSV en .xlsx ou en CSV.",
        discussion: """
            De CSV en .xlsx, chaque cellule est du texte : « 007 » le reste. D’un classeur en .xlsx, toutes les feuilles sont copiées : valeurs, \
            formats de nombre, lignes et feuilles masquées. Le CSV écrit s’ouvre correctement dans un Excel français ; un nombre que son \
            format complète par des zéros y est écrit tel qu’affiché (001, 06 65 91 52 36), une durée en heures (30:00:00). Un fichier CSV \
            ne contient qu’une feuille ; une ligne sans rien n’y est pas écrite. Ce qui est écrit n’a pas de mot de passe. Le fichier de sortie n’est remplacé qu’une fois la conversion finie.
            """)

    @Argument(help: ArgumentHelp(InputOptions.file, valueName: "entrée"))
    var source: String

    @Argument(help: ArgumentHelp("Fichier à écrire, en .xlsx ou en .csv ; « - » pour du CSV sur la sortie standard.", valueName: "sortie"))
    var target: String

    @Option(help: ArgumentHelp("La feuille à convertir ; en CSV, par défaut la première visible.", valueName: "nom"))
    var sheet: String?

    @OptionGroup var input: InputOptions
    @OptionGroup var report: ReportOptions

    private var writesCSV: Bool { target == "-" || target.lowercased().hasSuffix(".csv") }

    func validate() throws {
        guard writesCSV || target.lowercased().hasSuffix(".xlsx") else {
            throw ValidationError("Le nom de la sortie doit finir par .xlsx ou .csv.")
        }
    }

    func execute() throws {
        guard !isSameFile(source, target) else {
            throw Failure.usage("\(fileName(of: target)) : l’entrée et la sortie sont le même fichier. Choisissez un autre nom.")
        }
        let file = try input.open(source, asJSON: isJSON).sheets
        Interruption.note()
        let sheets = try chosenSheets(of: file)
        let progress = Progress()
        let conversion = ConvertSheets(sheets, of: file, limits: input.limits.value) {
            try Interruption.check()
            progress.show($0, $1, $2)
        }
        let isStandardOutput = target == "-"
        let name = isStandardOutput ? "stdout" : fileName(of: target)
        var summary: ConversionSummary
        if writesCSV {
            let bytes: [UInt8]
            (summary, bytes) = try conversion.writeCSV(to: isStandardOutput ? nil : target, called: name)
            if isStandardOutput {
                var output = OutputBuffer()
                try output.put(bytes)
                try output.flush()
            }
        } else {
            summary = try conversion.writeWorkbook(to: target, called: name)
        }
        progress.clear()
        if writesCSV, sheet == nil { summary.leftOut = file.sheets.filter { $0.kind == .worksheet && $0 != sheets[0] }.map(\.name) }
        if !isJSON {
            for line in summary.warnings.lines + [summary.sentence] { StandardError.write(line) }
            return
        }
        if isStandardOutput { StandardError.write(summary) } else { try ResultWriter.write(CollectionOfOne(summary)) }
    }

    /// The sheets that have rows, or those asked for.
    private func chosenSheets(of file: SheetFile) throws -> [Sheet] {
        if let sheet { return [try file.sheet(named: sheet, path: source)] }
        if writesCSV {
            guard let first = file.sheets.first(where: { $0.kind == .worksheet && $0.visibility == .visible }) else {
                throw Failure.file(
                    SpreadsheetError(.noSheets, "no visible sheet has rows", at: .init(file: fileName(of: source))),
                    hint: "Pour une feuille masquée, donnez son nom avec --sheet.")
            }
            return [first]
        }
        for sheet in file.sheets where sheet.kind == .missing && input.limits == .standard {
            noteMissing(sheet, file: fileName(of: source), isJSON: isJSON)
        }
        let sheets = file.sheets.filter { $0.kind == .worksheet || $0.kind == .missing && input.limits == .strict }
        guard !sheets.isEmpty else { throw SpreadsheetError(.noSheets, "no sheet has rows", at: .init(file: fileName(of: source))) }
        return sheets
    }
}
