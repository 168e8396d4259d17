import ArgumentParser
import DotationMail
import DotationMailDelivery
import DotationStore
import DotationsApplication
import Foundation
import Logging

/// `dotations jobs send`: from the outbox to the mail server.
struct JobsSendCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "send", abstract: "Envoie par SMTP les e-mails qui attendent.",
        discussion: """
            Sans --follow, envoie une fois tout ce qui est dû, puis s’arrête. Plusieurs envois, dans plusieurs processus, peuvent \
            travailler en même temps sur la même base. Ctrl-C, ou SIGTERM, finit les e-mails en cours et rend les autres ; une seconde \
            fois, arrête aussitôt. Les réglages sont décrits dans docs/operations.md.
            """)

    @Flag(help: "Continue : envoie ce qui arrive et réessaie ce qui est à réessayer, jusqu’à Ctrl-C ou SIGTERM.")
    var follow = false

    @Option(help: ArgumentHelp("Le nombre de connexions au serveur d’envoi.", valueName: "nombre"))
    var connections = 2

    @Option(help: ArgumentHelp("Le nombre d’e-mails par seconde, au plus.", valueName: "nombre"))
    var rate: Double?

    @Option(help: ArgumentHelp("Écrit des mesures au format texte de Prometheus, tenues à jour.", valueName: "fichier"))
    var metrics: String?

    @Option(
        help: ArgumentHelp(
            "Le niveau des messages de suivi, sur la sortie d’erreur ; à défaut « notice », ou « error » sur un terminal.",
            valueName: "niveau"))
    var logLevel: Logger.Level?

    @OptionGroup var mail: MailOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    func validate() throws {
        guard 1...64 ~= connections else { throw ValidationError("--connections va de 1 à 64.") }
        if let rate, !(0.001...10_000 ~= rate) { throw ValidationError("--rate va de 0.001 à 10 000.") }
    }

    func execute() throws {
        let store = try self.store.open()
        let settings = try mail.sending()
        var log = Logger(label: "dotations.jobs") { StreamLogHandler.standardError(label: $0) }
        log.logLevel = logLevel ?? (isatty(2) == 1 ? .error : .notice)
        let worker = MailWorker(
            store, reader: try self.store.open(), messages: try JobMessages(settings.message, of: store),
            options: .init(connections: connections, rate: rate, follows: follow, user: self.store.context.user), log: log
        ) { () throws(MailError) in try SMTPConnection(settings) }
        try writeMetrics(of: worker, store)
        Interruption.note()
        let report = try run(worker, store, log)
        try writeMetrics(of: worker, store)
        try show(report)
    }

    private func run(_ worker: MailWorker, _ store: Store, _ log: Logger) throws(StoreError) -> DeliveryReport {
        var progress = Progress()
        var (ticks, hasStopped) = (0, false)
        defer { progress.clear() }
        return try worker.run {
            ticks += 1
            if !hasStopped, Interruption.hasCome {
                hasStopped = true
                worker.stop()
                Interruption.obey()
            }
            if ticks % 50 == 0 { do { try writeMetrics(of: worker, store) } catch { log.error("metrics not written") } }
            progress.show(line(worker.metrics.counts, isPaused: worker.isPaused, hasStopped: hasStopped))
        }
    }

    private func writeMetrics(of worker: MailWorker, _ store: Store) throws {
        guard let path = metrics else { return }
        try DotationsCLI.writeMetrics(worker.metrics.prometheus(try store.jobCounts(), connections: connections, now: Date()), to: path)
    }

    private func line(_ counts: DeliveryMetrics.Counts, isPaused: Bool, hasStopped: Bool) -> String {
        let state = hasStopped ? "arrêt en cours… " : isPaused ? "en attente du serveur d’envoi… " : ""
        return state + Self.summary(counts)
    }

    private static func summary(_ counts: DeliveryMetrics.Counts) -> String {
        var parts = [counts.sent.counted("e-mail envoyé", "e-mails envoyés")]
        if counts.retry > 0 { parts.append("\(counts.retry.grouped) à réessayer") }
        if counts.failed > 0 { parts.append("\(counts.failed.grouped) en échec") }
        if counts.cancelled > 0 { parts.append(counts.cancelled.counted("annulé", "annulés")) }
        if counts.lost > 0 { parts.append("\(counts.lost.grouped) à l’issue inconnue") }
        return parts.joined(separator: ", ")
    }

    private func show(_ report: DeliveryReport) throws {
        let (counts, waiting) = (report.counts, report.outbox)
        // Nobody of this process has a job any more.
        let elsewhere = waiting[.leased]?.count ?? 0
        let rest = [Job.State.pending, .retry].reduce(0) { $0 + (waiting[$1]?.count ?? 0) }
        var status = "done"
        var failure: (any Error)?
        switch report.end {
        case .failed(let error): (status, failure) = ("failed", error.error)
        case .stopped: status = "stopped"
        case .done: break
        }
        let nextTry = counts.retry > 0 ? Self.nextTry(waiting[.retry]) : nil
        // Where nothing was done, an error is all that there is to say.
        if let failure, counts.sent + counts.failed + counts.cancelled == 0 {
            guard let nextTry, let error = failure as? CommandError else { throw failure }
            throw CommandError(error.code, "\(error.message) \(nextTry)")
        }
        var text = [Self.summary(counts) + "."]
        if counts.tried > 0 { text[0] = Self.summary(counts) + ", \(Int(Double(counts.tried) / max(report.seconds, 0.001)).grouped)/s." }
        if rest > 0 {
            text.append(
                "\(rest.counted("e-mail attend", "e-mails attendent")) encore : "
                    + "dotations jobs list --state 'à réessayer' --state 'à envoyer'"
            )
        }
        if let nextTry { text.append(nextTry) }
        if elsewhere > 0 {
            text.append(
                "\(elsewhere.counted("e-mail est", "e-mails sont")) en cours d’envoi par un autre processus ; si celui-ci a été interrompu, relancez l’envoi dans une minute."
            )
        }
        if counts.failed > 0 { text.append("Les e-mails en échec, et pourquoi : dotations jobs list --state 'en échec'") }
        if let failure { text.append("Arrêté : \(Self.described(failure).message)") }
        let document = SendDocument(
            status: status, sent: counts.sent, retry: counts.retry, failed: counts.failed, cancelled: counts.cancelled,
            returned: counts.returned, lost: counts.lost, waiting: rest, elsewhere: elsewhere,
            nextTry: nextTry == nil ? nil : waiting[.retry]?.nextDue, seconds: (report.seconds * 1000).rounded() / 1000,
            error: failure.map { .init(code: Self.described($0).code, message: Self.described($0).message) })
        try ResultWriter.write(document, text, asJSON: isJSON)
        if failure != nil || !follow && (counts.retry + counts.failed + counts.lost > 0 || status == "stopped" && rest > 0) {
            throw ExitCode.rowsRefused
        }
    }

    /// When e-mails that were tried in vain are tried again, and how that can be sooner.
    private static func nextTry(_ waiting: JobCount?) -> String? {
        guard let waiting else { return nil }
        // The time is shown in minutes: before the next full one the e-mail may not be due yet.
        let due = Date(timeIntervalSinceReferenceDate: (waiting.nextDue.timeIntervalSinceReferenceDate / 60).rounded(.up) * 60)
        let noun = waiting.count.counted("e-mail est à réessayer", "e-mails sont à réessayer")
        return
            "\(noun), à partir du \(DateFormatting.french(due)) ; tout de suite : dotations jobs retry --waiting, puis dotations jobs send"
    }

    /// What ended the sending, in the words of the errors that end other commands.
    private static func described(_ failure: any Error) -> (code: String, message: String) {
        let document = (failure as? any ReportedError)?.document
        return (document?.code ?? "failed", document?.message ?? "l’envoi s’est arrêté.")
    }
}

/// What programs read of a sending.
private struct SendDocument: Encodable {
    struct Trouble: Encodable {
        let code: String
        let message: String
    }

    let status: String
    let sent: Int
    let retry: Int
    let failed: Int
    let cancelled: Int
    let returned: Int
    let lost: Int
    let waiting: Int
    let elsewhere: Int
    @Null var nextTry: Date?
    let seconds: Double
    @Null var error: Trouble?
}

extension DeliveryFailure {
    /// The error that says so.
    fileprivate var error: any Error {
        switch self {
        case .store(let error): error
        case .mail(let error): error
        case .serverUnreachable(let cause):
            CommandError(.mailServerUnreachable, "\(cause.french). Vérifiez smtp.host, smtp.port et le réseau.")
        }
    }
}
