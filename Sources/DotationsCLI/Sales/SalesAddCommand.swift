import ArgumentParser
import DotationSales
import DotationStore
import Dotations
import DotationsApplication

/// `dotations sales add`: one sale by itself, under the same rules as a sheet.
struct SalesAddCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Enregistre une seule vente, avec les mêmes règles qu’une feuille.",
        discussion: "C’est toujours une nouvelle vente, sauf si la référence de paiement est déjà celle d’une vente de la personne.")

    @Option(help: ArgumentHelp("La session, par exemple « 100€ de chèques ANCV ».", valueName: "nom"))
    var session: String

    @Option(help: ArgumentHelp("L’événement, si plusieurs ont une session de ce nom.", valueName: "nom"))
    var event: String?

    @Option(help: ArgumentHelp("Le matricule du bénéficiaire.", valueName: "matricule"))
    var matricule: String

    @Option(help: ArgumentHelp("L’adresse e-mail personnelle, vérifiée.", valueName: "adresse"))
    var email: String

    @Option(help: ArgumentHelp("Le n° de portable, vérifié.", valueName: "n°"))
    var telephone: String

    @Option(help: ArgumentHelp("Le nombre de chéquiers.", valueName: "nombre"))
    var quantity = 1

    @Option(help: ArgumentHelp("Le prix payé pour tous les chéquiers ; à défaut celui de la session.", valueName: "montant"))
    var paid: Euros?

    @Option(help: ArgumentHelp("La date de la vente ; à défaut aujourd’hui.", valueName: "date"))
    var date: CalendarDate?

    @Option(help: ArgumentHelp("La référence du paiement, par exemple celle de Stripe.", valueName: "référence"))
    var reference: String?

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func execute() throws {
        let today = try self.store.today
        let store = try store.open()
        let row = SaleRow(
            event: event, session: session, matricule: matricule, email: email, mobile: telephone, quantity: quantity, pricePaid: paid,
            date: date ?? today, reference: reference)
        let result = try store.carryOut(.rows([row]), today: today, context: self.store.context)
        guard result.plan.refused.isEmpty else { throw Refusals(result.plan.refused) }
        guard let operation = result.operation else {
            let known = result.plan.unchanged.first.map { " : vente \($0.sale.description)" } ?? ""
            throw CommandError(
                .nothingToDo, "Cette vente est déjà enregistrée, avec cette référence de paiement\(known). Rien n’est modifié.")
        }
        let ledger = result.ledger
        var lines = result.plan.registered.map { planned in
            let names = planned.sale.names(in: ledger)
            return
                "Vente \(planned.sale.id.description) enregistrée : \(planned.sale.buyer(in: ledger)), "
                + "\(planned.sale.quantity.grouped) × « \(VisibleText.of(names.session)) », \(planned.sale.pricePaid.description)."
        }
        lines += result.plan.changed.map { "Vente \($0.new.id.description) modifiée : \($0.new.buyer(in: ledger))." }
        lines += result.plan.warnings.map { "À vérifier : \($0.warning.message) [\($0.warning.code.rawValue)]" }
        try ResultWriter.write(
            SalesPlanReport(plan: result.plan, ledger: ledger).json(.applied, fingerprint: nil, operation: operation.id.rawValue),
            ResultWriter.lines(lines), asJSON: isJSON)
    }
}
