public import DotationMailDelivery
internal import DotationStore
internal import Foundation

extension DeliveryMetrics.Counts {
    /// What became of the e-mails, in one line.
    public var french: String {
        var parts = [sent.counted("e-mail envoyé", "e-mails envoyés")]
        if retry > 0 { parts.append("\(retry.grouped) à réessayer") }
        if failed > 0 { parts.append("\(failed.grouped) en échec") }
        if cancelled > 0 { parts.append(cancelled.counted("annulé", "annulés")) }
        if lost > 0 { parts.append("\(lost.grouped) à l’issue inconnue") }
        return parts.joined(separator: ", ")
    }
}

extension DeliveryReport {
    /// How many e-mails wait.
    public var waiting: Int { [Job.State.pending, .retry].reduce(0) { $0 + (outbox[$1]?.count ?? 0) } }
    /// How many other processes send: nobody of this one has a job any more.
    var elsewhere: Int { outbox[.leased]?.count ?? 0 }

    /// Why nothing was done; nil where something was, or nothing went wrong.
    public var failure: (any ReportedError)? {
        guard case .failed(let failure) = end, counts.sent + counts.failed + counts.cancelled == 0 else { return nil }
        return failure.error(nextTry)
    }

    /// What was done, what is left, and how to go on.
    public var lines: [String] {
        var lines = [counts.french + "."]
        if counts.tried > 0 { lines[0] = counts.french + ", \(Int(Double(counts.tried) / max(seconds, 0.001)).grouped)/s." }
        if waiting > 0 {
            lines.append("\(waiting.counted("e-mail attend", "e-mails attendent")) encore.")
        }
        if waitingForPages > 0 {
            lines.append(
                "\(waitingForPages.counted("invitation ou lien de mot de passe attend", "invitations ou liens de mot de passe attendent")) "
                    + "l’adresse des pages : ajoutez web.origin aux réglages.")
        }
        if let nextTry { lines.append(nextTry) }
        if elsewhere > 0 {
            lines.append(
                "\(elsewhere.counted("e-mail est", "e-mails sont")) en cours d’envoi par un autre processus ; si celui-ci a été interrompu, relancez l’envoi dans une minute."
            )
        }
        if case .failed(let failure) = end { lines.append("Arrêté : \(failure.error().document.message)") }
        return lines
    }

    /// When e-mails that were tried in vain are tried again, and how that can be sooner.
    private var nextTry: String? {
        guard counts.retry > 0, let waiting = outbox[.retry], let nextDue = waiting.nextDue else { return nil }
        // The time is shown in minutes: before the next full one the e-mail may not be due yet.
        let due = Date(timeIntervalSinceReferenceDate: (nextDue.timeIntervalSinceReferenceDate / 60).rounded(.up) * 60)
        return "\(waiting.count.counted("e-mail est à réessayer", "e-mails sont à réessayer")), à partir du \(DateFormatting.french(due))."
    }
}

extension DeliveryFailure {
    /// The error that says so; `advice` is added where the server is to blame.
    func error(_ advice: String? = nil) -> any ReportedError {
        switch self {
        case .store(let error): return error
        case .mail(let error): return error
        case .serverUnreachable(let cause):
            let message = "\(cause.french). Vérifiez smtp.host, smtp.port et le réseau."
            return ApplicationError(.mailServerUnreachable, message + (advice.map { " " + $0 } ?? ""))
        }
    }
}
