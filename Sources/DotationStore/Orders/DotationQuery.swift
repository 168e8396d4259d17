public import Dotations

/// What dotations are searched by: any one or several fields, each by how it begins, without case, accents and punctuation.
public struct DotationQuery: Sendable, Hashable {
    /// « Matricule ».
    public var matricule: String?
    /// « Nom ».
    public var lastName: String?
    /// « Prénom ».
    public var firstName: String?
    /// « Adresse Mail ».
    public var email: String?
    /// « Téléphone », also as `+33 6…`.
    public var mobile: String?
    /// « N° de commande », whole.
    public var order: OrderNumber?

    /// A search by what is given; by nothing, it finds every dotation.
    public init(
        matricule: String? = nil, lastName: String? = nil, firstName: String? = nil, email: String? = nil, mobile: String? = nil,
        order: OrderNumber? = nil
    ) {
        self.matricule = matricule
        self.lastName = lastName
        self.firstName = firstName
        self.email = email
        self.mobile = mobile
        self.order = order
    }
}

/// Texts as they are searched.
enum SearchKey {
    static func text(_ text: String) -> String { Folding.key(text) }

    /// A mobile number's digits in their national form, also of the beginning of one.
    static func mobile(_ text: String) -> String {
        let key = Folding.key(text)
        for prefix in ["0033", "33"] where key.hasPrefix(prefix) {
            let rest = key.dropFirst(prefix.count)
            return rest.hasPrefix("0") ? String(rest) : "0" + rest
        }
        return key
    }
}
