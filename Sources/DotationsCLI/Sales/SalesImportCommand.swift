import ArgumentParser
import DotationSales
import DotationSheets
import DotationStore
import Dotations
import DotationsApplication

/// `dotations sales import`: brings a sheet of sales in, after showing what it would do.
struct SalesImportCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Importe une feuille de ventes : montre le plan, demande, applique.",
        discussion: """
            Colonnes, dans n’importe quel ordre : Session, Matricule (ou Nom et Prénom), E-mail, Téléphone, Date ; et s’il y en a Événement, \
            Quantité, Prix payé, Statut (active, annulée, remboursée), Référence de paiement. Le prix payé est celui de tous les chéquiers de \
            la ligne.

            Les ventes valables sont enregistrées, dans l’ordre de leurs dates ; les autres sont refusées avec leur raison. Une vente déjà \
            enregistrée n’est pas enregistrée deux fois : seuls son statut, son contact et une référence manquante changent. Ce qui est \
            annulé ou remboursé libère sa place avant que les nouvelles ventes ne soient prises.

            Chaque ligne est un achat : deux lignes d’une personne pour une session, même avec une seule référence de paiement, sont deux \
            ventes, tant qu’il reste des places. La même feuille importée de nouveau retrouve ses ventes ligne par ligne et ne change rien. \
            Le code de sortie est 2 si des lignes sont refusées, 1 si rien n’est alors appliqué.
            """)

    @Argument(help: ArgumentHelp("Classeur .xlsx ou fichier CSV ; « - » pour l’entrée standard.", valueName: "fichier"))
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
        let (proposal, operation) = try carryOut(
            propose: {
                let ledger = try store.salesLedger()
                return SalesPlanReport(
                    plan: SalesPlan(.rows(content.rows), ledger: ledger, today: today), ledger: ledger, sheet: sheet,
                    hiddenRows: content.hiddenRows, sheetWarnings: content.warnings, limit: options.limitRows)
            },
            isSame: { $0.plan.doesTheSame(as: $1.plan) }, agree: { try agree(to: $0, of: sheet, $1) },
            apply: { canApply($0.plan) ? try store.apply($0.plan, file: source, context: self.store.context) : nil })
        try finish(proposal, operation)
    }

    /// Whether there is something to carry out, and it may be.
    private func canApply(_ plan: SalesPlan) -> Bool {
        !options.dryRun && !plan.isEmpty && (plan.refused.isEmpty || !options.atomic)
    }

    /// Shows the plan and has it approved, or throws.
    private func agree(to proposal: SalesPlanReport, of sheet: SalesSheet, _ news: String?) throws {
        let plan = proposal.plan
        if !isJSON {
            let lines = (news.map { [$0, ""] } ?? []) + proposal.lines(file: fileName(of: file))
            try ResultWriter.write(.null, ResultWriter.lines(lines), asJSON: false)
        }
        Interruption.note()
        if canApply(plan) { try Confirmation.obtain("Appliquer ?", yes: options.yes, canAsk: !isJSON && Terminal.canAsk) }
        if let rejects = options.rejects, !plan.refused.isEmpty { try RefusedRowsExport(plan, of: sheet).save(to: rejects) }
    }

    private func finish(_ proposal: SalesPlanReport, _ operation: Operation?) throws {
        let refused = proposal.plan.refused.count
        let status = PlanStatus(isApplied: operation != nil, isDryRun: options.dryRun, refused: refused)
        try ResultWriter.write(
            proposal.json(status, operation: operation?.id.rawValue),
            operation.map { "Opération \($0.id.description) appliquée : \(proposal.done).\n" }
                ?? (status == .unchanged ? "Rien n’a été modifié.\n" : ""),
            asJSON: isJSON)
        try status.end(
            refused: refused, isAtomic: options.atomic && !proposal.plan.isEmpty, file: fileName(of: file), faults: proposal.refusedCodes)
    }
}
