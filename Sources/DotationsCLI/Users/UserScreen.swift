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
            user.isDisabled ? "accès retiré" : user.hasPassword ? "" : "sans mot de passe\(invitation)",
        ]
    }

    /// What became of the last invitation, after a comma.
    private var invitation: String {
        guard let last = invitations.values.max(by: { $0.date < $1.date }) else { return "" }
        let state = JobFilter.state(last.state).french
        let reason = last.state == .failed ? last.outcome.map { " (\($0))" } ?? "" : ""
        return ", invitation du \(DateFormatting.french(last.date)) : \(state)\(reason)"
    }
}

extension MemberDocument {
    /// A row of a table: the number within the client, who it is, as what, and whether they have ever signed in.
    var row: [String] { [member.id.description, member.email.text, member.name, member.role.rawValue, member.hasJoined ? "oui" : "non"] }
}

extension ArgumentHelp {
    static let email = ArgumentHelp("L’adresse avec laquelle la personne se connecte.", valueName: "adresse")
    static let role = ArgumentHelp(
        "Le rôle : lecture (voit), gestion (modifie, importe, envoie) ou administration (gère aussi les personnes et les réglages).",
        valueName: "rôle")
}
