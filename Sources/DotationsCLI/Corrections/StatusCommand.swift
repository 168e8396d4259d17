import ArgumentParser
import DotationStore
import Dotations
import DotationsApplication

/// `dotations status`: what the beneficiary's side reports.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Note ce que deviennent les dotations du côté des bénéficiaires.",
        subcommands: [StatusSetCommand.self, StatusAccountCreatedCommand.self])
}

/// `dotations status set`: a status.
struct StatusSetCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change le statut de dotations.",
        discussion: """
            Par exemple : dotations status set 11843511 11843513 "Erreur e-mail". Une dotation qui n’est plus « activé » redevient \
            modifiable, et un e-mail de création de compte peut partir à qui en a déjà un : la commande le dit, et demande.
            """)

    @Argument(help: ArgumentHelp("Les identifiants des dotations, puis le statut.", valueName: "dotation… statut"))
    var arguments: [String]

    @Flag(help: "Change sans demander ; nécessaire hors d’un terminal pour des dotations activées.")
    var yes = false

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func validate() throws {
        guard arguments.count > 1 else { throw ValidationError("Donnez au moins une dotation, puis le statut.") }
        if let wrong = arguments.dropLast().first(where: { Dotation.ID($0) == nil }) {
            throw ValidationError(
                "« \(wrong) » n’est pas un identifiant de dotation (huit chiffres). Un statut avec des espaces se met entre guillemets.")
        }
        guard !status.key.isEmpty else { throw ValidationError("Le statut est vide.") }
    }

    /// The status under the name that the guide gives it, where it is a known one.
    private var status: DotationStatus {
        let given = DotationStatus(arguments.last ?? "")
        let known: [DotationStatus] = [.integration, .production, .awaitingActivation, .emailError, .activated]
        return known.first { $0 == given } ?? given
    }

    func execute() throws {
        let ids = Set(arguments.dropLast().compactMap { Dotation.ID($0) }).sorted()
        let operation = try set(ids, in: store.open())
        var lines = ["\(operation.counts.changed.counted("dotation")) au statut « \(VisibleText.of(status.label)) »."]
        if operation.counts.unchanged > 0 {
            lines.append("\(operation.counts.unchanged.counted("dotation y était", "dotations y étaient")) déjà.")
        }
        if status.kind == .other { lines.append("Ce statut n’est pas connu : ces dotations ne pourront pas être modifiées.") }
        try showStatus(operation, lines, asJSON: isJSON)
    }

    private func set(_ ids: [Dotation.ID], in store: Store) throws -> Operation {
        var agreed: Set<Dotation.ID> = []
        while true {
            let activated = try store.dotations(ids).filter { $0.status.kind == .activated && $0.status != status }.map(\.id)
            if !agreed.isSuperset(of: activated) { try agree(to: activated) }
            agreed.formUnion(activated)
            do throws(StoreError) {
                return try store.setStatus(status, of: ids, reopening: agreed, context: self.store.context)
            } catch {
                guard error.code == .moved else { throw error }
            }
        }
    }

    /// Says what it opens that dotations stop being activated, and has it approved, or throws.
    private func agree(to activated: [Dotation.ID]) throws {
        let shown = activated.prefix(5).map(\.description).joined(separator: ", ") + (activated.count > 5 ? "…" : "")
        let warning =
            "\(activated.count.counted("dotation activée", "dotations activées")) (\(shown)) ne le \(activated.count == 1 ? "serait" : "seraient") plus."
        let opened =
            status.isNotActivated
            ? " Adresse et mobile redeviendraient modifiables, et un e-mail de création de compte pourrait partir à qui en a déjà un." : ""
        let canAsk = !isJSON && Terminal.canAsk
        // Where nobody can be asked the error says it.
        if yes || canAsk, !isJSON { StandardError.write("À vérifier : \(warning)\(opened)") }
        Interruption.note()
        try Confirmation.obtain("Changer le statut ?", yes: yes, canAsk: canAsk) {
            "\(warning)\(opened) Rien n’a été modifié : sans terminal, ajoutez --yes pour le vouloir."
        }
    }
}

/// `dotations status account-created`: steps 1 and 2 of the activation are done.
struct StatusAccountCreatedCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "account-created", abstract: "Note que des bénéficiaires ont créé leur compte, sans avoir activé leur dotation.")

    @Argument(help: ArgumentHelp("Les identifiants des dotations.", valueName: "dotation"))
    var ids: [Dotation.ID]

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func execute() throws {
        let operation = try store.open().markAccountCreated(Set(ids).sorted(), context: store.context)
        var lines = ["\(operation.counts.changed.counted("compte créé", "comptes créés"))."]
        if operation.counts.unchanged > 0 {
            lines.append("\(operation.counts.unchanged.counted("compte l’était", "comptes l’étaient")) déjà.")
        }
        try showStatus(operation, lines, asJSON: isJSON)
    }
}

private func showStatus(_ operation: Operation, _ lines: [String], asJSON isJSON: Bool) throws {
    let counts = operation.counts
    try ResultWriter.write(
        .object([
            ("status", .string("applied")), ("changed", .integer(counts.changed)), ("unchanged", .integer(counts.unchanged)),
            ("import", .integer(operation.id.rawValue)),
        ]),
        ResultWriter.lines(lines), asJSON: isJSON)
}
