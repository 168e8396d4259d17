internal import DotationAccounts
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// What is noted of an order: that it is paid, that it is not after all, that it is cancelled. Each is shown before it is done.
enum OrderActPages {
    static let routes: [Route] = [
        .get("/commandes/{commande}/reglement", .permitted(.change)) { .page(try payment($0)) },
        .post("/commandes/{commande}/reglement", .permitted(.change), pay),
        .get("/commandes/{commande}/reprise", .permitted(.change)) { .page(try confirmation($0, .payment)) },
        .post("/commandes/{commande}/reprise", .permitted(.change)) { try takeBack($0, .payment) },
        .get("/commandes/{commande}/annulation", .permitted(.change)) { .page(try confirmation($0, .order)) },
        .post("/commandes/{commande}/annulation", .permitted(.change)) { try takeBack($0, .order) },
    ]

    /// The links to what can be noted of an order. One of whose dotations some are activated is never taken back.
    static func links(_ summary: OrderSummary, _ visit: Visit, _ html: inout HTML) {
        guard visit.may(.change) else { return }
        let path = "/commandes/\(summary.order.number)"
        if !summary.order.isPaid {
            html.element("a", .class("button"), .href("\(path)/reglement"), text: "Noter comme réglée")
        } else if summary.activatedCount == 0 {
            html.element("a", .class("button second"), .href("\(path)/reprise"), text: "Reprendre le règlement")
        }
        if summary.activatedCount == 0 {
            html.element("a", .class("button second"), .href("\(path)/annulation"), text: "Annuler la commande")
        }
    }

    private static func path(_ number: OrderNumber) -> String { "/commandes/\(number)" }

    private static func summary(_ visit: Visit) throws -> OrderSummary {
        guard let summary = try visit.application.summary(of: OrderPages.number(visit)) else { throw NoSuchPage() }
        return summary
    }

    private static func facts(_ summary: OrderSummary, _ html: inout HTML) {
        let order = summary.order
        html.element(
            "p",
            text: "Commande \(order.number.grouped) du \(order.date.french), \(order.isPaid ? "réglée" : "non réglée"), "
                + "\(summary.dotationCount.counted("dotation")), \(summary.faceValue.description).")
    }

    private static func back(_ number: OrderNumber, _ html: inout HTML) {
        html.element("p") { $0.element("a", .href(path(number)), text: "Revenir sans rien changer") }
    }

    // MARK: Paid

    /// Identifies the order that was shown: its number may belong to another order by now.
    private static func seen(_ summary: OrderSummary) -> String {
        let order = summary.order
        return RequestID(of: ["règlement", "\(order.number)", "\(order.date)", "\(summary.dotationCount)", "\(summary.faceValue.cents)"])
            .description
    }

    private static func payment(_ visit: Visit, fault: String? = nil) throws -> Page {
        let summary = try summary(visit)
        return Page("Noter une commande comme réglée", in: .orders, hasFault: fault != nil) { html in
            Form.faults(fault.map { [(nil, $0)] } ?? [], to: &html)
            facts(summary, &html)
            if summary.order.isPaid {
                html.element("p", text: "Son règlement est déjà noté.")
            } else {
                html.element(
                    "p",
                    text:
                        "Notez-le quand l’ANCV a reçu le règlement : les dotations de la commande pourront alors être modifiées, exportées et "
                        + "importées, et leurs e-mails d’activation renvoyés. Aucun e-mail n’est envoyé pour autant.")
                Form.write(visit.path, visit, to: &html) { html in
                    Form.hidden("plan", seen(summary), to: &html)
                    Form.button("Noter comme réglée", to: &html)
                }
            }
            back(summary.order.number, &html)
        }
    }

    private static func pay(_ visit: Visit) throws -> Answer {
        let summary = try summary(visit)
        guard let plan = visit.form["plan"] else { throw NoSuchPage() }
        guard plan == seen(summary) else {
            return .page(try payment(visit, fault: "La commande a changé entre-temps. Vérifiez et recommencez."), status: 409)
        }
        let number = summary.order.number
        // Two clicks note it once.
        if !summary.order.isPaid {
            do { _ = try visit.application.payOrder(number) } catch let error as ApplicationError where error.code == .nothingToDo {}
        }
        return Told.reglement.answer(path(number))
    }

    // MARK: Taken back

    private static func confirmation(_ visit: Visit, _ extent: CancellationExtent, fault: String? = nil) throws -> Page {
        let summary = try summary(visit)
        let number = summary.order.number
        var proposal: Proposal<OrderCancellation>?
        var refusal: String?
        do { proposal = try visit.application.cancelOrder(number, extent).propose() } catch let error as ApplicationError {
            refusal = error.document.message
        } catch let error as StoreError where error.code == .orderBound { refusal = error.document.message }
        let isWhole = extent == .order
        return Page(isWhole ? "Annuler une commande" : "Reprendre un règlement", in: .orders, hasFault: fault != nil) { html in
            Form.faults(fault.map { [(nil, $0)] } ?? [], to: &html)
            facts(summary, &html)
            if let refusal { html.element("p", .class("told"), text: refusal) }
            if let proposal {
                for sentence in sentences(proposal.plan, extent) { html.element("p", text: sentence) }
                Form.write(visit.path, visit, to: &html) { html in
                    Form.hidden("plan", proposal.fingerprint.description, to: &html)
                    Form.hidden("demande", RequestID.unique().description, to: &html)
                    Form.button(isWhole ? "Annuler cette commande" : "Reprendre ce règlement", to: &html)
                }
            }
            back(number, &html)
        }
    }

    private static func sentences(_ plan: OrderCancellation, _ extent: CancellationExtent) -> [String] {
        var sentences: [String] = []
        switch extent {
        case .payment: sentences.append("Le règlement a été noté par erreur ? Les dotations de la commande ne se modifieraient plus.")
        case .order:
            sentences.append(
                "Son numéro et les identifiants de ses dotations seraient libres de nouveau, et la commande resterait dans l’historique. "
                    + "La commande elle-même s’annule auprès de l’ANCV.")
            if plan.saleCount > 0 {
                sentences.append(
                    plan.saleCount.counted("vente serait de nouveau à commander", "ventes seraient de nouveau à commander") + ".")
            }
        }
        if !plan.waitingMails.isEmpty {
            sentences.append(
                "\(plan.waitingMails.count.counted("e-mail qui attend serait annulé", "e-mails qui attendent seraient annulés")).")
        }
        return sentences
    }

    private static func takeBack(_ visit: Visit, _ extent: CancellationExtent) throws -> Answer {
        let number = try OrderPages.number(visit)
        guard let fingerprint = Fingerprint(visit.form["plan"] ?? "") else { throw NoSuchPage() }
        let approval = Approval(fingerprint, request: RequestID(visit.form["demande"] ?? ""))
        do {
            switch try visit.application.cancelOrder(number, extent).apply(approval) {
            case .done, .repeated: return (extent == .order ? Told.orderCancelled : .reprise).answer(path(number))
            case .changed:
                return .page(
                    try confirmation(visit, extent, fault: "La commande a changé entre-temps. Vérifiez et recommencez."), status: 409)
            }
        } catch let error as StoreError where error.code == .orderBound {
            return .page(try confirmation(visit, extent), status: 422)
        } catch is ApplicationError {
            return .page(try confirmation(visit, extent), status: 422)
        }
    }
}
