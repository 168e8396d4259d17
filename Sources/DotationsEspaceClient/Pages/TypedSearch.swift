internal import DotationStore
internal import Dotations

/// What somebody searched for.
struct TypedSearch: Codable {
    var matricule, nom, prenom, email, telephone, words: String?

    /// What a form holds; nil where it holds nothing.
    init?(_ form: Fields) {
        (matricule, nom, prenom) = (form.text("matricule"), form.text("nom"), form.text("prenom"))
        (email, telephone, words) = (form.text("email"), form.text("telephone"), form.text("mots"))
        guard [matricule, nom, prenom, email, telephone, words].contains(where: { $0 != nil }) else { return nil }
    }

    /// What an address holds; nil where it holds nothing.
    ///
    /// - Throws: ``SearchLost`` where it holds what another browser searched for, or this one before it signed out.
    init?(_ visit: Visit) throws(SearchLost) {
        guard let sealed = visit.query["r"] else { return nil }
        guard let draft = visit.draft, let typed = Sealed.value(TypedSearch.self, sealed, under: draft.key(for: "search")) else {
            throw SearchLost()
        }
        self = typed
    }

    /// The same, as an address holds it.
    func sealed(_ visit: Visit) -> String { visit.draft.flatMap { Sealed.text(of: self, under: $0.key(for: "search")) } ?? "" }

    func query(order: OrderNumber? = nil) -> DotationQuery {
        DotationQuery(
            matricule: matricule, lastName: nom, firstName: prenom, email: email, mobile: telephone, order: order, words: words)
    }
}

/// A search that nobody can read any more.
struct SearchLost: Error {}
