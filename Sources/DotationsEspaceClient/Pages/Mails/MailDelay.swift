internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// That e-mails could not leave yet and are tried again, and what the mail server said last.
struct MailDelay {
    private let count: Int
    private let reason: String?

    /// Nil where no e-mail is to be tried again.
    init?(_ counts: [(state: Job.State, count: JobCount)], _ application: Application) throws {
        guard let count = counts.first(where: { $0.state == .retry })?.count.count, count > 0 else { return nil }
        self.count = count
        reason = try application.jobs(in: .retry, after: 0, size: 1).first?.lastErrorInFrench
    }

    func write(to html: inout HTML) {
        html.element("p", .class("told")) { html in
            html.element(
                "a", .href("/e-mails?etat=\(Job.State.retry.rawValue)"),
                text: count.counted(
                    "e-mail n’a pas encore pu partir et sera réessayé", "e-mails n’ont pas encore pu partir et seront réessayés"))
            html.text((reason.map { " : " + VisibleText.of($0, limit: 120) } ?? "") + ".")
        }
    }
}
