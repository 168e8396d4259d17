import ArgumentParser
import DotationStore
import DotationsApplication

/// How a sheet's plan is shown and applied, the same for every command that imports one.
struct PlanOptions: ParsableArguments {
    @OptionGroup var counted: CountedApprovalOptions

    @Flag(help: "N’applique rien si une seule ligne est refusée.")
    var atomic = false

    @Option(
        help: ArgumentHelp(
            "Écrit les lignes refusées, avec l’erreur et le conseil, en .xlsx ou en .csv ; protégées du mot de passe de la feuille, si elle en a un.",
            valueName: "fichier"))
    var rejects: String?

    @Option(help: ArgumentHelp("Le nombre de lignes que chaque tableau montre à l’écran.", valueName: "nombre"))
    var limitRows = 50

    var dryRun: Bool { counted.approval.dryRun }

    func validate() throws {
        try requireLimit(limitRows)
        if let rejects { _ = try outputFormat(of: rejects) }
    }

    /// Throws where the refused rows would be written over the sheet that they are from.
    func refuseToReplace(_ file: String) throws {
        guard let rejects, isSameFile(file, rejects) else { return }
        throw CommandError(
            .fileSame, "--rejects remplacerait le fichier à importer. Rien n’a été fait ; choisissez un autre nom.",
            file: fileName(of: rejects))
    }

    /// Shows what a sheet would do, has it approved, writes the rows that are refused, does it, and says what was done; throws the exit status
    /// where rows were refused. They are protected with the sheet's password, where it has one.
    func carryOut<Report: PresentedPlan>(
        _ useCase: UseCase<Report, Operation>, file: String, password: String?, asJSON isJSON: Bool, progress: Progress,
        done: (Report, Operation) -> [String]
    ) throws {
        if let rejects, password != nil {
            try requireWorkbook(rejects, "\(fileName(of: file)) a un mot de passe, et les lignes refusées le gardent.")
        }
        let (proposal, operation) = try counted.approval.carryOut(
            useCase, count: counted.confirm, asJSON: isJSON, progress: progress,
            lines: { PlanScreen($0, of: fileName(of: file), limit: limitRows).lines }
        ) { plan in
            if let rejects, !plan.refused.isEmpty {
                try useCase.refusedRows(of: plan, isDryRun: dryRun)?.save(to: rejects, password: password)
            }
        }
        let plan = proposal.plan
        var text = operation.map { done(plan, $0) } ?? []
        if operation == nil, !dryRun, plan.refused.isEmpty { text.append("Rien n’a été modifié.") }
        if let rejects, plan.refused.isEmpty { text.append("Aucune ligne n’est refusée : \(fileName(of: rejects)) n’a pas été écrit.") }
        let written = plan.refused.isEmpty ? nil : rejects
        try counted.approval.end(proposal, operation, rejects: written, text, file: fileName(of: file), asJSON: isJSON)
    }
}
