import DotationsApplication

/// What the command has for what a use case advises, which does not know the command.
enum CommandAdvice {
    /// What to do about an error, a refused row or a warning with that code; nil where the message says it all.
    static func of(_ code: String) -> String? { byCode[code] }

    static func of(_ check: StoreFinding.Check) -> String? {
        switch check {
        case .outbox: "Voir « dotations jobs list » ; « dotations jobs send » envoie."
        case .file, .opening: database
        default: nil
        }
    }

    static func after(_ text: String, code: String) -> String { [text, of(code)].compactMap(\.self).joined(separator: " ") }

    private static let database = "Le chemin se donne avec --database."

    private static let byCode: [String: String] = [
        "csv.bad-quote": "Ou lisez la ligne quand même, avec --allow-stray-quotes.",
        "format.encrypted": "Il se lit dans un fichier, avec --password-file.",
        "order.undetermined": "Le numéro se donne avec --order.",
        "order.unpaid": "Pour noter le règlement : dotations orders pay.",
        "events.unknown": "« dotations events list » donne les événements, « dotations events load » en charge.",
        "sale.ordered": "« dotations orders cancel » annule la commande.",
        "sale.probably-known": sale, "sale.not-reopened": sale,
        "job.unknown": "« dotations jobs list » donne les numéros.",
        "job.finished": "« dotations resend » en envoie un nouveau.",
        "job.bounced": "« dotations resend » en envoie un nouveau.",
        "mail.server-unreachable": "Pour réessayer tout de suite : dotations jobs retry --waiting, puis dotations jobs send.",
        "store.missing": database, "store.not-a-store": database, "store.unwritable": database, "store.read-only": database,
        "store.read-only-log": database,
        "store.client-unknown": clients, "store.client-missing": "Le client se dit avec --client. \(clients)",
        "store.user-unknown": "« dotations users list » donne les adresses.",
        "store.user-disabled": "« dotations users disable --enable » le rétablit.",
        "store.order-repeated": "Si c’est voulu, ajoutez --allow-repeat.",
        "store.operation-unknown": "« dotations imports list --all » donne les numéros de toutes les opérations.",
        "store.sales-ordered": "« dotations orders show » montre la commande.",
        "store.sales-unordered": "L’export se dit avec --sales-export ; si la feuille commande autre chose, ajoutez --allow-repeat.",
        "store.sales-export-differs": "« dotations sales import » corrige une vente.",
        "store.event-unknown": "« dotations events list » donne ceux qui existent.",
        "row.outdated": "L’option est --allow-outdated.",
        "row.missing-id": order, "row.unknown-id": order, "row.unknown-matricule": order,
        "row.status-differs": "« dotations status import » reprend ceux d’un export du portail.",
    ]

    private static let clients = "« dotations clients list » donne les codes."
    private static let sale = "« dotations sales add » enregistre un achat à part, « dotations sales cancel » annule une vente."
    private static let order = "« dotations orders create » crée une commande."
}
