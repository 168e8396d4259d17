import ArgumentParser
import DotationStore
import DotationsApplication

/// `dotations clients export`: hands a leaving client's data over.
struct ClientsExportCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Écrit tout ce qui est à un client dans une base de données à lui seul.",
        discussion: """
            Le client y continue avec la même commande : son historique s’y vérifie, ses fichiers exportés y reviennent, et les liens de ses \
            e-mails y sont valables. Les personnes qui travaillent pour lui n’y sont pas.
            """)

    @Argument(help: ArgumentHelp("Le client.", valueName: "code"))
    var code: Client.Code

    @Option(name: .shortAndLong, help: ArgumentHelp("La base de données à créer.", valueName: "fichier"))
    var output: String

    @OptionGroup var base: BaseOptions

    func execute() throws {
        let details = try store.installation().export(code, to: output)
        var lines = ["\(output) : \(details.extent.french), du client \(details.client.code)."]
        if let warning = details.extent.doubleSendingWarning { lines.append(warning) }
        try ResultWriter.write(
            [
                "client": details.client.code, "file": output, "orders": details.extent.orders, "waitingMails": details.extent.waitingMails,
            ] as JSONObject, lines, asJSON: isJSON)
    }
}

/// `dotations clients erase`: removes a client for good.
struct ClientsEraseCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase", abstract: "Efface définitivement tout ce qui est à un client.",
        discussion: """
            Ne restent que les empreintes de son historique. « clients export » garde ses données, s’il le faut. Le nombre d’opérations de son historique est à \
            taper : à la question posée, ou avec --confirm. --yes ne suffit pas.
            """)

    @Argument(help: ArgumentHelp("Le client.", valueName: "code"))
    var code: Client.Code

    @OptionGroup var options: CountedApprovalOptions
    @OptionGroup var base: BaseOptions

    func execute() throws {
        let (proposal, client) = try options.approval.carryOut(
            store.installation().erase(code), count: options.confirm, asJSON: isJSON, lines: lines)
        try ResultWriter.write(
            PlanDocument(proposal, client == nil ? .planned : .applied), client.map { ["Client \($0.code) effacé."] } ?? [], asJSON: isJSON)
    }

    private func lines(_ plan: ClientErasure) -> [String] {
        [plan.details.lines[0], plan.details.extent.french + "."]
            + ["", "Attention"] + plan.confirmations.map { "  \($0.message)" }
    }
}
