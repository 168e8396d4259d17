import ArgumentParser
import DotationStore
import Dotations
import DotationsApplication

struct OrdersCreateCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Crée une commande à partir d’une feuille : toutes ses lignes, ou rien.",
        discussion: """
            Il faut les colonnes Matricule, Nom, Prénom, Adresse Mail, Téléphone et Montant. Les colonnes « Identifiant dotation » et \
            « Statut dotation » sont reprises si elles existent ; sinon les identifiants sont attribués et le statut est « intégration ». \
            La base de données est créée si elle n’existe pas.

            L’export des ventes (dotations sales export) se donne tel quel : ses ventes sont alors notées comme commandées, et ne seront \
            plus exportées. Un CSV ne dit pas de quel export il vient : il est reconnu à ses bénéficiaires, ses montants et ses contacts, ou \
            se donne avec --sales-export.

            Une feuille sans identifiants est refusée, sauf avec --allow-repeat, quand elle serait sans doute commandée deux fois : elle a les \
            mêmes bénéficiaires et les mêmes montants qu’une autre commande, ou elle n’est pas un export, et ses bénéficiaires ont pour ce \
            montant des ventes qui restent à commander.

            Une date à venir, plus de 10 000 € pour une seule personne, ou un statut qui n’est pas connu et verrouillerait sa dotation, se \
            demande avant ; hors d’un terminal, --yes répond oui.
            """)

    @Argument(help: ArgumentHelp(InputOptions.file, valueName: "fichier"))
    var file: String

    @Option(help: ArgumentHelp("Le n° de la commande (sept chiffres).", valueName: "n°"))
    var number: OrderNumber

    @Option(help: ArgumentHelp("La date de la commande (2020-08-21, 21/08/2020 ou 21 août 2020).", valueName: "date"))
    var date: CalendarDate

    @Flag(help: "La commande est déjà réglée.")
    var paid = false

    @Option(help: ArgumentHelp("L’export des ventes dont la feuille vient, si c’est un CSV.", valueName: "export"))
    var salesExport: ExportIdentity?

    @Flag(help: "Crée la commande même si une autre, ou des ventes à commander, ont les mêmes bénéficiaires et les mêmes montants.")
    var allowRepeat = false

    @Flag(help: "Crée la commande sans demander, même à une date à venir, pour plus de 10 000 € par personne, ou avec un statut inconnu.")
    var yes = false

    @OptionGroup var input: InputOptions
    @OptionGroup var base: BaseOptions

    func execute() throws {
        let input = try input.open(file, asJSON: isJSON)
        let progress = Progress()
        let useCase = try store.application(creating: .byFirstWrite).createOrder(
            Order(number: number, date: date, isPaid: paid), from: input.sheets, file: input.source(),
            salesExport: salesExport, allowsRepeat: allowRepeat, progress: progress.show)
        progress.clear()
        let name = fileName(of: file)
        var isShown = false
        do {
            let (proposal, sales) = try useCase.carryOut { try agree(to: $0, $1, &isShown) }
            let report = proposal.plan
            guard let sales else {
                if isJSON { try ResultWriter.write(CollectionOfOne(PlanDocument(proposal, .refused))) }
                throw report.refusal(file: name)
            }
            try ResultWriter.write(
                PlanDocument(proposal, .applied, salesOrdered: sales),
                [try line(report.summary)] + (isShown ? [] : observations(report)) + report.notes(onSales: sales), asJSON: isJSON)
        } catch let mismatch as SalesExportMismatch {
            if !isJSON, !mismatch.lines.isEmpty {
                let nearest = mismatch.error.code == .salesUnordered ? " : ce qui diffère de l’export des ventes le plus proche" : ""
                let lines = mismatch.lines.prefix(50).map { "  " + $0 }.cut(at: 50, of: mismatch.lines.count, "--json les donne")
                try ResultWriter.show(["\(name), \(mismatch.sheet)\(nearest)"] + lines)
            }
            throw mismatch
        }
    }

    /// Shows what is refused, and asks about what is seldom meant, or throws; nil where the order cannot be made.
    private func agree(to proposal: Proposal<OrderReport>, _ difference: PlanDifference?, _ isShown: inout Bool) throws -> Approval? {
        let report = proposal.plan
        func show(_ lines: [String]) throws {
            if !isJSON { try ResultWriter.show((difference.map { [$0.news, ""] } ?? []) + lines) }
        }
        guard !report.isEmpty else {
            try show(["Lignes refusées (\(report.refused.count.grouped))"] + lines(report.refused) + observations(report))
            return nil
        }
        guard report.needsYes, !yes else { return try proposal.approval() }
        try show(observations(report))
        isShown = true
        let doubt = report.doubts.joined(separator: " ")
        let canAsk = !isJSON && Terminal.canAsk
        // Where nobody can be asked the error says it.
        if canAsk { StandardError.write("À vérifier : \(doubt)") }
        Interruption.note()
        defer { Interruption.obey() }
        return try Confirmation(
            yes: false, isJSON: isJSON, advice: "\(doubt) La commande n’a pas été créée : si c’est voulu, ajoutez --yes."
        ).approval(of: proposal, difference, "Créer la commande ?")
    }

    private func line(_ summary: OrderSummary) throws -> String {
        let order = summary.order
        return "Commande \(order.number.description) du \(order.date.french) créée : \(summary.dotationCount.counted("dotation")), "
            + "\(summary.faceValue.description), à payer \(try summary.total.description)\(order.isPaid ? ", réglée" : "")."
    }

    /// What is to be corrected or worth a look in the rows that are taken.
    private func observations(_ report: OrderReport) -> [String] {
        var lines: [String] = []
        if !report.doubtful.isEmpty {
            lines.append("À corriger (\(report.doubtful.count.grouped)) : ces contacts sont gardés tels quels.")
            lines += self.lines(report.doubtful)
        }
        if !report.warnings.isEmpty {
            lines.append("À vérifier (\(report.warnings.count.grouped))")
            lines += report.warnings.prefix(50).map(\.line).cut(at: 50, of: report.warnings.count)
        }
        return lines
    }

    private func lines(_ rows: [RefusedRowDocument]) -> [String] { RefusalGroups(rows, rest: "--json les donne.").lines(limit: 50) }
}
