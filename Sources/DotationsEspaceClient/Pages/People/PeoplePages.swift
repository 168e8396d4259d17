internal import DotationAccounts
internal import DotationStore
internal import Dotations
internal import DotationsApplication
internal import Foundation

/// « Personnes » : who works for the client, and as what.
enum PeoplePages {
    static let routes: [Route] = [
        .get("/personnes", .permitted(.managePeople), list),
        .get("/personnes/invitation", .permitted(.managePeople)) { .page(invitation($0)) },
        .post("/personnes/invitation", .permitted(.managePeople), invite),
        .get("/personnes/{personne}", .permitted(.managePeople)) { .page(page($0, try person($0))) },
        .post("/personnes/{personne}/role", .permitted(.managePeople), changeRole),
        .post("/personnes/{personne}/lien", .permitted(.managePeople), sendLink),
        .post("/personnes/{personne}/sessions", .permitted(.managePeople), endSessions),
        .get("/personnes/{personne}/retrait", .permitted(.managePeople)) { .page(removal($0, try person($0).member)) },
        .post("/personnes/{personne}/retrait", .permitted(.managePeople), remove),
    ]

    private static func list(_ visit: Visit) throws -> Answer {
        let people = try visit.application.members().members
        let pager = Pager(visit.query)
        return .page(
            Page("Personnes", in: .people) { html in
                Told.write(visit, to: &html)
                html.element("p") { $0.element("a", .href("/personnes/invitation"), text: "Inviter une personne") }
                Table.write(
                    "Qui travaille pour \(visit.person?.store.client.title ?? "")",
                    ["Nom", "Adresse e-mail", "Rôle", "Dernière connexion", "Second facteur", "Invitation"], to: &html,
                    rows: people.dropFirst(pager.offset).prefix(Pager.size)
                ) { person, html in
                    let member = person.member
                    html.element("th", .scope("row")) { $0.element("a", .href("/personnes/\(member.id)"), text: member.name) }
                    html.element("td", text: member.email.text)
                    html.element("td", text: member.role.french.capitalised)
                    html.element("td", text: member.lastSeen.map(DateFormatting.french) ?? "Jamais")
                    html.element("td", text: member.hasAuthenticator ? "Oui" : "Non")
                    html.element("td", text: state(person) ?? "-")
                }
                pager.write(of: people.count, to: &html) { "/personnes?page=\($0)" }
            })
    }

    /// How far the invitation has come of somebody who has not signed in yet; nil where there is nothing to say.
    private static func state(_ person: MemberDocument) -> String? {
        guard !person.member.hasJoined, let invitation = person.invitation else { return nil }
        let date = DateFormatting.french(invitation.date)
        return switch invitation.state {
        case .pending, .leased, .retry: "Part bientôt (demandée le \(date))"
        case .sent: "Envoyée le \(date)"
        case .failed: "N’a pas pu être remise (\(date))"
        case .cancelled: "N’est pas partie (\(date))"
        }
    }

    private static func person(_ visit: Visit) throws -> MemberDocument {
        guard let id = Member.ID(visit.parameters["personne"] ?? ""),
            let person = try visit.application.members().members.first(where: { $0.member.id == id })
        else { throw NoSuchPage() }
        return person
    }

    private static func invitation(_ visit: Visit, _ faults: [FormFault] = []) -> Page {
        Page("Inviter une personne", in: .people, hasFault: !faults.isEmpty) { html in
            Form.faults(faults, to: &html)
            html.element("p", text: "Elle reçoit un e-mail avec un lien bon sept jours pour choisir son mot de passe.")
            Form.write("/personnes/invitation", visit, class: "narrow", to: &html) { html in
                for (name, label, type) in [("nom", "Prénom et nom", "text"), ("email", "Adresse e-mail", "email")] {
                    Form.field(
                        name, label, visit.form[name], type: type, autocomplete: "off", isRequired: true, fault: faults[name], to: &html)
                }
                roles(visit.form["role"].flatMap(Role.init) ?? .lecture, &html)
                Form.button("Inviter", to: &html)
            }
            html.element("p") { $0.element("a", .href("/personnes"), text: "Revenir sans inviter personne") }
        }
    }

    private static func roles(_ chosen: Role, _ html: inout HTML) {
        html.element("fieldset") { html in
            html.element("legend", text: "Rôle")
            for role in Role.allCases {
                let isChosen = (html.kept("role").flatMap(Role.init) ?? chosen) == role
                html.element("p") { html in
                    html.void("input", .type("radio"), .id("role-\(role)"), .name("role"), .value(role.rawValue), .checked(isChosen))
                    html.element("label", .for("role-\(role)"), text: "\(role.french.capitalised) : \(role.explanation)")
                }
            }
        }
    }

    private static func invite(_ visit: Visit) throws -> Answer {
        let application = try visit.application
        let email: EmailAddress
        do throws(Reason) { email = try EmailAddress.parse(visit.form["email"] ?? "") } catch {
            return .page(invitation(visit, [FormFault("email", "\(error.message) \(error.advice)")]), status: 422)
        }
        guard let role = visit.form["role"].flatMap(Role.init) else {
            return .page(invitation(visit, [FormFault("role-lecture", "Choisissez un rôle.")]), status: 422)
        }
        do {
            // Two clicks are one invitation.
            if let known = try application.members().members.first(where: { $0.member.email.key == email.key }), known.member.role == role,
                isRecent(known, visit)
            {
                return Told.invitation.answer("/personnes")
            }
            try application.inviteMember(email, name: visit.form["nom"] ?? "", as: role)
            return Told.invitation.answer("/personnes")
        } catch AccessError.nameInvalid {
            return .page(invitation(visit, [FormFault("nom", AccessError.nameInvalid.frenchMessage)]), status: 422)
        } catch let error as any ReportedError {
            return .page(invitation(visit, [FormFault("email", error.document.message)]), status: 422)
        }
    }

    /// Whether the last invitation was asked for within this minute, as by two clicks.
    private static func isRecent(_ person: MemberDocument, _ visit: Visit) -> Bool {
        person.invitation.map { 0..<60 ~= visit.now.timeIntervalSince($0.date) } ?? false
    }

    private static func page(_ visit: Visit, _ person: MemberDocument, _ fault: FormFault? = nil) -> Page {
        let member = person.member
        let path = "/personnes/\(member.id)"
        return Page(member.name, in: .people, hasFault: fault != nil) { html in
            Told.write(visit, to: &html)
            Form.fault(fault?.message, of: fault?.field, to: &html)
            html.element("p", text: "\(member.email.text), \(member.role.french).")
            html.element("p", text: "Dernière connexion : \(member.lastSeen.map(DateFormatting.french) ?? "jamais").")
            if let state = state(person) { html.element("p", text: "Invitation : \(state).") }
            html.element("h2", text: "Changer de rôle")
            html.element(
                "p", text: isSelf(visit, member) ? "C’est votre rôle : vous devrez vous reconnecter." : "La personne devra se reconnecter.")
            Form.write(path + "/role", visit, class: "narrow", to: &html) { html in
                roles(member.role, &html)
                Form.button("Changer de rôle", to: &html)
            }
            html.element("h2", text: "Accès")
            html.element("div", .class("actions")) { html in
                Form.write(path + "/lien", visit, to: &html) { Form.button("Renvoyer le lien de connexion", to: &$0) }
                Form.write(path + "/sessions", visit, to: &html) { Form.button("Fermer ses sessions", to: &$0) }
            }
            html.element("p") { $0.element("a", .href(path + "/retrait"), text: "Mettre fin à son accès") }
            html.element("p") { $0.element("a", .href("/personnes"), text: "Toutes les personnes") }
        }
    }

    private static func isSelf(_ visit: Visit, _ member: Member) -> Bool { visit.person?.user.email.key == member.email.key }

    /// Does something to a person. What hinders it is told on their page.
    private static func act(
        _ visit: Visit, told: Told, to path: String? = nil, _ body: (Application, Member) throws -> Void
    ) throws -> Answer {
        let person = try person(visit)
        do {
            try body(visit.application, person.member)
            // Whoever has signed themselves out is told on the page to sign in.
            return told.answer(path ?? "/personnes/\(person.member.id)")
        } catch let error as any ReportedError {
            return .page(page(visit, person, FormFault(nil, error.document.message)), status: 422)
        }
    }

    private static func changeRole(_ visit: Visit) throws -> Answer {
        guard let role = visit.form["role"].flatMap(Role.init) else {
            return .page(page(visit, try person(visit), FormFault("role-lecture", "Choisissez un rôle.")), status: 422)
        }
        return try act(visit, told: .role) { application, member in
            if member.role != role { try application.changeRole(of: member.email, to: role) }
        }
    }

    private static func sendLink(_ visit: Visit) throws -> Answer {
        let person = try person(visit)
        guard !isRecent(person, visit) else { return Told.link.answer("/personnes/\(person.member.id)") }
        return try act(visit, told: .link) { try $0.sendInvitation(to: $1.email) }
    }

    private static func endSessions(_ visit: Visit) throws -> Answer {
        try act(visit, told: .sessions) { try $0.endSessions(of: $1.email) }
    }

    private static func removal(_ visit: Visit, _ member: Member) -> Page {
        Page("Mettre fin à l’accès : \(member.name)", in: .people) { html in
            html.element(
                "p",
                text: isSelf(visit, member)
                    ? "C’est votre propre accès : vous ne pourrez plus vous connecter pour ce client."
                    : "\(member.name) (\(member.email.text)) ne pourra plus se connecter pour ce client, et ses sessions prennent fin.")
            html.element(
                "p", text: "L’historique garde ce qui a été fait. Pour revenir en arrière, il faudra inviter la personne de nouveau.")
            Form.write("/personnes/\(member.id)/retrait", visit, to: &html) { Form.button("Mettre fin à l’accès", to: &$0) }
            html.element("p") { $0.element("a", .href("/personnes/\(member.id)"), text: "Revenir sans rien changer") }
        }
    }

    private static func remove(_ visit: Visit) throws -> Answer {
        try act(visit, told: .removal, to: "/personnes") { try $0.changeRole(of: $1.email, to: nil) }
    }
}

extension Role {
    /// As it stands within a sentence.
    var french: String { rawValue }

    fileprivate var explanation: String {
        switch self {
        case .lecture: "voit les commandes, sans rien changer"
        case .gestion: "modifie, importe, exporte et envoie"
        case .administration: "décide aussi des personnes et des réglages"
        }
    }
}
