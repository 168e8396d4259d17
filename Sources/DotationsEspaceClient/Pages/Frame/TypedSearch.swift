internal import DotationStore
internal import Dotations

/// What somebody searched for.
struct TypedSearch: Codable {
    var matricule, nom, prenom, email, telephone, words: String?

    /// How many characters all fields have at most, so that the address that holds them is one that every browser and proxy takes.
    static let characterLimit = 300

    /// What a form holds; nil where it holds nothing.
    ///
    /// - Throws: ``SearchTooLong`` where it holds more than anybody searches for, whose cost would be everybody's.
    init?(_ form: Fields) throws(SearchTooLong) {
        (matricule, nom, prenom) = (form.text("matricule"), form.text("nom"), form.text("prenom"))
        (email, telephone, words) = (form.text("email"), form.text("telephone"), form.text("mots"))
        let given = [matricule, nom, prenom, email, telephone, words].compactMap(\.self)
        guard !given.isEmpty else { return nil }
        guard given.reduce(0, { $0 + $1.unicodeScalars.count }) <= Self.characterLimit,
            DotationQuery(words: words).wordCount <= DotationQuery.wordLimit
        else { throw SearchTooLong() }
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

/// A search for more characters or words than there may be.
struct SearchTooLong: Error {}

/// A search that nobody can read any more.
struct SearchLost: Error {}
