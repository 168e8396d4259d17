import ArgumentParser
import DotationSheets
import DotationStore
import Dotations
import Sales

/// `dotations sales import`: brings a sheet of sales in, after showing what it would do.
struct SalesImportCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Importe une feuille de ventes : montre le plan, demande, applique.",
        discussion: """
            Colonnes, dans n’importe quel ordre : Session, Matricule (ou Nom et Prénom), E-mail, Téléphone, Date ; et s’il y en a Événement, \
            Quantité, Prix payé, Statut (active, annulée, remboursée), Référence de paiement. Le prix payé est celui de tous les chéquiers de \
            la ligne.

            Les ventes valables sont enregistrées, dans l’ordre de leurs dates ; les autres sont refusées avec leur raison. Une vente déjà \
            enregistrée n’est pas enregistrée deux fois : seuls son statut, son contact et une référence manquante changent. Ce qui est \
            annulé ou remboursé libère sa place avant que les nouvelles ventes ne soient prises.

            Chaque ligne est un achat : deux lignes d’une personne pour une session, même avec une seule référence de paiement, sont deux \
            ventes, tant qu’il reste des places. La même feuille importée de nouveau retrouve ses ventes ligne par ligne et ne change rien. \
            Le code de sortie est 2 si des lignes sont refusées, 1 si elles le sont toutes.
            """)

    @Argument(help: ArgumentHelp("Classeur .xlsx ou fichier CSV ; « - » pour l’entrée standard.", valueName: "fichier"))
    var file: String

    @OptionGroup var options: PlanOptions
    @OptionGroup var input: InputOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func execute() throws {
        try options.refuseToReplace(file)
        let store = try store.open()
        let input = try input.open(file)
        let sheet = try SalesSheet(input.sheets)
        let source = try input.source()
        let progress = ProgressLine()
        let content = try sheet.read { fraction, rows in progress.show(rows, of: sheet.sheet, fraction: fraction) }
        progress.clear()
        let today = try self.store.today
        var agreed: SalesPlan?
        while true {
            let ledger = try store.salesLedger()
            let plan = SalesPlan(.rows(content.rows), ledger: ledger, today: today)
            let proposal = SalesPlanReport(
                plan: plan, ledger: ledger, sheet: sheet, hiddenRows: content.hiddenRows, limit: options.limitRows)
            // A plan that was made anew because the sales had moved, and still says the same, was agreed to before.
            if agreed.map({ !plan.doesTheSame(as: $0) }) ?? true { try agree(to: proposal, sheet) }
            agreed = plan
            if options.dryRun || plan.isEmpty { return try finish(proposal, nil) }
            do {
                return try finish(proposal, store.apply(plan, file: source, context: self.store.context))
            } catch let error as StoreError where error.code == .salesMoved {
                continue
            }
        }
    }

    /// Shows the plan and has it approved, or throws.
    private func agree(to proposal: SalesPlanReport, _ sheet: SalesSheet) throws {
        let plan = proposal.plan
        if !isJSON { try ResultWriter.write(.null, ResultWriter.lines(proposal.lines(file: fileName(of: file))), asJSON: false) }
        Interruption.note()
        if let rejects = options.rejects, !plan.refused.isEmpty { try RefusedRowsExport(plan, of: sheet).save(to: rejects) }
        guard !options.dryRun else { return }
        if options.atomic, !plan.refused.isEmpty {
            throw CommandError(
                .importRefused,
                "\(plan.refused.count.counted("ligne est refusée", "lignes sont refusées")) : avec --atomic, rien n’est appliqué.",
                file: fileName(of: file), faults: proposal.refusedCodes)
        }
        if !plan.refused.isEmpty, plan.refused.count == plan.rowCount {
            throw CommandError(
                .importRefused, "toutes les lignes sont refusées : rien n’est appliqué.", file: fileName(of: file),
                faults: proposal.refusedCodes)
        }
        guard !plan.isEmpty else { return }
        try Confirmation.obtain("Appliquer ?", yes: options.yes, canAsk: !isJSON && Terminal.canAsk)
    }

    private func finish(_ proposal: SalesPlanReport, _ operation: Operation?) throws {
        try ResultWriter.write(
            proposal.json(isApplied: operation != nil, isDry: options.dryRun, operation: operation?.id.rawValue),
            operation.map { "Opération \($0.id.description) appliquée : \(proposal.done).\n" }
                ?? (options.dryRun ? "" : "Rien n’a été modifié.\n"),
            asJSON: isJSON)
        if !proposal.plan.refused.isEmpty { throw ExitCode.rowsRefused }
    }
}
