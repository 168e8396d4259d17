import ArgumentParser
import DotationMailDelivery
import DotationStore
import Dotations
import DotationsApplication

/// `dotations clients`: the works councils and employers whose orders are in the store.
struct ClientsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clients", abstract: "Ajoute, liste, montre, règle, exporte et efface les clients.",
        subcommands: [
            ClientsAddCommand.self, ClientsListCommand.self, ClientsShowCommand.self, ClientsRenameCommand.self, ClientsSetCommand.self,
            ClientsExportCommand.self, ClientsEraseCommand.self,
        ])
}

/// `dotations clients add`: one more client.
struct ClientsAddCommand: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Ajoute un client.")

    @Argument(help: ArgumentHelp("Son code : des lettres, des chiffres et des traits d’union.", valueName: "code"))
    var code: Client.Code

    @Option(help: ArgumentHelp("Son nom.", valueName: "nom"))
    var name = ""

    @OptionGroup var base: BaseOptions

    func execute() throws {
        let client = try store.installation(creating: .byFirstWrite).addClient(code, name: name)
        try ResultWriter.write(client, ["Client \(client.code) ajouté."], asJSON: isJSON)
    }
}

/// `dotations clients list`: which ones there are.
struct ClientsListCommand: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Liste les clients.")

    @OptionGroup var base: BaseOptions

    func execute() throws {
        let clients = try store.installation().clients()
        let rows = clients.map { [$0.code.description, VisibleText.of($0.name)] }
        try ResultWriter.write(["clients": clients], Table(["Code", "Nom"], rows).lines, asJSON: isJSON)
    }
}

/// `dotations clients show`: one client, and what it has set.
struct ClientsShowCommand: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Montre un client et ses réglages.")

    @Argument(help: ArgumentHelp("Le client.", valueName: "code"))
    var code: Client.Code

    @OptionGroup var base: BaseOptions

    func execute() throws {
        let details = try store.installation().client(code)
        try ResultWriter.write(details, details.lines, asJSON: isJSON)
    }
}

/// `dotations clients rename`: another code, another name.
struct ClientsRenameCommand: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "rename", abstract: "Donne à un client un autre code ou un autre nom.")

    @Argument(help: ArgumentHelp("Le client.", valueName: "code"))
    var code: Client.Code

    @Option(help: ArgumentHelp("Son nouveau code, avec lequel on se connecte désormais.", valueName: "code"))
    var to: Client.Code?

    @Option(help: ArgumentHelp("Son nouveau nom.", valueName: "nom"))
    var name: String?

    @OptionGroup var base: BaseOptions

    func validate() throws {
        guard to != nil || name != nil else { throw ValidationError("Donnez --to, --name, ou les deux.") }
    }

    func execute() throws {
        let client = try store.installation().rename(code, to: to, name: name)
        let name = client.name.isEmpty ? "" : " : \(VisibleText.of(client.name))"
        try ResultWriter.write(client, ["Client \(client.code)\(name)."], asJSON: isJSON)
    }
}

extension ClientDetails {
    /// The client on a screen.
    var lines: [String] {
        let name = client.name.isEmpty ? "" : " : \(VisibleText.of(client.name))"
        let settings = settings.sorted { $0.key.rawValue < $1.key.rawValue }.map { setting, value in
            [setting.rawValue, setting.template == nil ? VisibleText.of(value) : "\(value.utf8.count.grouped) octets"]
        }
        return ["Client \(client.code)\(name)", extent.french + "."]
            + (settings.isEmpty ? ["Aucun réglage propre."] : [""] + Table(["Réglage", "Valeur"], settings).lines)
    }
}
