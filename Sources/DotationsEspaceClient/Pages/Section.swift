internal import DotationAccounts

/// A page that the menu leads to.
enum Section: CaseIterable {
    case orders, search, resend

    /// The menu that it is in.
    var menu: Menu {
        switch self {
        case .orders, .search, .resend: .orders
        }
    }

    var path: String {
        switch self {
        case .orders: "/commandes"
        case .search: "/recherche"
        case .resend: "/envoi-en-masse"
        }
    }

    var title: String {
        switch self {
        case .orders: "Suivi de toutes mes commandes"
        case .search: "Recherche et modification des Dotations CV Co"
        case .resend: "Envoi en masse"
        }
    }

    /// What it takes to have anything to do there.
    var permission: Permission {
        switch self {
        case .orders, .search: .view
        case .resend: .send
        }
    }
}

/// A part of the menu: it leads to the first of its pages that the person may see.
enum Menu: CaseIterable {
    case orders

    var title: String {
        switch self {
        case .orders: "Mes commandes"
        }
    }
}
