internal import Dotations

/// What was just done, told on the page that it leads to.
enum Told: String {
    case modification, renvoi
    case masse = "envoi-en-masse"

    private var text: String {
        switch self {
        case .modification: "La modification est enregistrée ; l’e-mail part au bénéficiaire."
        case .renvoi: "L’e-mail d’activation part de nouveau au bénéficiaire."
        case .masse: "Les e-mails d’activation partent."
        }
    }

    /// Leads back to where a form was, at the dotation that it was about.
    func answer(_ visit: Visit, _ id: Dotation.ID) -> Answer {
        let path = Path.own(visit.form["retour"]) ?? "/commandes"
        return .seeOther(path + (path.utf8.contains(UInt8(ascii: "?")) ? "&" : "?") + "fait=\(rawValue)#d\(id)")
    }

    static func write(_ visit: Visit, to html: inout HTML) {
        guard let told = visit.query["fait"].flatMap(Told.init) else { return }
        html.element("p", .class("told"), .role("status"), text: told.text)
    }
}
