import ArgumentParser
import DotationSales
import DotationStore
import Dotations
import DotationsApplication

/// `dotations sales cancel`: sales that do not take place.
struct SalesCancelCommand: SaleStatusCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Annule des ventes : leurs places se libèrent, l’argent reste à rendre.",
        discussion: """
            Une vente dont les chèques sont commandés ne s’annule qu’une fois sa commande annulée (dotations orders cancel). Une vente annulée \
            ne redevient pas active.
            """)
    static let status = Sale.Status.cancelled
    static let title = "Ventes à annuler"
    static let question = (one: "Annuler cette vente ?", several: "Annuler ces ventes ?")

    @Argument(help: ArgumentHelp("Les numéros des ventes (dotations sales list).", valueName: "vente"))
    var ids: [Sale.ID]

    @Flag(help: "Annule sans demander ; nécessaire hors d’un terminal.")
    var yes = false

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions
}

/// `dotations sales refund`: sales whose money was given back, in full.
struct SalesRefundCommand: SaleStatusCommand {
    static let configuration = CommandConfiguration(
        commandName: "refund", abstract: "Note que des ventes sont remboursées, en entier : leurs places se libèrent.",
        discussion: """
            Le remboursement lui-même se fait dans Stripe. Une vente dont les chèques sont commandés ne se rembourse qu’une fois sa commande \
            annulée (dotations orders cancel).
            """)
    static let status = Sale.Status.refunded
    static let title = "Ventes à noter comme remboursées"
    static let question = (one: "Noter cette vente comme remboursée ?", several: "Noter ces ventes comme remboursées ?")

    @Argument(help: ArgumentHelp("Les numéros des ventes (dotations sales list).", valueName: "vente"))
    var ids: [Sale.ID]

    @Flag(help: "Note sans demander ; nécessaire hors d’un terminal.")
    var yes = false

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions
}

/// A command that gives sales another status.
protocol SaleStatusCommand: ReportingCommand {
    static var status: Sale.Status { get }
    /// What stands above the sales that it changes.
    static var title: String { get }
    static var question: (one: String, several: String) { get }
    var ids: [Sale.ID] { get }
    var yes: Bool { get }
    var store: StoreOptions { get }
    var report: ReportOptions { get }
}

extension SaleStatusCommand {
    var isJSON: Bool { report.json }

    func execute() throws {
        var seen: Set<Sale.ID> = []
        let request = SalesRequest.status(Self.status, ids.filter { seen.insert($0).inserted })
        let useCase = RegisterSales(request, today: try store.today, application: try store.application())
        let (proposal, operation) = try useCase.carryOut(agree: agree)
        let (plan, ledger) = (proposal.plan.plan, proposal.plan.ledger)
        let refusals = Refusals(plan.refused)
        let lines = plan.changed.map { change in
            "Vente \(change.new.id.description) \(Self.status.label) : \(change.new.buyer(in: ledger)), "
                + "\(change.new.pricePaid.description)\(Self.status == .cancelled ? " à rendre" : "")."
        }
        try ResultWriter.write(
            SalesPlanReport(plan: plan, ledger: ledger).json(
                .applied, fingerprint: proposal.fingerprint, operation: operation?.id.rawValue),
            ResultWriter.lines(lines + refusals.lines), asJSON: isJSON)
        if !plan.refused.isEmpty { throw ExitCode.rowsRefused }
    }

    /// Names the people on standard output and asks, or throws; also where there is nothing to do.
    private func agree(to proposal: Proposal<SalesReport>, _ news: String?) throws -> Approval? {
        let (plan, ledger) = (proposal.plan.plan, proposal.plan.ledger)
        let refusals = Refusals(plan.refused)
        guard !plan.isEmpty else {
            guard plan.refused.isEmpty else { throw refusals }
            throw CommandError(
                .nothingToDo, "\(ids.count < 2 ? "La vente est" : "Les ventes sont") déjà dans cet état : rien n’est modifié.")
        }
        let canAsk = !isJSON && Terminal.canAsk
        if !yes, canAsk {
            let sales = plan.changed.map(\.old).map { sale in
                "  Vente \(sale.id.description) du \(sale.date.french) : \(sale.buyer(in: ledger)), "
                    + "« \(VisibleText.of(sale.names(in: ledger).session)) », \(sale.pricePaid.description), \(sale.status.label)"
            }
            let heading = (news.map { [$0] } ?? []) + refusals.lines + ["\(Self.title) (\(plan.changed.count.grouped))"]
            try ResultWriter.write(.null, ResultWriter.lines(heading + sales), asJSON: false)
        }
        Interruption.note()
        let question = plan.changed.count < 2 ? Self.question.one : Self.question.several
        try Confirmation.obtain(question, yes: yes, canAsk: canAsk) { "Rien n’a été modifié : sans terminal, ajoutez --yes." }
        return Approval(proposal.fingerprint)
    }
}

extension Sale {
    /// Who bought it: the name, or the staff number where a purge has left that alone.
    func buyer(in ledger: SalesLedger) -> String {
        let name = ledger.roster.people[matricule]?.fullName ?? ""
        return VisibleText.of(name.isEmpty ? matricule : name)
    }
}
