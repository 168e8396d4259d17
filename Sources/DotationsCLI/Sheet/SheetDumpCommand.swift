import ArgumentParser
import DotationSheets
import DotationsApplication
import Spreadsheet

struct SheetDumpCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "dump",
        abstract: "Affiche les lignes, chacune comme un document JSON (NDJSON).",
        discussion: """
            Un nombre est un nombre JSON, un texte une chaîne, une erreur {"error":"#N/A"}, une cellule vide null ; une date est le nombre \
            que la cellule contient. Les lignes vides et les cellules vides en fin de ligne sont omises. Une erreur qui survient \
            après 128 Kio de résultat suit des lignes déjà affichées, qui sont justes ; le code de sortie est alors 1.
            """)

    @Argument(help: ArgumentHelp(InputOptions.file, valueName: "fichier"))
    var file: String

    @Option(help: ArgumentHelp("N’affiche que cette feuille.", valueName: "nom"))
    var sheet: String?

    @Flag(help: "Affiche le texte de chaque cellule, tel qu’un tableur en anglais le montre.")
    var text = false

    @OptionGroup var input: InputOptions
    @OptionGroup var report: ReportOptions

    func execute() throws {
        let source = try input.open(file, asJSON: isJSON).sheets
        let sheets = try sheet.map { [try source.sheet(named: $0, path: file)] } ?? source.sheets
        var output = OutputBuffer()
        let progress = Progress(writesRows: true)
        var filling = GapBudget(input.limits.value)
        var strayQuotes = StrayQuoteRows()
        defer { note(strayQuotes.warnings.map { WarningDocument($0) }, progress) }
        do {
            for sheet in sheets { try dump(sheet, of: source, to: &output, &filling, &strayQuotes, progress) }
        } catch let error as SpreadsheetError {
            progress.clear()
            // The rows before the fault follow those that have gone out already; if none has, none goes.
            if output.hasWritten { try output.flush() }
            throw error
        }
        try output.flush()
    }

    private func dump(
        _ sheet: Sheet, of source: SheetFile, to output: inout OutputBuffer, _ filling: inout GapBudget,
        _ strayQuotes: inout StrayQuoteRows, _ progress: Progress
    ) throws {
        try output.line(["sheet": sheet.name, "state": sheet.visibility.rawValue] as JSONObject)
        guard try hasRows(sheet, progress: progress) else { return }
        var rows = try source.rows(of: sheet)
        var writer = RowLineWriter(sheet: sheet.name, showsText: text, dateSystem: source.workbook?.dateSystem ?? .since1900)
        while try rows.advance() {
            strayQuotes.note(rows)
            let row = rows.row
            let cells = row.filledCount
            if cells > 0 {
                let last = row[cells - 1]
                try filling.add(last.column - cells, before: last.reference, of: sheet, source, line: rows.line)
            }
            try writer.write(row, to: &output)
            progress.countRow(of: sheet, fraction: rows.fractionRead)
        }
    }

    private func note(_ warnings: [WarningDocument], _ progress: Progress) {
        guard !warnings.isEmpty else { return }
        progress.clear()
        if isJSON {
            for warning in warnings { StandardError.write(["note": warning]) }
        } else {
            for line in warnings.lines { StandardError.write(line) }
        }
    }

    /// Whether there is something to read. A sheet that the workbook has lost is worth a note, but where limits are strict, the workbook is
    /// damaged.
    private func hasRows(_ sheet: Sheet, progress: Progress) throws -> Bool {
        switch sheet.kind {
        case .worksheet: return true
        case .missing where input.limits == .strict: return true
        case .missing:
            progress.clear()
            noteMissing(sheet, file: fileName(of: file), isJSON: isJSON)
            return false
        // A chart, or something else without rows.
        default: return false
        }
    }
}

/// Says that the workbook names a sheet but does not hold it.
func noteMissing(_ sheet: Sheet, file: String, isJSON: Bool) {
    let message = "\(file), « \(sheet.name) » : cette feuille manque dans le classeur ; elle est laissée de côté."
    guard isJSON else { return StandardError.write(message) }
    let note: JSONObject = ["code": SpreadsheetError.Code.missingPart.rawValue, "message": message, "file": file, "sheet": sheet.name]
    StandardError.write(["note": note])
}
