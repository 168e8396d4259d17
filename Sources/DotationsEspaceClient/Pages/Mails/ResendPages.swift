internal import DotationAccounts
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// « Envoi en masse »: the activation e-mail again to all who have not activated their dotation, of one order or of all. It is shown first, and its
/// number is typed.
enum ResendPages {
    static let routes: [Route] = [
        .getOfAll("/envoi-en-masse", .permitted(.send)) { .page(try page($0)) },
        .post("/envoi-en-masse", .permitted(.send), send),
    ]

    /// The order that an address names; nil where all are meant.
    private static func order(_ visit: Visit) throws -> OrderNumber? {
        guard let text = visit.query["commande"] else { return nil }
        guard let number = OrderNumber(text), try visit.application.knownOrder(number) != nil else { throw NoSuchPage() }
        return number
    }

    /// The page of an order's e-mails, or of all.
    static func path(_ order: OrderNumber?) -> String { "/envoi-en-masse" + (order.map { "?commande=\($0)" } ?? "") }

    private static func resend(_ order: OrderNumber?, _ visit: Visit) throws -> UseCase<ResendPlan, Operation> {
        try visit.application.resend(order.map(ResendSelection.order) ?? .all)
    }

    private static func page(_ visit: Visit, fault: String? = nil) throws -> Page {
        let order = try order(visit)
        let proposal = try resend(order, visit).propose()
        let plan = proposal.plan
        let latest = try visit.application.operations(all: true, of: .resend, about: order, limit: 1).imports.first
        let examples = plan.refused.prefix(5)
        let people = try visit.application.people(examples.map { .dotation($0.id) })
        return Page("Envoi en masse", in: .resend, hasFault: fault != nil) { html in
            Told.write(visit, to: &html)
            if let operation = visit.query["operation"].flatMap({ Operation.ID($0) }) {
                html.element("p") { $0.element("a", .href("/journal/\(operation)"), text: "Suivre cet envoi, ou l’arrêter") }
            }
            Form.fault(fault, of: "nombre", to: &html)
            html.element(
                "p",
                text:
                    "L’envoi en masse renvoie l’e-mail d’activation de compte à l’ensemble des bénéficiaires qui n’ont pas encore activé leur dotation."
            )
            if let order {
                html.element("p") { html in
                    html.element("strong", text: "Ici, à ceux de la commande N° \(order.grouped). ")
                    html.element("a", .href("/envoi-en-masse"), text: "Envoyer à ceux de toutes les commandes")
                }
            }
            if let latest {
                html.element("p") { html in
                    html.text("Dernier renvoi : le \(DateFormatting.french(latest.context.date)), par \(latest.context.who()), ")
                    html.element("a", .href("/journal/\(latest.id)"), text: "opération \(latest.id)")
                    html.text(".")
                }
            }
            guard !plan.isEmpty else { return html.element("p", text: "Aucun e-mail n’est à renvoyer.") }
            html.element("p") { html in
                html.element(
                    "strong", text: plan.changeCount.counted("e-mail partirait", "e-mails partiraient"))
                html.text(order == nil ? ", pour \(plan.orderCount.counted("commande"))." : ".")
            }
            if !plan.refused.isEmpty {
                html.element(
                    "p", text: "\(plan.refused.count.counted("dotation n’en reçoit pas", "dotations n’en reçoivent pas")), par exemple :")
                html.element("ul") { html in
                    for (id, reason) in examples {
                        let who = [id.description, people[.dotation(id)]].compactMap(\.self).joined(separator: ", ")
                        html.element("li", text: "\(who) : \(reason.messageWithoutSheet)")
                    }
                }
            }
            Form.write(path(order), visit, class: "narrow", to: &html) { html in
                Approval.write(proposal.fingerprint, to: &html)
                Form.field(
                    "nombre", "Nombre d’e-mails", nil, autocomplete: "off", inputmode: "numeric", isRequired: true,
                    help: "Pour confirmer, tapez le nombre d’e-mails qui partiraient.", fault: fault, to: &html)
                Form.button("Envoyer", to: &html)
            }
        }
    }

    private static func told(_ operation: Operation?, _ order: OrderNumber?) -> Answer {
        let fields = [operation.map { "operation=\($0.id)" }, order.map { "commande=\($0)" }].compactMap(\.self)
        return Told.masse.answer("/envoi-en-masse", fields.isEmpty ? nil : fields.joined(separator: "&"))
    }

    private static func send(_ visit: Visit) throws -> Answer {
        let order = try order(visit)
        let approval = try Approval(visit.form, typedCount: visit.form["nombre"].flatMap { Int(typed: $0) })
        do {
            switch try resend(order, visit).apply(approval) {
            case .done(_, let operation): return told(operation, order)
            case .repeated(let operation): return told(operation, order)
            case .changed:
                return .page(
                    try page(visit, fault: "Les dotations ont changé entre-temps. Voici ce qui partirait maintenant."), status: 409)
            }
        } catch is ApprovalError {
            return .page(
                try page(visit, fault: "Ce n’est pas le nombre d’e-mails qui partiraient : rien n’a été envoyé. Relisez-le ci-dessus."),
                status: 422)
        }
    }
}
