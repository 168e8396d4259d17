internal import DotationAccounts
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// What is noted of an order: that it is paid, that it is not after all, that it is cancelled. Each is shown before it is done.
enum OrderActPages {
    static let routes: [Route] = Act.allCases.flatMap { act in
        [
            .get("/commandes/{commande}/\(act.rawValue)", .permitted(.change)) { .page(try confirmation($0, act)) },
            .post("/commandes/{commande}/\(act.rawValue)", .permitted(.change)) { try carryOut($0, act) },
        ]
    }

    private enum Act: String, CaseIterable {
        case payment = "reglement"
        case paymentCancellation = "reglement-annule"
        case cancellation = "annulation"

        /// The page's title, the link to it, the button in it.
        var words: (title: String, link: String, button: String) {
            switch self {
            case .payment: ("Noter une commande comme réglée", "Noter comme réglée", "Noter comme réglée")
            case .paymentCancellation: ("Annuler un règlement", "Annuler le règlement", "Annuler ce règlement")
            case .cancellation: ("Annuler une commande", "Annuler la commande", "Annuler cette commande")
            }
        }

        var told: Told {
            switch self {
            case .payment: .reglement
            case .paymentCancellation: .paymentCancelled
            case .cancellation: .orderCancelled
            }
        }

        /// Whether an order is as it leaves it; nil is one that is no more.
        func isDone(_ order: Order?) -> Bool {
            switch self {
            case .payment: order?.isPaid == true
            case .paymentCancellation: order?.isPaid == false
            case .cancellation: order == nil
            }
        }
    }

    /// The links to what can be noted of an order. One of whose dotations some are activated is never taken back.
    static func links(_ summary: OrderSummary, _ visit: Visit, _ html: inout HTML) {
        guard visit.may(.change) else { return }
        func link(_ act: Act, _ style: String) {
            html.element("a", .class(style), .href("/commandes/\(summary.order.number)/\(act.rawValue)"), text: act.words.link)
        }
        if !summary.order.isPaid {
            link(.payment, "button")
        } else if summary.activatedCount == 0 {
            link(.paymentCancellation, "button second")
        }
        if summary.activatedCount == 0 { link(.cancellation, "button second") }
    }

    /// Why there is no link to take an order or its payment back.
    static func explain(_ summary: OrderSummary, _ visit: Visit, _ html: inout HTML) {
        guard visit.may(.change), summary.activatedCount > 0 else { return }
        let count = summary.activatedCount
        html.element(
            "p", .class("note"),
            text: (summary.order.isPaid
                ? "Le règlement et la commande ne peuvent plus être annulés" : "La commande ne peut plus être annulée")
                + " : \(count.counted("dotation est déjà activée", "dotations sont déjà activées")).")
    }

    /// What an act would do, by sentences, and what approves it.
    private struct Shown {
        let sentences: [String]
        let fingerprint: Fingerprint
    }

    /// What an act would do to the order as it is.
    private static func propose(_ visit: Visit, _ number: OrderNumber, _ act: Act) throws -> Shown {
        let application = try visit.application
        switch act {
        case .payment:
            let sentence =
                "Notez-le quand l’ANCV a reçu le règlement : les dotations de la commande pourront alors être modifiées, exportées et "
                + "importées, et leurs e-mails d’activation renvoyés. Aucun e-mail n’est envoyé pour autant."
            return Shown(sentences: [sentence], fingerprint: try application.payOrder(number).propose().fingerprint)
        case .paymentCancellation, .cancellation:
            let extent = act == .cancellation ? CancellationExtent.order : .payment
            let proposal = try application.cancelOrder(number, extent).propose()
            return Shown(sentences: sentences(proposal.plan, extent), fingerprint: proposal.fingerprint)
        }
    }

    private static func confirmation(_ visit: Visit, _ act: Act, fault: String? = nil) throws -> Page {
        let number = try OrderPages.number(visit)
        guard let summary = try visit.application.summary(of: number) else { throw NoSuchPage() }
        let order = summary.order
        var shown: Shown?
        var refusal: String?
        do { shown = try propose(visit, number, act) } catch let error as ApplicationError {
            refusal = error.document.message
        } catch let error as StoreError where error.code == .orderBound { refusal = error.document.message }
        return Page(act.words.title, in: .orders, hasFault: fault != nil) { html in
            Form.fault(fault, to: &html)
            html.element(
                "p",
                text: "Commande \(number.grouped) du \(order.date.french), \(order.isPaid ? "réglée" : "non réglée"), "
                    + "\(summary.dotationCount.counted("dotation")), \(summary.faceValue.description).")
            if let refusal { html.element("p", .class("told"), text: refusal) }
            if let shown {
                for sentence in shown.sentences { html.element("p", text: sentence) }
                Form.write(visit.path, visit, to: &html) { html in
                    Approval.write(shown.fingerprint, to: &html)
                    Form.button(act.words.button, to: &html)
                }
            }
            html.element("p") { $0.element("a", .href("/commandes/\(number)"), text: "Revenir sans rien changer") }
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

    private static func carryOut(_ visit: Visit, _ act: Act) throws -> Answer {
        let number = try OrderPages.number(visit)
        let approval = try Approval(visit.form)
        let application = try visit.application
        do {
            let isCarriedOut =
                switch act {
                case .payment: try isCarriedOut(application.payOrder(number), approval)
                case .paymentCancellation: try isCarriedOut(application.cancelOrder(number, .payment), approval)
                case .cancellation: try isCarriedOut(application.cancelOrder(number, .order), approval)
                }
            // A form that comes again may be older than what somebody did since.
            if isCarriedOut, try act.isDone(application.summary(of: number)?.order) { return act.told.answer("/commandes/\(number)") }
            return .page(try confirmation(visit, act, fault: "La commande a changé entre-temps. Vérifiez et recommencez."), status: 409)
        } catch let error as StoreError where error.code == .orderBound {
            return .page(try confirmation(visit, act), status: 422)
        } catch is ApplicationError {
            return .page(try confirmation(visit, act), status: 422)
        }
    }

    /// Whether an approval was carried out, now or before.
    private static func isCarriedOut(_ useCase: UseCase<some ApprovablePlan, Operation>, _ approval: Approval) throws -> Bool {
        switch try useCase.apply(approval) {
        case .done, .repeated: true
        case .changed: false
        }
    }
}
