internal import DotationAccounts
internal import DotationMail
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// The e-mails: how far each has come, what the mail server said, and what it says itself. No page holds a link that lets anybody in.
enum MailPages {
    static let routes: [Route] = [
        .get("/e-mails", .permitted(.view), list),
        .get("/e-mails/{email}", .permitted(.view)) { .page(try detail($0)) },
        .get("/e-mails/{email}/message", .permitted(.view), message),
        .post("/e-mails/{email}/reessayer", .permitted(.send)) { try control($0, unless: .pending) { _ = try $0.retryJobs(.jobs([$1])) } },
        .post("/e-mails/{email}/annuler", .permitted(.send)) { try control($0, unless: .cancelled) { _ = try $0.cancelJobs([$1]) } },
        .post("/e-mails/reessayer", .permitted(.send), retryFailed),
    ]

    // MARK: The list

    private static func list(_ visit: Visit) throws -> Answer {
        let application = try visit.application
        let counts = try application.jobCounts()
        let state = visit.query["etat"].flatMap(Job.State.init)
        let pager = Pager(visit.query)
        let undeliveredCount = try application.undeliveredCount()
        let isUndelivered = visit.query["etat"] == "non-remis"
        let total =
            isUndelivered ? undeliveredCount : counts.filter { state == nil || $0.state == state }.reduce(0) { $0 + $1.count.count }
        let jobs =
            isUndelivered
            ? try application.undeliveredJobs(after: pager.offset, size: Pager.size)
            : try application.jobs(in: state, after: pager.offset, size: Pager.size)
        let path = isUndelivered ? undelivered : "/e-mails" + (state.map { "?etat=\($0.rawValue)" } ?? "")
        let delay = try MailDelay(counts, application)
        let orders = try Set(jobs.map(\.order)).filter { try application.knownOrder($0) != nil }
        return .page(
            Page("E-mails", in: .mails) { html in
                Told.write(visit, to: &html)
                delay?.write(to: &html)
                states(counts, undeliveredCount, path, &html)
                if visit.may(.send), counts.contains(where: { $0.state == .failed }) {
                    Form.write("/e-mails/reessayer", visit, to: &html) { Form.button("Réessayer les e-mails en échec", to: &$0) }
                }
                guard !jobs.isEmpty else { return html.element("p", text: "Aucun e-mail.") }
                Table.write(
                    "E-mails, du plus récent au plus ancien",
                    ["N°", "Créé le", "Bénéficiaire", "Commande", "Contenu", "Destinataire", "État", "Réponse du serveur"], to: &html,
                    rows: jobs
                ) { job, html in
                    html.element("th", .scope("row")) { html in
                        html.element("a", .href("/e-mails/\(job.id)"), text: job.id.description)
                    }
                    html.element("td", text: DateFormatting.french(job.createdAt))
                    html.element("td") { beneficiary(of: job, isKnown: orders.contains(job.order), visit, &$0) }
                    html.element("td", text: job.order.description)
                    html.element("td", text: job.kind.french)
                    html.element("td", text: job.recipient?.text ?? "(effacé)")
                    html.element("td", text: job.progress)
                    html.element("td", text: VisibleText.of(job.lastErrorInFrench ?? "", limit: 120))
                }
                pager.write(of: total, to: &html) { path + (path.contains("?") ? "&" : "?") + "page=\($0)" }
            })
    }

    /// Where those e-mails are that left somebody without one.
    static let undelivered = "/e-mails?etat=non-remis"

    /// Leads to the row of the dotation in its order's table, unless the order was cancelled.
    private static func beneficiary(of job: Job, isKnown: Bool, _ visit: Visit, _ html: inout HTML) {
        let name = "\(job.lastName) \(job.firstName)"
        var fields = Fields()
        (fields["nom"], fields["prenom"]) = (job.lastName, job.firstName)
        guard isKnown, let search = try? TypedSearch(fields) else { return html.text(name) }
        html.element("a", .href("/commandes/\(job.order)/dotations?r=\(search.sealed(visit))#d\(job.dotation)"), text: name)
    }

    private static func states(
        _ counts: [(state: Job.State, count: JobCount)], _ undeliveredCount: Int, _ shown: String, _ html: inout HTML
    ) {
        html.element("nav", .class("tabs"), .aria(label: "États des e-mails")) { html in
            html.element("ul") { html in
                let all = counts.reduce(0) { $0 + $1.count.count }
                var tabs = [("/e-mails", "tous", all)]
                tabs += counts.map { state, count in ("/e-mails?etat=\(state.rawValue)", JobFilter.state(state).french, count.count) }
                if undeliveredCount > 0 { tabs.append((undelivered, "en échec ou arrêtés, sans e-mail depuis", undeliveredCount)) }
                for (path, title, count) in tabs {
                    html.element("li") { html in
                        html.element("a", .href(path), .aria(current: path == shown ? "page" : nil), text: "\(title) (\(count.grouped))")
                    }
                }
            }
        }
    }

    // MARK: One e-mail

    private static func job(_ visit: Visit) throws -> Job {
        guard let id = Job.ID(visit.parameters["email"] ?? ""), let job = try visit.application.job(id) else { throw NoSuchPage() }
        return job
    }

    private static func detail(_ visit: Visit, fault: String? = nil) throws -> Page {
        let job = try job(visit)
        let isKnown = try visit.application.knownOrder(job.order) != nil
        let preview: Result<MessagePreview, any Error>? = visit.messages.map { settings in
            Result { try visit.application.previewWithDeadLink(job.id, settings: settings) }
        }
        return Page("E-mail N° \(job.id)", in: .mails, hasFault: fault != nil) { html in
            Told.write(visit, to: &html)
            Form.fault(fault, to: &html)
            facts(of: job, isKnown: isKnown, visit, &html)
            if visit.may(.send) { controls(job, visit, &html) }
            html.element("h2", text: "Le message")
            switch preview {
            case nil:
                html.element(
                    "p",
                    text: "Le texte des e-mails n’est pas réglé sur ce serveur : le message ne peut pas être "
                        + "montré. Demandez-le à l’exploitant.")
            case .failure(let error)?:
                let message = (error as? any ReportedError)?.document.message
                html.element("p", text: message ?? "Le message ne peut pas être montré.")
            case .success(let message)?:
                html.element("p", text: "Objet : \(message.subject)")
                html.element(
                    "p", .class("note"),
                    text: "Dans cette page le lien d’activation ne mène nulle part : seul le bénéficiaire reçoit celui qui marche.")
                html.element(
                    "iframe", .src("/e-mails/\(job.id)/message"), .title("Le message, tel que le bénéficiaire le voit"), .sandbox(""),
                    .class("message")
                ) { _ in }
                html.element("details") { html in
                    html.element("summary", text: "Le même message, en texte seul")
                    html.element("pre", text: message.text)
                }
            }
        }
    }

    private static func facts(of job: Job, isKnown: Bool, _ visit: Visit, _ html: inout HTML) {
        html.element("dl") { html in
            html.element("dt", text: "Bénéficiaire")
            html.element("dd") { html in
                beneficiary(of: job, isKnown: isKnown, visit, &html)
                html.text(", dotation \(job.dotation), commande \(job.order)")
            }
            for (name, value) in [
                ("Destinataire", job.recipient?.text ?? "(effacé)"), ("Contenu", job.kind.french), ("État", job.progress),
                ("Demandé le", DateFormatting.french(job.createdAt)), ("Terminé le", job.finishedAt.map(DateFormatting.french)),
                ("Réponse du serveur", job.lastErrorInFrench.map { VisibleText.of($0, limit: 400) }),
            ] as [(String, String?)] {
                guard let value else { continue }
                html.element("dt", text: name)
                html.element("dd", text: value)
            }
            html.element("dt", text: "Opération")
            html.element("dd") { $0.element("a", .href("/journal/\(job.operation)"), text: job.operation.description) }
        }
    }

    private static func controls(_ job: Job, _ visit: Visit, _ html: inout HTML) {
        html.element("div", .class("actions")) { html in
            if [.retry, .failed].contains(job.state), !job.isBounced {
                Form.write("/e-mails/\(job.id)/reessayer", visit, to: &html) { Form.button("Réessayer tout de suite", to: &$0) }
            }
            if [.pending, .retry, .failed].contains(job.state) {
                Form.write("/e-mails/\(job.id)/annuler", visit, to: &html) { Form.button("Ne pas l’envoyer", class: "second", to: &$0) }
            }
        }
    }

    /// The message by itself: in a frame that may do nothing, and load nothing.
    private static func message(_ visit: Visit) throws -> Answer {
        let job = try job(visit)
        guard let settings = visit.messages else { throw NoSuchPage() }
        return .message(html: try visit.application.previewWithDeadLink(job.id, settings: settings).html)
    }

    // MARK: Acts

    /// Does something about an e-mail, unless it is already as that leaves it: so a second click finds what the first has done.
    private static func control(_ visit: Visit, unless state: Job.State, _ act: (Application, Job.ID) throws -> Void) throws -> Answer {
        let job = try job(visit)
        guard job.state != state else { return .seeOther("/e-mails/\(job.id)") }
        do { try act(visit.application, job.id) } catch let error as ApplicationError {
            return .page(try detail(visit, fault: error.document.message), status: 422)
        }
        return .seeOther("/e-mails/\(job.id)?fait=\(Told.email.rawValue)")
    }

    private static func retryFailed(_ visit: Visit) throws -> Answer {
        do {
            _ = try visit.application.retryJobs(.failed)
            return .seeOther("/e-mails?fait=\(Told.essai.rawValue)")
        } catch let error as ApplicationError {
            return .page(
                Page("E-mails en échec", in: .mails, hasFault: true) { html in
                    html.element("p", text: error.document.message)
                    html.element("p") { $0.element("a", .href("/e-mails?etat=failed"), text: "Revenir aux e-mails en échec") }
                }, status: 422)
        }
    }
}
