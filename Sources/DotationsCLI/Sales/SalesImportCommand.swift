import ArgumentParser
import DotationSales
import DotationSheets
import DotationStore
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
            ventes, tant qu’il reste des places. La même feuille importée de nouveau retrouve ses ventes ligne par ligne et ne change rien.

            Un plan est inhabituel quand des contacts passent d’une personne à une autre, quand une adresse est celle de quelqu’un d’autre, ou \
            quand plus d’une adresse e-mail ou plus d’un téléphone sur cinq change. Il faut alors taper le nombre de modifications, que donne \
            son bilan : à la question posée, ou avec --confirm. --yes ne suffit pas.

            Le code de sortie est 2 si des lignes sont refusées, 1 si rien n’est alors appliqué.
            """)

    @Argument(help: ArgumentHelp("Classeur .xlsx ou fichier CSV ; « - » pour l’entrée standard.", valueName: "fichier"))
    var file: String

    @Option(help: ArgumentHelp("Le nombre de modifications attendu ; n’applique que s’il est exact.", valueName: "nombre"))
    var confirm: Int?

    @OptionGroup var options: PlanOptions
    @OptionGroup var input: InputOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func validate() throws {
        guard !options.dryRun || confirm == nil else { throw ValidationError("--dry-run ne va pas avec --confirm.") }
    }

    func execute() throws {
        try options.refuseToReplace(file)
        let input = try input.open(file)
        let progress = ProgressLine()
        let useCase = try RegisterSales(
            input.sheets, file: input.source(), isAtomic: options.atomic, application: store.application(),
            progress: { progress.show($2, of: $0, fraction: $1) })
        progress.clear()
        let (proposal, operation) = try useCase.carryOut { try agree(to: $0, of: useCase, $1) }
        let report = proposal.plan
        let status = PlanStatus(isApplied: operation != nil, isDryRun: options.dryRun, refused: report.refused.count)
        try ResultWriter.write(
            SalesDocument(report, status, fingerprint: proposal.fingerprint, operation: operation?.id),
            operation.map { "Opération \($0.id.description) appliquée : \(done(report.plan)).\n" }
                ?? (status == .unchanged ? "Rien n’a été modifié.\n" : ""),
            asJSON: isJSON)
        try status.end(with: report, file: fileName(of: file))
    }

    /// Shows the plan and has it approved, or throws.
    private func agree(to proposal: Proposal<SalesReport>, of useCase: RegisterSales, _ news: String?) throws -> Approval? {
        if !isJSON {
            let screen = SalesScreen(report: proposal.plan, limit: options.limitRows).lines(file: fileName(of: file))
            let fingerprint = options.dryRun ? ["Empreinte du plan : \(proposal.fingerprint)"] : []
            try ResultWriter.show(ResultWriter.lines((news.map { [$0, ""] } ?? []) + screen + fingerprint))
        }
        Interruption.note()
        let confirmation = Confirmation(yes: options.yes, fingerprint: options.plan, count: confirm, canAsk: !isJSON && Terminal.canAsk)
        let approval = options.dryRun || proposal.plan.isEmpty ? nil : try confirmation.approval(of: proposal)
        if let rejects = options.rejects, !proposal.plan.refused.isEmpty {
            try useCase.refusedRows(of: proposal.plan)?.save(to: rejects)
        }
        return approval
    }

    private func done(_ plan: SalesPlan) -> String {
        var parts: [String] = []
        if !plan.registered.isEmpty { parts.append(plan.registered.count.counted("vente enregistrée", "ventes enregistrées")) }
        if !plan.changed.isEmpty { parts.append(plan.changed.count.counted("vente modifiée", "ventes modifiées")) }
        return parts.joined(separator: ", ")
    }
}
