import ArgumentParser
import DotationAccounts
import DotationStore
import Dotations
import DotationsApplication

extension UserDocument {
    /// A row of a table: the address, what the person is to each client, and what keeps them from signing in.
    var row: [String] {
        let clients = memberships.map { "\($0.client.code) : \($0.name) (\($0.role.rawValue))" }.joined(separator: ", ")
        return [
            user.email.text, clients.isEmpty ? "-" : clients,
            user.isDisabled ? "accès retiré" : user.hasPassword ? "" : "sans mot de passe",
        ]
    }
}

extension ArgumentHelp {
    static let email = ArgumentHelp("L’adresse avec laquelle la personne se connecte.", valueName: "adresse")
    static let role = ArgumentHelp(
        "Le rôle : lecture (voit), gestion (modifie, importe, envoie) ou administration (gère aussi les personnes et les réglages).",
        valueName: "rôle")
}
