import ArgumentParser
import DotationMail
import DotationsApplication

struct JobsBouncesCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "bounces", abstract: "Lit les avis de non-distribution d’une boîte aux lettres.",
        discussion: """
            Chaque e-mail revenu passe à l’état d’échec ; si son adresse est en cause, sa dotation prend le statut « Erreur e-mail ». La \
            boîte n’est pas modifiée ; la relire ne change rien de plus.
            """)

    @Argument(help: ArgumentHelp("Un fichier mbox, un message seul, ou un dossier Maildir.", valueName: "fichier"))
    var file: String

    @OptionGroup var base: BaseOptions

    func execute() throws {
        let result = try store.installation().recordBounces { try Mailbox.forEachReport(in: file, $0) }
        try ResultWriter.write(result, lines(result), asJSON: isJSON)
    }

    private func lines(_ result: BounceRecord) -> [String] {
        let reports = result.notifications.counted("avis", "avis")
        var lines = [
            "\(result.messages.counted("message lu", "messages lus")), dont \(reports) de non-distribution.",
            "\(result.recorded.count.counted("dotation mise", "dotations mises")) au statut « Erreur e-mail ».",
        ]
        func add(_ count: Int, _ noun: String, _ plural: String, _ rest: String) {
            if count > 0 { lines.append(count.counted(noun, plural) + rest) }
        }
        add(
            result.blameless.count, "e-mail revenu", "e-mails revenus",
            " pour une autre raison que l’adresse : dotations jobs list --state 'en échec'")
        add(result.outdated.count, "avis", "avis", " sans suite : l’adresse a changé depuis, ou la dotation est activée.")
        add(
            result.forwarded.count, "avis", "avis",
            " sur une autre adresse, vers laquelle le bénéficiaire fait suivre : rien n’est noté.")
        add(
            result.userMails, "invitation ou lien de mot de passe revenu", "invitations ou liens de mot de passe revenus",
            " : dotations users list dit pour qui.")
        add(result.known, "avis déjà noté", "avis déjà notés", ".")
        add(result.unknown, "avis", "avis", " sur des e-mails que cette base n’a pas envoyés.")
        add(result.delayed, "avis", "avis", " de retard : le serveur essaie encore.")
        return lines
    }
}
