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

    /// Each thing that was done; `name` gives the name of whoever it was done to, where that is still known.
    public func sentences(naming name: (Member.ID) -> String? = { _ in nil }) -> [Sentence] {
        func person(_ member: Member.ID) -> String { name(member).map { VisibleText.of($0, limit: 80) } ?? "personne \(member)" }
        return switch action {
        case .change(let old, let new):
            Self.changes(old, new).map { Sentence(what: $0.column, change: ($0.old, $0.new)) }
        case .saleContact(let old, let new):
            Self.changes(old, new).map { Sentence(what: "\(soldAs), \($0.column)", change: ($0.old, $0.new)) }
        case .resend: [Sentence(what: "renvoi de l’e-mail d’activation")]
        case .status(let old, let new): [Sentence(what: "Statut dotation", change: (old.label, new.label))]
        case .eventWithdrawn(let name): [Sentence(what: "événement « \(VisibleText.of(name)) » retiré")]
        case .setup(let change): [change.sentence]
        case .withheldDocument: [Sentence(what: "justificatif, que votre rôle ne voit pas")]
        case .mailRetried(let job): [Sentence(what: "e-mail \(job) à réessayer")]
        case .mailCancelled(let job): [Sentence(what: "e-mail \(job) annulé")]
        case .member(let member, let role?): [Sentence(what: person(member), change: ("-", role.rawValue))]
        case .member(let member, nil): [Sentence(what: "\(person(member)) : accès retiré")]
        case .account(let member, let act): [Sentence(what: "\(person(member)) : \(act.french)")]
        case .setting(let name): [Sentence(what: "réglage \(name)")]
        case .accountCreated: [Sentence(what: "compte créé")]
        case .sale(let old, let new):
            [Sentence(what: soldAs, change: (old?.label ?? "-", new.label))]
        case .refused(let codes): [Sentence(what: "refusée : \(codes.map(Self.french).joined(separator: ", "))")]
        case .purged: [Sentence(what: "valeurs effacées, leur durée de conservation étant passée")]
        }
    }

    private var soldAs: String { ["vente", sale?.description].compactMap(\.self).joined(separator: " ") }

    private static func changes(_ old: Contact, _ new: Contact) -> [(column: String, old: String, new: String)] {
        [("Adresse Mail", old.email, new.email), ("Téléphone", old.mobile, new.mobile)].filter { $0.1 != $0.2 }
    }

    /// Why a row was refused; what another version of the program says of it stays as it is.
    private static func french(_ code: String) -> String {
        Reason.Code(rawValue: code)?.summary ?? SaleRefusal.Code(rawValue: code)?.summary ?? code
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
