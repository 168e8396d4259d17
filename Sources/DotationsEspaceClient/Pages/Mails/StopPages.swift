internal import DotationAccounts
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// « Arrêter les e-mails pas encore partis » of an operation. How many there are is shown first.
enum StopPages {
    static let routes: [Route] = [
        .get("/journal/{operation}/arret", .permitted(.send)) { .page(try page($0)) },
        .post("/journal/{operation}/arret", .permitted(.send), stop),
    ]

    private typealias Counts = [(state: Job.State, count: Int)]

    private static func operation(_ visit: Visit) throws -> Operation.ID {
        guard let id = Operation.ID(visit.parameters["operation"] ?? "") else { throw NoSuchPage() }
        return id
    }

    private static func waiting(_ counts: Counts) -> Int {
        counts.filter(\.state.isUnfinished).reduce(0) { $0 + $1.count }
    }

    /// How far the e-mails of an operation have come, and what stops them.
    static func summary(of id: Operation.ID, _ counts: [(state: Job.State, count: Int)], _ visit: Visit, _ html: inout HTML) {
        guard !counts.isEmpty else { return }
        let states = counts.map { "\(JobFilter.state($0.state).french) : \($0.count.grouped)" }.joined(separator: ", ")
        html.element("p", text: "E-mails de cette opération : \(states).")
        guard waiting(counts) > 0, visit.may(.send) else { return }
        html.element("p") { html in
            html.element(
                "a", .class("button second"), .href("/journal/\(id)/arret"), text: "Arrêter les e-mails pas encore partis…")
        }
    }

    private static func page(_ visit: Visit, fault: String? = nil) throws -> Page {
        let id = try operation(visit)
        let application = try visit.application
        let counts = try application.jobCounts(of: id)
        let operation = try application.operation(id, limit: 0).operation
        let waiting = waiting(counts)
        let first = try application.firstMailCount(of: id)
        let sent = counts.first { $0.state == .sent }?.count ?? 0
        return Page("Arrêter les e-mails pas encore partis", in: .mails, hasFault: fault != nil) { html in
            Form.fault(fault, to: &html)
            html.element(
                "p", text: "Opération \(id), \(operation.kind.french), du \(DateFormatting.french(operation.context.date)).")
            html.element("p") { html in
                html.element(
                    "strong", text: waiting.counted("e-mail n’est pas encore parti", "e-mails ne sont pas encore partis"))
                html.text(".")
                guard sent > 0 else { return }
                html.text(
                    " "
                        + sent.counted(
                            "autre est déjà parti, et ne peut plus être arrêté.",
                            "autres sont déjà partis, et ne peuvent plus être arrêtés."))
            }
            if waiting > 0 {
                html.element(
                    "p",
                    text:
                        "Les bénéficiaires dont l’e-mail est arrêté ne reçoivent rien. Leur dotation reste telle qu’elle est : pour envoyer l’e-mail "
                        + "plus tard, cliquez sur le bouton bleu de sa ligne.")
                if first > 0 {
                    html.element(
                        "p", .class("told"),
                        text: first.counted(
                            "de ces e-mails est le premier vers son adresse : arrêté, sa dotation est sans e-mail d’activation",
                            "de ces e-mails sont les premiers vers leur adresse : arrêtés, leurs dotations sont sans e-mail d’activation")
                            + ". La page « E-mails » les donne ensuite sous « en échec ou arrêtés, sans e-mail depuis ».")
                }
                Form.write("/journal/\(id)/arret", visit, to: &html) { html in
                    Form.hidden(.request, RequestID.unique().description, to: &html)
                    Form.button("Arrêter \(waiting.counted("e-mail"))", to: &html)
                }
            }
            html.element("p") { $0.element("a", .href("/journal/\(id)"), text: "Revenir sans rien arrêter") }
        }
    }

    private static func stop(_ visit: Visit) throws -> Answer {
        let id = try operation(visit)
        let application = try visit.application
        let request = RequestID(of: ["arret", "\(id)", visit.form[.request] ?? ""])
        let told = Told.arret.answer("/journal/\(id)")
        // Two clicks are one request: the second finds what the first did.
        if try application.operation(request: request) != nil { return told }
        do {
            let stopped = try application.cancelJobs(of: id, request: request)
            return stopped.refused.isEmpty && stopped.unconfirmed == 0 ? told : Told.partialStop.answer("/journal/\(id)")
        } catch let error as ApplicationError {
            if try application.operation(request: request) != nil { return told }
            return .page(try page(visit, fault: error.document.message), status: 422)
        }
    }
}
