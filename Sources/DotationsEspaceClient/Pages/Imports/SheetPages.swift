internal import DotationAccounts
internal import DotationSales
internal import DotationSheets
internal import Dotations
internal import DotationsApplication

/// Files of the sales that are sent to be looked at, before anything changes: events, sales, Stripe's payments, and an order.
enum SheetPages {
    static let routes: [Route] =
        [Kind.events, .people, .sales, .payments].flatMap { kind -> [Route] in
            [
                .get(kind.path, .permitted(kind.permission)) { .page(try form($0, kind)) },
                .upload(kind.path, .permitted(kind.permission)) { try received($0, kind) },
            ]
        } + [
            .get("/commandes/feuille", .permitted(.import)) { .page(orderForm($0, TypedOrder(on: try $0.application.today))) },
            .upload("/commandes/feuille", .permitted(.import), orderReceived),
        ]

    /// A kind of file.
    private struct Kind: Sendable {
        let path, title, label: String
        let section: Section
        let permission: Permission
        /// What is to be done, step by step.
        let steps: [String]
        let request: PreviewRequest
        /// Where it was asked for.
        let origin: String
        /// Whether the events are chosen that it is about.
        var choosesEvents = false

        static let events = Kind(
            path: "/evenements/import", title: "Importer un classeur d’événements", label: "Classeur", section: .events,
            permission: .import,
            steps: [
                "Remplissez le classeur d’un événement, ou exportez ceux qui existent et corrigez-les.",
                "Les feuilles Bénéficiaires et Justificatifs peuvent venir seules, par exemple quand de nouveaux justificatifs arrivent.",
                "Lisez ce qui changerait : rien ne change avant que vous ne l’ayez confirmé. Tout est chargé, ou rien.",
            ], request: .loadEvents, origin: "/evenements")
        static let people = Kind(
            path: "/beneficiaires/import", title: "Importer un classeur de bénéficiaires", label: "Classeur", section: .beneficiaries,
            permission: .import,
            steps: [
                "Exportez les bénéficiaires et corrigez le classeur, ou remplissez les feuilles Bénéficiaires et Justificatifs du « Classeur à "
                    + "remplir » des événements. Les feuilles des événements peuvent manquer.",
                "Une personne est reconnue par son matricule : un matricule connu est mis à jour, un autre est ajouté, et personne n’est retiré. "
                    + "Les justificatifs d’une personne et d’une nature remplacent ceux d’avant.",
                "Lisez ce qui changerait : rien ne change avant que vous ne l’ayez confirmé. Tout est chargé, ou rien.",
            ], request: .loadEvents, origin: "/beneficiaires")
        static let sales = Kind(
            path: "/ventes/import", title: "Importer des ventes", label: "Feuille de ventes", section: .sales, permission: .import,
            steps: [
                "Remplissez une ligne par achat.",
                "Lisez ce qui serait enregistré, et les lignes refusées avec leur raison : rien ne change avant que vous ne l’ayez confirmé.",
            ], request: .registerSales, origin: "/ventes")
        static let payments = Kind(
            path: "/ventes/rapprochement", title: "Rapprochement", label: "Export des paiements de Stripe (CSV)", section: .reconciliation,
            permission: .view,
            steps: [
                "Dans Stripe, exportez les paiements, avec au moins les colonnes id, Amount, Amount Refunded et Status ; mieux, avec Customer "
                    + "Email et les métadonnées.",
                "Choisissez ici ce fichier : les écarts avec les ventes sont montrés, et rien n’est modifié.",
            ], request: .reconcile(events: []), origin: "/ventes/rapprochement", choosesEvents: true)
    }

    private static func form(_ visit: Visit, _ kind: Kind, fault: String? = nil) throws -> Page {
        let events = kind.choosesEvents ? try visit.application.saleEvents() : []
        return Page(kind.title, in: kind.section, hasFault: fault != nil) { html in
            Form.fault(fault, of: "fichier", to: &html)
            html.element("ol") { html in for step in kind.steps { html.element("li", text: step) } }
            Form.upload(kind.path, visit, to: &html) { html in
                Form.file("fichier", kind.label, visit, fault: fault, to: &html)
                if !events.isEmpty {
                    let ticked = EventBoxes.ticked(visit.form, among: events)
                    EventBoxes.write("Ne comparer que les ventes de ces événements (toutes, si aucun n’est coché)", events, to: &html) {
                        ticked.contains($0)
                    }
                }
                Form.button("Importer", to: &html)
            }
        }
    }

    private static func received(_ visit: Visit, _ kind: Kind) throws -> Answer {
        guard let upload = visit.upload else { return .page(try form(visit, kind, fault: "Choisissez un fichier."), status: 422) }
        var request = kind.request
        if kind.choosesEvents {
            let events = try visit.application.saleEvents()
            request = .reconcile(events: EventBoxes.ticked(visit.form, among: events).map { events[$0 - 1].name })
        }
        try upload.keep(request, in: kind.origin)
        return PreviewPages.plan(upload.preview, visit) { try form(visit, kind, fault: $0) }
    }

    // MARK: An order

    private static func orderForm(_ visit: Visit, _ typed: TypedOrder, _ faults: [FormFault] = []) -> Page {
        Page("Créer une commande d’une feuille", in: .orders, hasFault: !faults.isEmpty) { html in
            Form.faults(faults, to: &html)
            html.element(
                "p",
                text:
                    "Il faut les colonnes Matricule, Nom, Prénom, Adresse Mail, Téléphone et Montant. L’export ANCV Connect des ventes se donne "
                    + "tel quel : ses ventes sont alors notées comme commandées. Vous verrez la commande avant de la créer.")
            Form.upload("/commandes/feuille", visit, to: &html) { html in
                typed.writeFields(faults, to: &html)
                Form.file("fichier", "Feuille de la commande", visit, fault: faults["fichier"], to: &html)
                Form.button("Voir la commande", to: &html)
            }
        }
    }

    private static func orderReceived(_ visit: Visit) throws -> Answer {
        let typed = TypedOrder(visit.form)
        @Sendable func page(_ faults: [FormFault]) -> Page { orderForm(visit, typed, faults) }
        let (order, unreadable) = typed.read()
        var faults = unreadable
        if let number = order?.number, try visit.application.summary(of: number) != nil {
            faults.append(FormFault("numero", "La commande N° \(number.grouped) existe déjà. Vérifiez le numéro."))
        }
        if visit.upload == nil { faults.append(FormFault("fichier", "Choisissez la feuille de la commande.")) }
        guard faults.isEmpty, let order, let upload = visit.upload else {
            if let upload = visit.upload, let person = visit.person { try visit.installation.abandon(upload.preview, of: person) }
            return .page(page(faults), status: 422)
        }
        try upload.keep(
            .createOrder(number: order.number.description, date: order.date.description, isPaid: order.isPaid), in: "/commandes")
        return PreviewPages.plan(upload.preview, visit) { page([FormFault("fichier", $0)]) }
    }
}
