public import Dotations

/// What a search found, in all orders.
public struct FoundDotations: Sendable {
    /// The dotations.
    public let dotations: [Dotation]
    /// Whether there are more than were asked for.
    public let isCut: Bool
}

extension Dotation: JSONRow {
    /// The dotation, with the fields that a search has by the names of its options.
    public var object: JSONObject {
        [
            "accountCreated": isAccountCreated, "amountCents": amount.cents, "email": contact.email, "id": id.description,
            "matricule": matricule, "nom": lastName, "order": order.description, "prenom": firstName, "status": status.label,
            "telephone": contact.mobile,
        ]
    }
}
