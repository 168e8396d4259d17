import ArgumentParser
import DotationStore
import Dotations
import DotationsApplication

struct PurgeCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Efface les données personnelles dont la durée de conservation est passée.",
        discussion: """
            Sans --client, pour chaque client. Reste ce qui s’est passé, quand et par qui, sans adresse, numéro ni nom de fichier. Ce qui est effacé ne peut plus être annulé, et un fichier \
            exporté avant ne peut plus être importé. Les dotations elles-mêmes ne changent pas.

            Des bénéficiaires des événements ne reste que le matricule, et leurs justificatifs disparaissent, une fois passés les événements \
            qui les concernent. Personne n’est effacé tant qu’un événement est ouvert ou à venir, ni tant qu’un achat reste à commander. Une vente \
            commandée, annulée ou remboursée garde son matricule, ses montants et sa référence de paiement, sans son adresse ni son numéro : \
            elle ne se rapproche plus d’un paiement que par la référence.
            """)

    @Option(
        help: ArgumentHelp(
            "Durée de conservation des adresses et numéros d’avant et d’après chaque modification, et des noms des fichiers lus, en jours.",
            valueName: "jours"))
    var changesAfter = RetentionPeriods.standard.changes

    @Option(
        help: ArgumentHelp(
            "Durée de conservation de l’adresse et du numéro d’un e-mail envoyé, en échec ou annulé, en jours.", valueName: "jours"))
    var mailsAfter = RetentionPeriods.standard.mails

    @Option(
        help: ArgumentHelp(
            "Durée de conservation des bénéficiaires, de leurs justificatifs et des contacts de leurs ventes après leurs événements, en jours.",
            valueName: "jours"))
    var peopleAfter = RetentionPeriods.standard.people

    @Option(name: .customLong("dotation"), help: ArgumentHelp("Seulement cette dotation ; peut être répété.", valueName: "dotation"))
    var dotations: [Dotation.ID] = []

    @OptionGroup var options: ApprovalOptions
    @OptionGroup var base: BaseOptions

    func validate() throws {
        guard changesAfter >= 0, mailsAfter >= 0, peopleAfter >= 0 else { throw ValidationError("Une durée ne peut pas être négative.") }
    }

    func execute() throws {
        let installation = try store.installation()
        let clients = try store.chosenClient.map { [$0] } ?? installation.store.clients().map(\.code)
        // Dotations are one client's, and so is a plan.
        guard clients.count == 1 || (dotations.isEmpty && options.plan == nil) else { throw StoreError.missingClient }
        for client in clients { try purge(client, installation, isNamed: clients.count > 1) }
    }

    private func purge(_ client: Client.Code, _ installation: Installation, isNamed: Bool) throws {
        let periods = RetentionPeriods(changes: changesAfter, mails: mailsAfter, people: peopleAfter)
        let useCase = try installation.application(client).purge(periods, of: dotations.isEmpty ? nil : dotations)
        let whose = isNamed ? "\(client) : " : ""
        let (proposal, done) = try options.carryOut(
            useCase, asJSON: isJSON, isShownUnasked: false,
            question: { "\(whose)\($0.french) : effacer définitivement ?" }
        ) { $0.isEmpty ? [] : ["\(whose)À effacer : \($0.french)."] }
        let text =
            done.map { ["\(whose)\($0.french) : données personnelles effacées."] }
            ?? (proposal.plan.isEmpty ? ["\(whose)Rien à effacer."] : [])
        try ResultWriter.write(PlanDocument(proposal, done), text, asJSON: isJSON)
    }
}
