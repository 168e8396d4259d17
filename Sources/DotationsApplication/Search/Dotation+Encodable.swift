public import Dotations

extension Dotation: Encodable {
    /// The dotation, with the fields that a search has by the names of its options.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write([
            "id": id, "order": order, "matricule": matricule, "nom": lastName, "prenom": firstName, "email": contact.email,
            "telephone": contact.mobile, "amountCents": amount, "status": status, "accountCreated": isAccountCreated,
        ])
    }
}
