public import ArgumentParser
import DotationStore
import Dotations
public import DotationsApplication

struct JobsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs", abstract: "Montre, envoie, exporte et arrête les e-mails.",
        subcommands: [
            JobsListCommand.self, JobsSendCommand.self, JobsPreviewCommand.self, JobsRetryCommand.self, JobsCancelCommand.self,
            JobsBouncesCommand.self, JobsVerifyLinkCommand.self, JobsExportCommand.self,
        ])
}

struct JobSelection: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Seulement cet état, tel que « jobs list » le montre (« en échec »), ou son code : pending, leased, retry, sent, failed, "
                + "cancelled, bounced, superseded.", valueName: "état"))
    var state: [JobFilter] = []

    @Option(name: .customLong("import"), help: ArgumentHelp("Seulement les e-mails de cet import.", valueName: "n°"))
    var operation: Operation.ID?

    /// Gives the e-mails that are meant; `defaults` are those where nothing else is said.
    func forEachJob(_ defaults: [JobFilter] = JobFilter.all, of application: Application, _ body: (Job) throws -> Void) throws {
        try application.forEachJob(state.isEmpty ? defaults : state, of: operation, body)
    }

    func write(_ defaults: [JobFilter] = JobFilter.all, of application: Application) throws {
        var output = OutputBuffer()
        try forEachJob(defaults, of: application) { try output.line($0.object) }
        try output.flush()
    }
}

struct JobsListCommand: LimitedCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Liste les e-mails, du plus ancien au plus récent.")

    @Option(help: ArgumentHelp("Le nombre d’e-mails que l’écran montre.", valueName: "nombre"))
    var limitRows = 200

    @OptionGroup var selection: JobSelection
    @OptionGroup var base: BaseOptions

    func execute() throws {
        let application = try store.application()
        if isJSON { return try selection.write(of: application) }
        var count = 0
        var rows: [[String]] = []
        try selection.forEachJob(of: application) { job in
            count += 1
            if count <= limitRows { rows.append(row(job)) }
        }
        let titles = ["E-mail", "Import", "Dotation", "Commande", "Bénéficiaire", "Contenu", "Destinataire", "État", "Dernière erreur"]
        var lines = ["Aucun e-mail."]
        if count > 0 { lines = Table(titles, rows).lines.cut(at: limitRows, of: count) + [count.counted("e-mail") + "."] }
        // How the whole outbox stands, and since when the oldest of those that are not finished waits.
        let outbox = try application.jobCounts().map { state, count in
            "\(JobFilter.state(state).french) \(count.count.grouped)"
                + (count.oldest.map { " (depuis le \(DateFormatting.french($0)))" } ?? "")
        }
        if !outbox.isEmpty { lines.append("File d’attente : " + outbox.joined(separator: " ; ") + ".") }
        try ResultWriter.show(lines)
    }

    private func row(_ job: Job) -> [String] {
        [
            job.id.description, job.operation.description, job.dotation.description, job.order.description,
            VisibleText.of("\(job.lastName) \(job.firstName)", limit: 30), job.kind.french,
            VisibleText.of(job.recipient?.text ?? "(effacé)"),
            job.progress, VisibleText.of(job.lastErrorInFrench ?? ""),
        ]
    }
}

struct JobsExportCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Écrit les e-mails qui attendent, un document JSON par ligne (NDJSON), pour un autre outil d’envoi.")

    @OptionGroup var selection: JobSelection
    @OptionGroup var base: BaseOptions

    func execute() throws { try selection.write([.state(.pending), .state(.retry)], of: store.application()) }
}

extension JobFilter: ExpressibleByArgument {
    /// Reads a code, or what the list shows.
    public init?(argument: String) { self.init(argument) }

    /// What the list shows.
    public static var allValueStrings: [String] { all.map(\.french) }
}
