internal import DotationAccounts
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// « Envoi en masse »: the activation e-mail again to all who have not activated their dotation. It is shown first, and its number is typed.
enum ResendPages {
    static let routes: [Route] = [
        .get("/envoi-en-masse", .permitted(.send)) { .page(try page($0)) },
        .post("/envoi-en-masse", .permitted(.send), send),
    ]

    private static func page(_ visit: Visit, fault: String? = nil) throws -> Page {
        let proposal = try visit.application.resend(.all).propose()
        let plan = proposal.plan
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
            guard !plan.isEmpty else { return html.element("p", text: "Aucun e-mail n’est à renvoyer.") }
            html.element("p") { html in
                html.element(
                    "strong", text: plan.changeCount.counted("e-mail partirait", "e-mails partiraient"))
                html.text(", pour \(plan.orderCount.counted("commande")).")
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
            Form.write("/envoi-en-masse", visit, class: "narrow", to: &html) { html in
                Approval.write(proposal.fingerprint, to: &html)
                Form.field(
                    "nombre", "Nombre d’e-mails", nil, autocomplete: "off", inputmode: "numeric", isRequired: true,
                    help: "Pour confirmer, tapez le nombre d’e-mails qui partiraient.", fault: fault, to: &html)
                Form.button("Envoyer", to: &html)
            }
        }
    }

    private static func told(_ operation: Operation?) -> Answer {
        Told.masse.answer("/envoi-en-masse", operation.map { "operation=\($0.id)" })
    }

    private static func send(_ visit: Visit) throws -> Answer {
        let approval = try Approval(visit.form, typedCount: visit.form["nombre"].flatMap { Int(typed: $0) })
        do {
            switch try visit.application.resend(.all).apply(approval) {
            case .done(_, let operation): return told(operation)
            case .repeated(let operation): return told(operation)
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
