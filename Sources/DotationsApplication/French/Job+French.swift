public import DotationStore
public import Dotations

extension Job {
    /// Why the last try failed: the mail server's words, or ours in French where it said nothing.
    public var lastErrorInFrench: String? {
        if outcome == .workersEnded {
            return "l’envoi s’est interrompu \(Store.expiredLeaseLimit) fois sur cet e-mail, sans dire pourquoi"
        }
        return lastError.map { NoAnswer.Cause(rawValue: $0)?.french ?? $0 }
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
