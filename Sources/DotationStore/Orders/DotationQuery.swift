public import Dotations

/// What dotations are searched by: any one or several fields, without case, accents and punctuation. Names are found by any part of them, as
/// what people look for may follow an article or another first name (`D'Alembert`, `ERIC-MARIE`), the other fields by how they begin.
public struct DotationQuery: Sendable, Hashable {
    /// « Matricule ».
    public var matricule: String?
    /// Some part of « Nom ».
    public var lastName: String?
    /// Some part of « Prénom ».
    public var firstName: String?
    /// « Adresse Mail ».
    public var email: String?
    /// « Téléphone », in any spelling: `06 12`, `+33 6 12`, `612`.
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

    /// The key that a mobile number is stored under.
    static func mobile(_ text: String) -> String {
        let key = Folding.key(text)
        for prefix in ["0033", "33"] where key.hasPrefix(prefix) {
            let rest = key.dropFirst(prefix.count)
            return rest.hasPrefix("0") ? String(rest) : "0" + rest
        }
        return key
    }

    /// How the stored keys of mobile numbers may begin that begin as a text does: as it is written, in the national form of a number with
    /// the code of a French country, and with the zero that a spreadsheet eats.
    static func mobileBeginnings(_ text: String) -> [String] {
        let key = Folding.key(text)
        var beginnings = [key]
        let international = key.hasPrefix("00") ? key.dropFirst(2) : key[...]
        if let code = ["33", "262", "508", "590", "594", "596"].first(where: { international.hasPrefix($0) }) {
            let rest = international.dropFirst(code.count)
            beginnings.append(rest.hasPrefix("0") ? String(rest) : "0" + rest)
        }
        if key.hasPrefix("6") || key.hasPrefix("7") { beginnings.append("0" + key) }
        return beginnings
    }
}
