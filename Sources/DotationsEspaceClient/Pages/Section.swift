/// A part of the menu.
enum Section: CaseIterable {
    case orders, search, resend

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
}
