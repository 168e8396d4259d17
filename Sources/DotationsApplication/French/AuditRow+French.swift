internal import DotationAccounts
internal import DotationSales
internal import DotationSheets
public import DotationStore
internal import Dotations

extension AuditRow {
    /// One thing that was done, as an administrator reads it.
    public struct Sentence: Sendable {
        /// What changed, or what was done.
        public let what: String
        /// The value before and after, where one changed.
        public var change: (old: String, new: String)?
    }

    /// Each thing that was done.
    public var sentences: [Sentence] {
        switch action {
        case .change(let old, let new):
            [("Adresse Mail", old.email, new.email), ("Téléphone", old.mobile, new.mobile)].filter { $0.1 != $0.2 }
                .map { Sentence(what: $0.0, change: ($0.1, $0.2)) }
        case .resend: [Sentence(what: "renvoi de l’e-mail d’activation")]
        case .status(let old, let new): [Sentence(what: "Statut dotation", change: (old.label, new.label))]
        case .eventWithdrawn(let name): [Sentence(what: "événement « \(VisibleText.of(name)) » retiré")]
        case .mailRetried(let job): [Sentence(what: "e-mail \(job) à réessayer")]
        case .mailCancelled(let job): [Sentence(what: "e-mail \(job) annulé")]
        case .member(let member, let role?): [Sentence(what: "personne \(member)", change: ("-", role.rawValue))]
        case .member(let member, nil): [Sentence(what: "personne \(member) retirée")]
        case .account(let member, let act): [Sentence(what: "personne \(member) : \(act.french)")]
        case .setting(let name): [Sentence(what: "réglage \(name)")]
        case .accountCreated: [Sentence(what: "compte créé")]
        case .sale(let old, let new):
            [
                Sentence(
                    what: ["vente", sale?.description].compactMap(\.self).joined(separator: " "), change: (old?.label ?? "-", new.label))
            ]
        case .refused(let codes): [Sentence(what: "refusée : \(codes.joined(separator: ", "))")]
        case .purged: [Sentence(what: "valeurs effacées, leur durée de conservation étant passée")]
        }
    }
}

extension AccountAct {
    fileprivate var french: String {
        switch self {
        case .passwordSet: "mot de passe changé"
        case .passwordLink: "lien envoyé pour choisir un mot de passe"
        case .invited: "invitation envoyée"
        case .disabled: "accès retiré"
        case .enabled: "accès rendu"
        case .authenticatorRemoved: "authentificateur retiré"
        case .sessionsEnded: "sessions fermées"
        }
    }
}
