import ArgumentParser
import DotationSales
import Dotations
import DotationsApplication

struct SalesAddCommand: StoreCommand {
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

    @OptionGroup var base: BaseOptions

    func execute() throws {
        let application = try store.application()
        let row = SaleRow(
            event: event, session: session, matricule: matricule, email: email, mobile: telephone, quantity: quantity, pricePaid: paid,
            date: try date ?? application.today, reference: reference)
        let report = try application.addSale(row)
        let plan = report.plan.plan
        let lines = plan.registered.map { SaleDocument($0.sale, in: report.plan.ledger) }.map { sale in
            "Vente \(sale.id.description) enregistrée : \(VisibleText.of(sale.buyer)), \(sale.quantity.grouped) × "
                + "« \(VisibleText.of(sale.session)) », \(sale.pricePaid.description)."
        }
        let known = plan.changed.map { SaleDocument($0.new, in: report.plan.ledger) }.map {
            "Vente \($0.id.description) modifiée : \(VisibleText.of($0.buyer))."
        }
        try ResultWriter.write(
            report,
            lines + known + report.plan.warnings.map { "À vérifier : \($0.message) [\($0.code)]" }, asJSON: isJSON)
    }
}
