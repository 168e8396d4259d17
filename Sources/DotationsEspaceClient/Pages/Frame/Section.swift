internal import DotationAccounts

/// A page that the menu leads to.
struct Section: Equatable {
    let path: String
    let title: String
    /// The menu that it is in.
    let menu: Menu
    /// What it takes to have anything to do there.
    let permission: Permission

    private init(_ path: String, _ title: String, _ menu: Menu, _ permission: Permission) {
        (self.path, self.title, self.menu, self.permission) = (path, title, menu, permission)
    }

    static let orders = Section("/commandes", "Suivi de toutes mes commandes", .orders, .view)
    static let search = Section("/recherche", "Recherche et modification des Dotations CV Co", .orders, .view)
    static let resend = Section("/envoi-en-masse", "Envoi en masse", .orders, .send)
    static let imports = Section("/imports", "Imports et corrections", .orders, .view)
    static let mails = Section("/e-mails", "E-mails", .orders, .view)
    static let events = Section("/evenements", "Événements", .sales, .view)
    static let beneficiaries = Section("/beneficiaires", "Bénéficiaires", .sales, .view)
    static let sales = Section("/ventes", "Ventes", .sales, .view)
    static let reconciliation = Section("/ventes/rapprochement", "Rapprochement", .sales, .view)
    static let salesExport = Section("/ventes/export", "Export ANCV Connect", .sales, .export)

    static let people = Section("/personnes", "Personnes", .team, .managePeople)
    static let history = Section("/journal", "Historique", .team, .view)

    /// All, in the order of the menus.
    static let all = [orders, search, resend, imports, mails, events, beneficiaries, sales, reconciliation, salesExport, people, history]
}

/// A part of the menu: it leads to the first of its pages that the person may see.
enum Menu: CaseIterable {
    case orders, sales, team

    var title: String {
        switch self {
        case .orders: "Mes commandes"
        case .sales: "Mes ventes"
        case .team: "Mon équipe"
        }
    }
}
