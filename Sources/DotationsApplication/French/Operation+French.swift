public import DotationStore
internal import Dotations

extension Operation {
    /// What was done, as an administrator calls it.
    public var french: String {
        kind.french + (kind == .revert ? reverts.map { " de \($0)" } ?? "" : "")
    }

    /// What it came to; nil where it was about nothing that is counted, as a payment.
    public var tally: String? {
        let noun =
            switch kind {
            case .order, .orderCancellation, .paymentCancellation, .export: "dotation"
            case .sales, .salesExport: "vente"
            case .delivery: "e-mail"
            case .purge: "valeur"
            case .people: "personne"
            case .settings: "réglage"
            case .payment, .import, .edit, .revert, .resend, .status, .events, .eventWithdrawal: "ligne"
            }
        let changed: String =
            switch kind {
            case .order: ""
            case .orderCancellation, .paymentCancellation: counts.changed.counted("e-mail annulé", "e-mails annulés")
            default: counts.changed.counted("modification")
            }
        let parts = [
            (counts.rows, counts.rows.counted(noun)), (counts.changed, changed), (counts.resent, counts.resent.counted("renvoi")),
            (counts.refused, counts.refused.counted("refus", "refus")), (counts.unchanged, "\(counts.unchanged.grouped) sans changement"),
        ].filter { $0.0 > 0 && !$0.1.isEmpty }.map(\.1)
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}

extension Operation.Kind {
    /// What an administrator calls it.
    public var french: String {
        switch self {
        case .order: "création de commande"
        case .payment: "règlement"
        case .orderCancellation: "annulation de commande"
        case .paymentCancellation: "annulation du règlement"
        case .export: "export"
        case .import: "import"
        case .edit: "correction"
        case .revert: "annulation"
        case .resend: "renvoi"
        case .status: "statut"
        case .purge: "effacement"
        case .events: "événements et bénéficiaires"
        case .eventWithdrawal: "retrait d’événement"
        case .sales: "ventes"
        case .salesExport: "export des ventes"
        case .delivery: "suivi des e-mails"
        case .people: "personnes"
        case .settings: "réglages"
        }
    }
}

extension CancelledOrder {
    /// When and by whom it was cancelled.
    public var sentence: String {
        "Commande \(order.number.description) du \(order.date.french) : \(dotationCount.counted("dotation")), \(faceValue.description), "
            + "annulée le \(DateFormatting.french(context.date)) par \(context.who()) (opération \(operation.description))."
    }
}

extension ImportedFile {
    /// Its name, or why there is none.
    public var french: String { name ?? "(nom effacé)" }
}

extension OperationContext {
    /// Who did it, as far as that is known: on the command it is the user of the machine, and a worker acts by itself.
    public func who(limit: Int = .max) -> String {
        let name = VisibleText.of(user, limit: limit)
        return switch way {
        case .command: "\(name) (commande)"
        case .system: "\(name) (automatique)"
        case .page, nil: name
        }
    }
}
