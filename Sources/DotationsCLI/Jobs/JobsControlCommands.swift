import ArgumentParser
import DotationStore
import DotationsApplication

/// `dotations jobs retry`: e-mails once more.
struct JobsRetryCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Fait réessayer tout de suite des e-mails en échec ou à réessayer.")

    @Argument(help: ArgumentHelp("Les n° des e-mails, d’après « jobs list ».", valueName: "n°"))
    var ids: [Job.ID] = []

    @Flag(
        help: "Tous ceux qui sont en échec, sauf ceux dont l’adresse a été refusée, qui sont revenus, ont été remplacés ou ne servent plus."
    )
    var failed = false

    @Flag(help: "Tous ceux qui sont à réessayer plus tard.")
    var waiting = false

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func validate() throws {
        guard [!ids.isEmpty, failed, waiting].count(where: \.self) == 1 else {
            throw ValidationError("Donnez des n° d’e-mail, ou --failed, ou --waiting.")
        }
    }

    func execute() throws {
        let store = try self.store.open()
        let context = self.store.context
        let result =
            failed
            ? try store.retryFailedJobs(context: context, at: .now)
            : try store.retryJobs(waiting ? waitingJobs(store) : ids, context: context, at: .now)
        try result.show("retry", "à réessayer", asJSON: isJSON)
    }

    private func waitingJobs(_ store: Store) throws -> [Job.ID] {
        var ids: [Job.ID] = []
        try store.forEachJob([.retry]) { ids.append($0.id) }
        guard !ids.isEmpty else { throw CommandError(.nothingToDo, "Aucun e-mail n’est à réessayer plus tard : rien n’est fait.") }
        return ids
    }
}

/// `dotations jobs cancel`: e-mails that are not to be sent.
struct JobsCancelCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Annule des e-mails qui ne sont pas encore envoyés.",
        discussion: "Pour écrire de nouveau au bénéficiaire : dotations resend.")

    @Argument(help: ArgumentHelp("Les n° des e-mails, d’après « jobs list ».", valueName: "n°"))
    var ids: [Job.ID] = []

    @Option(
        name: .customLong("import"),
        help: ArgumentHelp(
            "Tous ceux de cet import, de cette correction ou de ce renvoi qui attendent encore, d’après « imports list ».", valueName: "n°")
    )
    var operation: DotationStore.Operation.ID?

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func validate() throws {
        guard ids.isEmpty == (operation != nil) else { throw ValidationError("Donnez des n° d’e-mail, ou --import.") }
    }

    func execute() throws {
        let store = try self.store.open()
        guard let operation else {
            return try store.cancelJobs(ids, context: self.store.context, at: .now).show("cancelled", "annulé", asJSON: isJSON)
        }
        let known = try store.existingOperation(operation)
        let number = known.id
        var (waiting, mayHaveLeft, left) = ([Job.ID](), Set<Job.ID>(), 0)
        try store.forEachJob(of: number) { job in
            switch job.state {
            case .pending, .leased, .retry:
                waiting.append(job.id)
                if job.mayHaveLeft { mayHaveLeft.insert(job.id) }
            case .sent: left += 1
            case .failed: if job.isBounced { left += 1 }
            case .cancelled: break
            }
        }
        guard !waiting.isEmpty else {
            throw CommandError(
                .nothingToDo,
                "Aucun e-mail de l’opération \(number) n’attend d’être envoyé : \(JobControlResult.left(left)). Rien n’est fait."
            )
        }
        let result = try store.cancelJobs(waiting, context: self.store.context, at: .now)
        var fates = ["\(JobControlResult.left(left))."]
        let unknown = result.done.count(where: mayHaveLeft.contains)
        if unknown > 0 {
            let noun = unknown.counted("des annulés est peut-être parti", "des annulés sont peut-être partis")
            fates.append("\(noun) : le serveur n’a pas confirmé.")
        }
        if known.counts.changed > 0 {
            fates.append("Les modifications restent ; pour les annuler aussi : dotations imports revert \(number)")
        }
        try result.show("cancelled", "annulé", fates: fates, sent: left, asJSON: isJSON)
    }
}

extension JobControlResult {
    /// How many e-mails of an import had already left.
    fileprivate static func left(_ count: Int) -> String { count.counted("était déjà parti", "étaient déjà partis") }

    /// Shows what was done, with how many e-mails of an import had already left, and ends with the status that says so.
    fileprivate func show(_ key: String, _ french: String, fates: [String] = [], sent: Int? = nil, asJSON isJSON: Bool) throws {
        guard !done.isEmpty else {
            guard let (job, reason) = refused.first else {
                throw CommandError(
                    .nothingToDo, (["Aucun e-mail en échec ne peut être réessayé : rien n’est fait."] + leftOut).joined(separator: " "))
            }
            throw CommandError(.jobsRefused, "e-mail \(job.description) : \(words(job, reason)) [\(reason.rawValue)]. Rien n’a été fait.")
        }
        let refusals = refused.map { job, reason in
            JSON.object([("id", .integer(job.rawValue)), ("code", .string(reason.rawValue)), ("message", .string(words(job, reason)))])
        }
        let lines =
            ["\(done.count.counted("e-mail")) \(french)\(done.count > 1 && french == "annulé" ? "s" : "")."]
            + fates + leftOut
            + refused.map { "E-mail \($0.job.description) : \(words($0.job, $0.reason)) [\($0.reason.rawValue)]" }
        try ResultWriter.write(
            .object(
                [
                    (key, .array(done.map { .integer($0.rawValue) })), ("refused", .array(refusals)),
                    ("leftOut", .array(blamed.map { .integer($0.rawValue) })),
                ] + (sent.map { [("sent", .integer($0))] } ?? [])), ResultWriter.lines(lines),
            asJSON: isJSON)
        if !refused.isEmpty { throw ExitCode.rowsRefused }
    }

    private var leftOut: [String] {
        blamed.isEmpty
            ? []
            : [
                "\(blamed.count.counted("e-mail n’est pas réessayé", "e-mails ne sont pas réessayés")), car l’adresse a été refusée : corrigez-la."
            ]
    }

    /// Why a job is left, and when it can be asked again.
    private func words(_ job: Job.ID, _ reason: JobRefusal) -> String {
        reason.french + (busy[job].map { $0 > 0 ? " ; recommencez dans \($0) s" : " ; recommencez" } ?? "")
    }
}

extension JobRefusal {
    /// Why, for an administrator.
    var french: String {
        switch self {
        case .unknown: "n’existe pas"
        case .finished: "est déjà envoyé ou annulé ; « dotations resend » en envoie un nouveau"
        case .bounced: "est revenu ; corrigez l’adresse, ou « dotations resend » en envoie un nouveau"
        case .inFlight: "est en cours d’envoi"
        case .superseded: "est remplacé par un e-mail plus récent"
        case .activated: "ne sert plus : la dotation est activée"
        case .accountCreated: "ne sert plus : le compte est créé"
        case .recipientExpired: "n’a plus d’adresse : sa durée de conservation est passée"
        }
    }
}
