import ArgumentParser
import DotationsApplication
import Spreadsheet

struct SheetInfoCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "Dit ce qu’est un fichier, et ce qu’il contient.")

    @Argument(help: ArgumentHelp(InputOptions.file, valueName: "fichier"))
    var file: String

    @Flag(help: "Lit tout le fichier et compte les lignes et les cellules de chaque type.")
    var count = false

    @OptionGroup var input: InputOptions
    @OptionGroup var report: ReportOptions

    func execute() throws {
        let source = try input.open(file, asJSON: isJSON).sheets
        let progress = Progress()
        let description = try FileDescription(of: source, name: fileName(of: file), isCounted: count, progress: progress.show)
        progress.clear()
        try ResultWriter.write(description, description.lines, asJSON: isJSON)
    }
}

extension FileDescription {
    var lines: [String] {
        var lines = ["\(name) : \(format.french)"]
        if let dialect {
            if showsSeparator { lines.append("Séparateur : \(dialect.separatorName)") }
            lines.append("Encodage : \(dialect.encoding.rawValue)\(dialect.hasByteOrderMark ? ", avec marque d’ordre des octets" : "")")
            if showsLineEnding { lines.append("Fins de ligne : \(dialect.lineEndingName)") }
        }
        if let workbook, workbook.dateSystem == .since1904 { lines.append("Calendrier : 1904") }
        lines += properties?.lines ?? []
        lines += ["", sheets.count.counted("feuille", "feuilles")]
        lines += Table(Self.header(counted: sheets.contains { $0.tally != nil }), sheets.map(\.columns), numbersFrom: 2).lines
        if let names = workbook?.definedNames, !names.isEmpty {
            lines += ["", names.count.counted("nom défini", "noms définis")]
            lines += Table([], names.map(\.columns)).lines
        }
        if !warnings.isEmpty { lines += [""] + warnings.lines }
        return lines
    }

    private static func header(counted: Bool) -> [String] {
        let names = ["Feuille", "État"]
        return counted ? names + ["Lignes", "Masquées", "Cellules"] + SheetTally.CellType.allCases.map(\.title) : names
    }
}

extension FileFormat {
    fileprivate var french: String {
        switch self {
        case .xlsx: "classeur Excel (.xlsx)"
        case .xlsb: "classeur Excel binaire (.xlsb)"
        case .xls: "classeur Excel 5 à 2003 (.xls)"
        case .ods: "classeur OpenDocument (.ods)"
        case .fods: "classeur OpenDocument en un seul fichier XML (.fods)"
        case .xml2003: "classeur Excel 2003 en XML"
        case .html: "tableaux d’une page HTML"
        case .csv: "fichier CSV"
        default: description
        }
    }
}

extension FileDescription.SheetDescription {
    fileprivate var columns: [String] {
        guard let tally else { return [sheet.name, state] }
        let counts = [tally.rows, tally.hiddenRows, tally.cells] + SheetTally.CellType.allCases.map { tally[$0] }
        return [sheet.name, state] + counts.map(\.grouped)
    }
}

extension DefinedName {
    fileprivate var columns: [String] {
        let remarks = [sheet.map { "feuille « \($0) »" }, isHidden ? "masqué" : nil].compactMap(\.self)
        return [frenchName, remarks.isEmpty ? formula : "\(formula) (\(remarks.joined(separator: ", ")))"]
    }
}
