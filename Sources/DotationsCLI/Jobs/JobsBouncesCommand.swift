import ArgumentParser
import DotationMail
import DotationStore
import DotationsApplication

/// `dotations jobs bounces`: messages that came back.
struct JobsBouncesCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "bounces", abstract: "Lit les avis de non-distribution d’une boîte aux lettres.",
        discussion: """
            Chaque e-mail revenu passe à l’état d’échec ; si son adresse est en cause, sa dotation prend le statut « Erreur e-mail ». La \
            boîte n’est pas modifiée ; la relire ne change rien de plus.
            """)

    @Argument(help: ArgumentHelp("Un fichier mbox, un message seul, ou un dossier Maildir.", valueName: "fichier"))
    var file: String

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func execute() throws {
        let store = try self.store.open()
        var (findings, bounces, delayed) = ([BounceFinding](), [Bounce](), 0)
        func record() throws {
            findings += try store.recordBounces(bounces, context: self.store.context)
            bounces = []
        }
        func note(_ report: BounceReport) throws {
            switch report.action {
            case .failed:
                bounces.append(
                    Bounce(
                        messageID: report.messageID, recipients: [report.recipient, report.originalRecipient].compactMap(\.self),
                        status: report.status, words: report.diagnostic ?? report.status,
                        concernsAddress: report.blamesAddress))
            case .delayed: delayed += 1
            case .delivered, .relayed, .expanded: break
            }
            if bounces.count == 500 { try record() }
        }
        let tally: Mailbox.Tally
        do {
            tally = try Mailbox.forEachReport(in: file, note)
        } catch let error as MailError {
            // What stands before the fault counts.
            try record()
            throw error
        }
        try record()
        let recorded = findings.compactMap { if case .recorded(let job) = $0 { job } else { nil } }
        let blameless = findings.compactMap { if case .blameless(let job) = $0 { job } else { nil } }
        let outdated = findings.compactMap { if case .outdated(let job) = $0 { job } else { nil } }
        let forwarded = findings.compactMap { if case .forwarded(let job) = $0 { job } else { nil } }
        let known = findings.count { if case .known = $0 { true } else { false } }
        let unknown = findings.count { $0 == .unknown }
        var lines = [
            "\(tally.messages.counted("message lu", "messages lus")), dont \(tally.notifications.counted("avis", "avis")) de non-distribution.",
            "\(recorded.count.counted("dotation mise", "dotations mises")) au statut « Erreur e-mail ».",
        ]
        if !blameless.isEmpty {
            lines.append(
                "\(blameless.count.counted("e-mail revenu", "e-mails revenus")) pour une autre raison que l’adresse : dotations jobs list --state 'en échec'"
            )
        }
        if !outdated.isEmpty {
            lines.append("\(outdated.count.counted("avis", "avis")) sans suite : l’adresse a changé depuis, ou la dotation est activée.")
        }
        if !forwarded.isEmpty {
            lines.append(
                "\(forwarded.count.counted("avis", "avis")) sur une autre adresse, vers laquelle le bénéficiaire fait suivre : rien n’est noté."
            )
        }
        if known > 0 { lines.append("\(known.counted("avis déjà noté", "avis déjà notés")).") }
        if unknown > 0 { lines.append("\(unknown.counted("avis", "avis")) sur des e-mails que cette base n’a pas envoyés.") }
        if delayed > 0 { lines.append("\(delayed.counted("avis", "avis")) de retard : le serveur essaie encore.") }
        try ResultWriter.write(
            .object([
                ("messages", .integer(tally.messages)), ("notifications", .integer(tally.notifications)),
                ("recorded", .array(recorded.map { .integer($0.rawValue) })),
                ("blameless", .array(blameless.map { .integer($0.rawValue) })),
                ("outdated", .array(outdated.map { .integer($0.rawValue) })),
                ("forwarded", .array(forwarded.map { .integer($0.rawValue) })),
                ("known", .integer(known)), ("unknown", .integer(unknown)), ("delayed", .integer(delayed)),
            ]), ResultWriter.lines(lines), asJSON: isJSON)
    }
}
