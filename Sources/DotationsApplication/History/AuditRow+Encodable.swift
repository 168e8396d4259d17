internal import DotationAccounts
internal import DotationSales
public import DotationStore
internal import Dotations

extension AuditRow: Encodable {
    /// What was done to whom.
    public func encode(to encoder: any Encoder) throws {
        var (email, telephone, status): (Replaced?, Replaced?, Replaced?)
        var (event, job, codes): (String?, Job.ID?, [String]?)
        var (member, role, account, setting): (Member.ID?, String?, String?, String?)
        var (subject, session, matricule, document, field, values): (String?, String?, String?, String?, String?, Replaced?)
        var isPurged = false
        switch action {
        case .change(let old, let new):
            email = Replaced(old.email, by: new.email)
            telephone = Replaced(old.mobile, by: new.mobile)
        case .status(let old, let new): status = Replaced(old.label, by: new.label)
        case .saleContact(let old, let new):
            email = Replaced(old.email, by: new.email)
            telephone = Replaced(old.mobile, by: new.mobile)
        case .sale(let old, let new): status = Replaced(old?.rawValue, by: new.rawValue)
        case .eventWithdrawn(let name): event = name
        case .setup(let change):
            switch change.subject {
            case .event(let name): (subject, event) = ("event", name)
            case .session(let name, let owner): (subject, event, session) = ("session", owner, name)
            case .person(let number): (subject, matricule) = ("person", number)
            case .documents(let kind, let number): (subject, matricule, document) = ("documents", number, kind.rawValue)
            }
            field = change.act.name
            if case .changed(_, let old, let new) = change.act { values = Replaced(old.french, by: new.french) }
        case .mailRetried(let id), .mailCancelled(let id): job = id
        case .member(let id, let given): (member, role) = (id, given?.rawValue)
        case .account(let id, let act): (member, account) = (id, act.rawValue)
        case .setting(let name): setting = name
        case .refused(let list): codes = list
        case .purged: isPurged = true
        case .resend, .accountCreated, .withheldDocument: break
        }
        try encoder.write([
            "row": row, "id": dotation, "sale": sale, "nom": lastName, "prenom": firstName, "action": action.name, "email": email,
            "telephone": telephone, "status": status, "event": event, "job": job, "codes": codes, "member": member, "role": role,
            "account": account, "setting": setting, "subject": subject, "session": session, "matricule": matricule, "document": document,
            "field": field, "values": values, "purged": isPurged, "words": words,
        ])
    }
}

extension AuditRow.Action {
    fileprivate var name: String {
        switch self {
        case .change: "change"
        case .resend: "resend"
        case .status: "status"
        case .accountCreated: "accountCreated"
        case .sale, .saleContact: "sale"
        case .eventWithdrawn: "eventWithdrawn"
        case .setup, .withheldDocument: "setup"
        case .mailRetried: "mailRetried"
        case .mailCancelled: "mailCancelled"
        case .refused: "refused"
        case .member: "member"
        case .account: "account"
        case .setting: "setting"
        case .purged(let name): name
        }
    }
}
