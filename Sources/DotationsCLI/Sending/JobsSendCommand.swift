import ArgumentParser
import DotationMail
import DotationMailDelivery
import DotationStore
import DotationsApplication
import Foundation
import Logging

struct JobsSendCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "send", abstract: "Envoie par SMTP les e-mails qui attendent.",
        discussion: """
            Les e-mails de tous les clients partent, à tour de rôle. Sans --follow, envoie une fois tout ce qui est dû, puis s’arrête. Plusieurs envois, dans plusieurs processus, peuvent \
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
    @OptionGroup var base: BaseOptions

    func validate() throws {
        guard 1...64 ~= connections else { throw ValidationError("--connections va de 1 à 64.") }
        if let rate, !(0.001...10_000 ~= rate) { throw ValidationError("--rate va de 0.001 à 10 000.") }
    }

    func execute() throws {
        let store = try self.store.open().mail
        let settings = try MailSettings(file: mail.file, environment: mail.environment)
        var log = Logger(label: "dotations.jobs") { StreamLogHandler.standardError(label: $0) }
        log.logLevel = logLevel ?? (isatty(2) == 1 ? .error : .notice)
        let worker = MailWorker(
            store, messages: try ClientMessages(settings.message, of: store),
            options: .init(connections: connections, rate: rate, follows: follow, user: self.store.name), log: log
        ) { () throws(MailError) in try SMTPConnection(settings) }
        try writeMetrics(of: worker, store)
        Interruption.note()
        let report = try run(worker, store, log)
        try writeMetrics(of: worker, store)
        try show(report)
    }

    private func run(_ worker: MailWorker, _ store: MailStore, _ log: Logger) throws(StoreError) -> DeliveryReport {
        let progress = Progress()
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

    private func writeMetrics(of worker: MailWorker, _ store: MailStore) throws {
        guard let path = metrics else { return }
        try DotationsCLI.writeMetrics(worker.metrics.prometheus(try store.jobCounts(), connections: connections, now: Date()), to: path)
    }

    private func line(_ counts: DeliveryMetrics.Counts, isPaused: Bool, hasStopped: Bool) -> String {
        let state = hasStopped ? "arrêt en cours… " : isPaused ? "en attente du serveur d’envoi… " : ""
        return state + counts.french
    }

    private func show(_ report: DeliveryReport) throws {
        // Where nothing was done, an error is all that there is to say.
        if let failure = report.failure { throw failure }
        try ResultWriter.write(report, report.lines + advice(report), asJSON: isJSON)
        if report.isIncomplete(follows: follow) { throw ExitCode.rowsRefused }
    }

    /// What shows the e-mails that are left, and what has them be tried at once.
    private func advice(_ report: DeliveryReport) -> [String] {
        var lines: [String] = []
        if report.waiting > 0 {
            lines.append("Ceux qui attendent : dotations jobs list --state 'à réessayer' --state 'à envoyer'")
        }
        if report.counts.retry > 0 {
            lines.append("Pour réessayer tout de suite : dotations jobs retry --waiting, puis dotations jobs send")
        }
        if report.counts.failed > 0 { lines.append("Les e-mails en échec, et pourquoi : dotations jobs list --state 'en échec'") }
        return lines
    }
}
