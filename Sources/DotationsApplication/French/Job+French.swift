public import DotationStore
public import Dotations

extension JobFilter {
    /// What an administrator reads.
    public var french: String {
        switch self {
        case .state(.pending): "à envoyer"
        case .state(.leased): "en cours d’envoi"
        case .state(.retry): "à réessayer"
        case .state(.sent): "envoyé"
        case .state(.failed): "en échec"
        case .state(.cancelled): "annulé"
        case .bounced: "revenu"
        case .superseded: "remplacé"
        }
    }
}

extension ActivationEmailJob.Kind {
    /// What an administrator calls the e-mail.
    public var french: String {
        switch self {
        case .accountCreation: "création de compte"
        case .phoneChanged: "changement de n° de téléphone"
        }
    }
}

extension Job {
    /// Why the last try failed: the mail server's words, or ours in French where it said nothing.
    public var lastErrorInFrench: String? {
        if outcome == .workersEnded {
            return "l’envoi s’est interrompu \(Store.expiredLeaseLimit) fois sur cet e-mail, sans dire pourquoi"
        }
        return lastError.map { NoAnswer.Cause(rawValue: $0)?.french ?? $0 }
    }

    /// How far it has come: also by which e-mail it is replaced, or how often it was tried and when the next try is due.
    public var progress: String {
        let shown = JobFilter(showing: self)
        if shown == .state(.retry), failures > 0 {
            return "\(shown.french) le \(DateFormatting.french(dueAt)) (\(failures.counted("essai", "essais")))"
        }
        return shown.french + (supersededBy.map { " par \($0)" } ?? "")
    }
}

extension JobRefusal {
    /// Why, and when the e-mail can be asked again that a worker has for so many seconds more.
    func message(busyFor seconds: Int?) -> String {
        french + (seconds.map { $0 > 0 ? " ; recommencez dans \($0) s" : " ; recommencez" } ?? "")
    }

    /// Why, for an administrator.
    public var french: String {
        switch self {
        case .unknown: "n’existe pas"
        case .finished: "est déjà envoyé ou annulé ; un renvoi en envoie un nouveau"
        case .bounced: "est revenu ; corrigez l’adresse, ou demandez un renvoi"
        case .inFlight: "est en cours d’envoi"
        case .superseded: "est remplacé par un e-mail plus récent"
        case .activated: "ne sert plus : la dotation est activée"
        case .accountCreated: "ne sert plus : le compte est créé"
        case .recipientExpired: "n’a plus d’adresse : sa durée de conservation est passée"
        }
    }
}

extension NoAnswer.Cause {
    /// The cause in French.
    public var french: String {
        switch self {
        case .serverNotFound: "le serveur d’envoi n’a pas été trouvé"
        case .notConnected: "pas de connexion au serveur d’envoi"
        case .notConnectedInTime: "pas de connexion au serveur d’envoi à temps"
        case .notAnsweredInTime: "le serveur d’envoi n’a pas répondu à temps"
        case .connectionLost: "la connexion au serveur d’envoi a été perdue"
        case .notConfirmed: "le serveur d’envoi n’a pas confirmé l’e-mail"
        }
    }
}

extension RetriedJobs {
    /// How many are left out, and what to do about them; nil where none is.
    public var leftOutSentence: String? {
        guard !leftOut.isEmpty else { return nil }
        return
            "\(leftOut.count.counted("e-mail n’est pas réessayé", "e-mails ne sont pas réessayés")), car l’adresse a été refusée : corrigez-la."
    }
}

extension CancelledJobs {
    /// How many e-mails of an operation had already left.
    public static func left(_ count: Int) -> String { count.counted("était déjà parti", "étaient déjà partis") }
}
