internal import DotationSales
internal import DotationSheets
internal import DotationStore
internal import DotationsApplication

/// The form of an event, in the words of HappyPal's « Comment configurer un événement ».
struct EventForm {
    let typed: TypedEvent
    let visit: Visit
    /// The event that is changed; nil for a new one.
    var known: EventDetails?
    var review = FormReview()
    /// Whether the last session has just been added.
    var hasNewSession = false

    private func fault(_ field: String) -> String? { review.faults[field] }

    func write(to html: inout HTML) {
        Form.write(visit.path, visit, to: &html) { html in
            review.writeFields(visit, to: &html)
            Form.hidden(.version, known?.version, to: &html)
            Form.hidden(.seen, known.map { ShownValues(TypedEvent($0.event).values).description }, to: &html)
            Form.hidden(.sessionCount, String(typed.sessions.count), to: &html)
            Form.group("Informations générales", to: &html) { general(&$0) }
            Form.group("Cible de l’événement : ciblage par critères", to: &html) { targets(&$0) }
            for (index, session) in typed.sessions.enumerated() {
                let isNew = hasNewSession && index + 1 == typed.sessions.count
                Form.group("Session \(index + 1)", isFocused: isNew, to: &html) { self.session(session, index + 1, &$0) }
            }
            html.element("div", .class("actions")) { html in
                Form.button(submit, to: &html)
                if typed.sessions.count < TypedEvent.largestSessionCount {
                    Form.button(
                        "Ajouter une session", name: .addSession, value: "session", class: "second", isUnfinished: true, to: &html)
                }
            }
        }
    }

    private var submit: String {
        guard let known else { return review.button("Créer l’événement") }
        return review.button(known.event.withdrawn == nil ? "Enregistrer" : "Enregistrer et remettre en vente")
    }

    private func general(_ html: inout HTML) {
        if let known {
            html.element("p") { html in
                html.element("strong", text: known.event.name)
                html.text(". Le nom d’un événement ne change pas.")
            }
        } else {
            Form.field("nom", "Nom", typed.name, autocomplete: "off", isRequired: true, fault: fault("nom"), to: &html)
        }
        Form.area("description", "Description", typed.description, fault: fault("description"), to: &html)
        Form.area(
            "images", "Images", typed.images, rows: 2,
            help: "Un lien par ligne, qui commence par https://. L’image reste où elle est : cette page n’en garde que le lien.",
            fault: fault("images"), to: &html)
        Form.check(
            "verifier",
            "Je veux vérifier les informations de mes employés pour chaque participation (e-mail personnel et numéro de téléphone)",
            typed.verifies, isRequired: true,
            help: "C’est à cet e-mail et à ce numéro que la dotation sera activée : sans eux, elle ne peut pas être commandée.",
            fault: fault("verifier"), to: &html)
        Form.field(
            "maximum", "Maximum de participations", typed.maximum, autocomplete: "off", inputmode: "numeric",
            help: "Le nombre maximum de chéquiers à distribuer, toutes sessions ensemble ; rien s’il n’y en a pas.",
            fault: fault("maximum"),
            to: &html)
    }

    private func targets(_ html: inout HTML) {
        html.element(
            "p",
            text: "Seuls les justificatifs validés seront pris en compte pour déterminer les bénéficiaires. Sans critère, tous peuvent "
                + "participer. Pour plusieurs tranches, créez un événement distinct pour chacune.")
        for kind in SupportingDocument.Kind.allCases {
            let (name, target) = (TypedEvent.field(kind), typed.targets[kind] ?? .init())
            html.element("div", .class("target")) { html in
                Form.check(name, kind.label, target.isUsed, fault: fault(name), to: &html)
                guard kind.hasAmount else { return }
                for (end, label, value, isIncluded) in [
                    ("min", "À partir de", target.lower, target.isLowerIncluded), ("max", "Jusqu’à", target.upper, target.isUpperIncluded),
                ] {
                    Form.field(
                        "\(name)-\(end)", "\(kind.label) : \(label.lowercased()) (€)", value, autocomplete: "off", inputmode: "decimal",
                        fault: fault("\(name)-\(end)"), to: &html)
                    Form.check("\(name)-\(end)-compris", "Ce montant compris", isIncluded, to: &html)
                }
            }
        }
    }

    private func session(_ session: TypedEvent.Session, _ number: Int, _ html: inout HTML) {
        func name(_ field: String) -> String { "s\(number)-\(field)" }
        func text(
            _ field: String, _ label: String, _ value: String, inputmode: String? = nil, isRequired: Bool = false, help: String? = nil,
            to html: inout HTML
        ) {
            Form.field(
                name(field), self.label(label, isRequired), value, autocomplete: "off", inputmode: inputmode, help: help,
                fault: fault(name(field)), to: &html)
        }
        html.element("div", .class("columns")) { html in
            text(
                "nom", "Nom de la session", session.name, isRequired: true,
                help: "Le montant du chéquier, par exemple 100€ de chèques ANCV.", to: &html)
            text(
                "montant", "Montant du chéquier (€)", session.faceValue, inputmode: "decimal", help: "Rien, si le nom le dit.", to: &html)
            text(
                "prix", "Prix (€)", session.price, inputmode: "decimal", isRequired: true,
                help: "Ce que paie l’utilisateur pour son chéquier, après déduction de la participation du CSE.", to: &html)
            text(
                "places", "Nombre de places attribuées", session.places, inputmode: "numeric",
                help: "Qui peut participer à la session : tous les bénéficiaires, chacun pour ce nombre de chéquiers au plus.", to: &html)
            text(
                "plafond", "Plafonner les participations à la session", session.cap, inputmode: "numeric",
                help: "Le stock maximum de chéquiers de ce montant ; rien s’il n’y en a pas.", to: &html)
            text("adresse", "Adresse du lieu de la session", session.address, help: "Par exemple celle de votre permanence CSE.", to: &html)
            for (field, label, value, isRequired) in [
                ("ouverture", "Dates d’inscription : ouverture", session.opens, true),
                ("fermeture", "Dates d’inscription : fermeture", session.closes, true),
                ("debut", "Dates de session : début (informatif)", session.first, false),
                ("fin", "Dates de session : fin (informatif)", session.last, false),
            ] {
                Form.day(name(field), self.label(label, isRequired), value, fault: fault(name(field)), to: &html)
            }
        }
        if typed.sessions.count > 1 { Form.check(name("retirer"), "Retirer cette session", session.isRemoved, to: &html) }
    }

    /// A session that was added and left empty is none: the browser is not to insist on it.
    private func label(_ text: String, _ isRequired: Bool) -> String { text + (isRequired ? " (obligatoire)" : "") }
}
