import ArgumentParser
import Spreadsheet

/// `dotations sheet info`: what a file is, and what is in it.
struct SheetInfoCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "Dit ce qu’est un fichier, et ce qu’il contient.")

    @Argument(help: ArgumentHelp("Classeur .xlsx ou fichier CSV ; « - » pour l’entrée standard.", valueName: "fichier"))
    var file: String

    @Flag(help: "Lit tout le fichier et compte les lignes et les cellules de chaque type.")
    var count = false

    @OptionGroup var input: InputOptions
    @OptionGroup var report: ReportOptions

    func execute() throws {
        let source = try input.open(file).sheets
        var progress = Progress()
        var sheets: [FileDescription.SheetDescription] = []
        for sheet in source.sheets {
            let tally = count && sheet.kind == .worksheet ? try SheetTally(counting: sheet, of: source, progress: &progress) : nil
            sheets.append(.init(sheet: sheet, tally: tally))
        }
        progress.clear()
        let evidence = try source.csvEvidence()
        let description = FileDescription(
            name: fileName(of: file), sheets: sheets, workbook: source.workbook, properties: try source.workbook?.properties(),
            dialect: try source.csvDialect(), showsSeparator: evidence?.showsSeparator == true,
            showsLineEnding: evidence?.showsLineEnding == true)
        try ResultWriter.write(description, description.lines, asJSON: isJSON)
    }
}
