import ArgumentParser
import DotationSheets
import DotationStore
import DotationsApplication
import Spreadsheet

/// How a sheet's plan is shown and applied, the same for every command that imports one.
struct PlanOptions: ParsableArguments {
    @OptionGroup var counted: CountedApprovalOptions

    @Flag(help: "N’applique rien si une seule ligne est refusée.")
    var atomic = false

    @Option(
        help: ArgumentHelp(
            "Écrit les lignes refusées, avec l’erreur et le conseil : en .xlsx (un import les rend dans leur classeur, en .xlsm s’il a des macros) ou en .csv ; protégées du mot de passe de la feuille, si elle en a un. Ne remplace aucun fichier.",
            valueName: "fichier"))
    var rejects: String?

    @Option(help: ArgumentHelp("Le nombre de lignes que chaque tableau montre à l’écran.", valueName: "nombre"))
    var limitRows = 50

    var dryRun: Bool { counted.approval.dryRun }

    func validate() throws {
        try requireLimit(limitRows)
        if let rejects { _ = try outputFormat(of: rejects, mayHaveMacros: true) }
    }

    /// Throws where the refused rows would be written over the sheet that they are from, or over another file, such as refused rows that somebody is
    /// correcting.
    func refuseToReplace(_ file: String) throws {
        guard let rejects else { return }
        guard !isSameFile(file, rejects) else {
            throw CommandError(
                .fileSame, "--rejects remplacerait le fichier à importer. Rien n’a été fait ; choisissez un autre nom.",
                file: fileName(of: rejects))
        }
        try DotationsCLI.refuseToReplace(
            rejects, advice: " et peut contenir des corrections. Rien n’a été fait ; donnez un autre nom à --rejects.")
    }

    /// Shows what a sheet would do, has it approved, does it, writes the rows that are refused, and says what was done; throws the exit status
    /// where rows were refused. They are protected with the sheet's password, where it has one. `workbook` is the one that they came in, where they come
    /// back in it.
    func carryOut<Report: PresentedPlan>(
        _ useCase: UseCase<Report, Operation>, file: String, workbook: Workbook? = nil, password: String?, asJSON isJSON: Bool,
        progress: Progress, done: (Report, Operation) -> [String]
    ) throws {
        if let rejects, password != nil {
            try requireWorkbook(rejects, "\(fileName(of: file)) a un mot de passe, et les lignes refusées le gardent.")
        }
        if let rejects, TableFormat.isForMacros(fileName: rejects), (try? workbook.map { try WorkbookEditor($0).isMacroEnabled }) != true {
            throw Failure.usage(
                "\(fileName(of: file)) n’est pas un classeur à macros qui puisse être rendu : donnez aux lignes refusées un nom en .xlsx.")
        }
        if let rejects { try requireWritableFolder(of: rejects) }
        let (proposal, operation) = try counted.approval.carryOut(
            useCase, count: counted.confirm, asJSON: isJSON, progress: progress,
            lines: { PlanScreen($0, of: fileName(of: file), limit: limitRows).lines })
        let plan = proposal.plan
        // What was done is told before that this failed.
        var failure: (any Error)?
        if let rejects, !plan.refused.isEmpty {
            // They come back as an export of the store with what was done. Where nothing was, as nobody wanted it, the file still has all of it to do.
            let isAsIfDry = dryRun || (operation == nil && !plan.isEmpty)
            do { try useCase.refusedRows(of: plan, isDryRun: isAsIfDry)?.saveBack(to: rejects, password: password) } catch {
                failure = error
            }
        }
        var text = operation.map { done(plan, $0) } ?? []
        if operation == nil, !dryRun, plan.refused.isEmpty { text.append("Rien n’a été modifié.") }
        if let rejects, plan.refused.isEmpty { text.append("Aucune ligne n’est refusée : \(fileName(of: rejects)) n’a pas été écrit.") }
        let written = plan.refused.isEmpty || failure != nil ? nil : rejects
        do { try counted.approval.end(proposal, operation, rejects: written, text, file: fileName(of: file), asJSON: isJSON) } catch {
            throw failure ?? error
        }
    }
}
