import ArgumentParser
import DotationStore
import Dotations
import Sales

/// `dotations sales cancel`: sales that do not take place.
struct SalesCancelCommand: SaleStatusCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Annule des ventes : leurs places se libèrent, l’argent reste à rendre.",
        discussion: "Une vente dont les chèques sont commandés ne s’annule plus. Une vente annulée ne redevient pas active.")
    static let status = Sale.Status.cancelled

    @Argument(help: ArgumentHelp("Les numéros des ventes (dotations sales list).", valueName: "vente"))
    var ids: [Sale.ID]

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions
}

/// `dotations sales refund`: sales whose money was given back, in full.
struct SalesRefundCommand: SaleStatusCommand {
    static let configuration = CommandConfiguration(
        commandName: "refund", abstract: "Note que des ventes sont remboursées, en entier : leurs places se libèrent.",
        discussion: "Le remboursement lui-même se fait dans Stripe. Une vente dont les chèques sont commandés ne se rembourse plus.")
    static let status = Sale.Status.refunded

    @Argument(help: ArgumentHelp("Les numéros des ventes (dotations sales list).", valueName: "vente"))
    var ids: [Sale.ID]

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions
}

/// A command that gives sales another status.
protocol SaleStatusCommand: ReportingCommand {
    static var status: Sale.Status { get }
    var ids: [Sale.ID] { get }
    var store: StoreOptions { get }
    var report: ReportOptions { get }
}

extension SaleStatusCommand {
    var isJSON: Bool { report.json }

    func execute() throws {
        var seen: Set<Sale.ID> = []
        let store = try store.open()
        let result = try store.carryOut(
            .status(Self.status, ids.filter { seen.insert($0).inserted }), today: self.store.today, context: self.store.context)
        let refusals = Refusals(result.plan.refused)
        guard let operation = result.operation else {
            guard result.plan.refused.isEmpty else { throw refusals }
            throw CommandError(
                .nothingToDo, "\(ids.count < 2 ? "La vente est" : "Les ventes sont") déjà dans cet état : rien n’est modifié.")
        }
        let ledger = result.ledger
        let lines = result.plan.changed.map { change in
            // A purge leaves of a person the staff number alone.
            let name = ledger.roster.people[change.new.matricule]?.fullName ?? ""
            return "Vente \(change.new.id.description) \(Self.status.label) : "
                + "\(VisibleText.of(name.isEmpty ? change.new.matricule : name)), "
                + "\(change.new.pricePaid.description)\(Self.status == .cancelled ? " à rendre" : "")."
        }
        try ResultWriter.write(
            SalesPlanReport(plan: result.plan, ledger: ledger).json(isApplied: true, isDry: false, operation: operation.id.rawValue),
            ResultWriter.lines(lines + refusals.lines), asJSON: isJSON)
        if !result.plan.refused.isEmpty { throw ExitCode.rowsRefused }
    }
}
