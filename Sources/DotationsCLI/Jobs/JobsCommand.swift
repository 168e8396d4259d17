import ArgumentParser
import DotationStore
import Dotations
import DotationsApplication

/// `dotations jobs`: the e-mails that are to be sent.
struct JobsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs", abstract: "Montre, envoie, exporte et arrête les e-mails.",
        subcommands: [
            JobsListCommand.self, JobsSendCommand.self, JobsPreviewCommand.self, JobsRetryCommand.self, JobsCancelCommand.self,
            JobsBouncesCommand.self, JobsVerifyLinkCommand.self, JobsExportCommand.self,
        ])
}

/// Which jobs are meant.
struct JobSelection: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Seulement cet état, tel que « jobs list » le montre (« en échec »), ou son code : pending, leased, retry, sent, failed, "
                + "cancelled, bounced, superseded.", valueName: "état"))
    var state: [JobFilter] = []

    @Option(name: .customLong("import"), help: ArgumentHelp("Seulement les e-mails de cet import.", valueName: "n°"))
    var operation: Operation.ID?

    func forEach(in store: Store, defaultStates: Set<Job.State>, _ body: (Job) throws -> Void) throws {
        guard !state.isEmpty else { return try store.forEachJob(defaultStates, of: operation, body) }
        let states = state.reduce(into: Set<Job.State>()) { $0.formUnion($1.states) }
        try store.forEachJob(states, of: operation) { job in
            if state.contains(where: { $0.contains(job) }) { try body(job) }
        }
    }
}

/// `dotations jobs list`: the outbox.
struct JobsListCommand: ReportingCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Liste les e-mails, du plus ancien au plus récent.")

    @Option(help: ArgumentHelp("Le nombre d’e-mails que l’écran montre.", valueName: "nombre"))
    var limitRows = 200

    @OptionGroup var selection: JobSelection
    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func validate() throws { guard limitRows >= 0 else { throw ValidationError("--limit-rows ne peut pas être négatif.") } }

    func execute() throws {
        let store = try store.open()
        if isJSON { return try writeJobs(selection, of: store, defaultStates: Set(Job.State.allCases)) }
        var count = 0
        var rows = [["E-mail", "Import", "Dotation", "Commande", "Bénéficiaire", "Contenu", "Destinataire", "État", "Dernière erreur"]]
        try selection.forEach(in: store, defaultStates: Set(Job.State.allCases)) { job in
            count += 1
            if count <= limitRows { rows.append(row(job)) }
        }
        var lines = count == 0 ? [] : Table(rows: rows, numbersFrom: .max).lines
        if count > limitRows { lines.append("  … et \((count - limitRows).grouped) de plus.") }
        lines.append(count == 0 ? "Aucun e-mail." : count.counted("e-mail") + ".")
        lines += try outbox(store)
        try ResultWriter.write(.null, ResultWriter.lines(lines), asJSON: false)
    }

    /// How the whole outbox stands: each state with its count, and since when the oldest of those that are not finished waits.
    private func outbox(_ store: Store) throws -> [String] {
        let counts = try store.jobCounts()
        let parts = Job.State.allCases.compactMap { state -> String? in
            guard let count = counts[state] else { return nil }
            let isOpen = [.pending, .leased, .retry].contains(state)
            return "\(JobFilter.state(state).french) \(count.count.grouped)"
                + (isOpen ? " (depuis le \(DateFormatting.french(count.oldest)))" : "")
        }
        return parts.isEmpty ? [] : ["File d’attente : " + parts.joined(separator: " ; ") + "."]
    }

    /// How far an e-mail has come: also by which one it is replaced, or how often it was tried and when the next try is due.
    private static func state(of job: Job) -> String {
        let state = JobFilter.shown(for: job)
        if state == .state(.retry), job.failures > 0 {
            return "\(state.french) le \(DateFormatting.french(job.dueAt)) (\(job.failures.counted("essai", "essais")))"
        }
        return state.french + (job.supersededBy.map { " par \($0.description)" } ?? "")
    }

    private func row(_ job: Job) -> [String] {
        [
            job.id.description, job.operation.description, job.dotation.description, job.order.description,
            VisibleText.of("\(job.lastName) \(job.firstName)", limit: 30), job.kind.french, VisibleText.of(job.recipient ?? "(effacé)"),
            Self.state(of: job), VisibleText.of(job.lastErrorInFrench ?? ""),
        ]
    }
}

/// `dotations jobs export`: the outbox for other mailers.
struct JobsExportCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Écrit les e-mails qui attendent, un document JSON par ligne (NDJSON), pour un autre outil d’envoi.")

    @OptionGroup var selection: JobSelection
    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func execute() throws { try writeJobs(selection, of: try store.open(), defaultStates: [.pending, .retry]) }
}

private func writeJobs(_ selection: JobSelection, of store: Store, defaultStates: Set<Job.State>) throws {
    var output = OutputBuffer()
    try selection.forEach(in: store, defaultStates: defaultStates) { job in try output.line(job.json) }
    try output.flush()
}

extension Job {
    /// The job for programs.
    var json: JSON {
        .object([
            ("id", .integer(id.rawValue)), ("key", .string(idempotencyKey)), ("import", .integer(operation.rawValue)),
            ("dotation", .string(dotation.description)), ("order", .string(order.description)), ("nom", .string(lastName)),
            ("prenom", .string(firstName)), ("kind", .string(kind.rawValue)), ("to", recipient.map { .string($0) } ?? .null),
            ("telephone", mobile.map { .string($0) } ?? .null), ("state", .string(state.rawValue)), ("attempt", .integer(attempt)),
            ("failures", .integer(failures)),
            ("created", .string(DateFormatting.iso8601(createdAt))), ("due", .string(DateFormatting.iso8601(dueAt))),
            ("linkUntil", linkEnd.map { .string(DateFormatting.iso8601($0)) } ?? .null),
            ("finished", finishedAt.map { .string(DateFormatting.iso8601($0)) } ?? .null),
            ("outcome", outcome.map { .string($0) } ?? .null),
            ("lastError", lastErrorInFrench.map { .string($0) } ?? .null), ("messageID", messageID.map { .string($0) } ?? .null),
            ("supersededBy", supersededBy.map { .integer($0.rawValue) } ?? .null),
        ])
    }
}
