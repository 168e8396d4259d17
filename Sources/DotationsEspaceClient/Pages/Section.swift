internal import DotationAccounts

/// A page that the menu leads to.
enum Section: CaseIterable {
    case orders, search, resend
    case events, beneficiaries, sales, salesExport

    /// The menu that it is in.
    var menu: Menu {
        switch self {
        case .orders, .search, .resend: .orders
        case .events, .beneficiaries, .sales, .salesExport: .sales
        }
    }

    var path: String {
        switch self {
        case .orders: "/commandes"
        case .search: "/recherche"
        case .resend: "/envoi-en-masse"
        case .events: "/evenements"
        case .beneficiaries: "/beneficiaires"
        case .sales: "/ventes"
        case .salesExport: "/ventes/export"
        }
    }

    var title: String {
        switch self {
        case .orders: "Suivi de toutes mes commandes"
        case .search: "Recherche et modification des Dotations CV Co"
        case .resend: "Envoi en masse"
        case .events: "Événements"
        case .beneficiaries: "Bénéficiaires"
        case .sales: "Ventes"
        case .salesExport: "Export ANCV Connect"
        }
    }

    /// What it takes to have anything to do there.
    var permission: Permission {
        switch self {
        case .orders, .search, .events, .beneficiaries, .sales: .view
        case .resend: .send
        case .salesExport: .export
        }
    }
}

/// A part of the menu: it leads to the first of its pages that the person may see.
enum Menu: CaseIterable {
    case orders, sales

    var title: String {
        switch self {
        case .orders: "Mes commandes"
        case .sales: "Mes ventes"
        }
    }
}
