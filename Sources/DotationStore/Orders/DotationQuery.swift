internal import DotationText
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
    /// Words that each are in some field: part of a name, or the beginning of another. More than ``wordLimit`` are not looked for.
    public var words: String?

    /// How many words are looked for: each costs as much as a search.
    public static let wordLimit = 8

    /// How many different words there are; a mobile number is one.
    public var wordCount: Int { SearchKey.allWords(words ?? "").count }

    /// A search by what is given; by nothing, it finds every dotation.
    public init(
        matricule: String? = nil, lastName: String? = nil, firstName: String? = nil, email: String? = nil, mobile: String? = nil,
        order: OrderNumber? = nil, words: String? = nil
    ) {
        self.matricule = matricule
        self.lastName = lastName
        self.firstName = firstName
        self.email = email
        self.mobile = mobile
        self.order = order
        self.words = words
    }
}

extension DotationQuery {
    /// The condition on rows `d` of the client.
    struct Conditions {
        var sql = "d.client = :client"
        var values: [SQLValue] = []
        /// Whether it asks for a part of a name.
        var hasName = false

        mutating func add(_ condition: String, _ values: [SQLValue]) {
            sql += " AND " + condition
            self.values += values
        }
    }

    /// What a row has to meet; nil where none can, as punctuation alone is part of nothing. A field that holds nothing but spaces counts as not
    /// given.
    var conditions: Conditions? {
        var conditions = Conditions()
        var names: (sql: [String], values: [SQLValue]) = ([], [])
        for (column, text) in [("last_name_key", lastName), ("first_name_key", firstName)] {
            guard let text, !text.isSpace else { continue }
            let key = SearchKey.text(text)
            guard !key.isEmpty else { return nil }
            names.sql.append("instr(\(column), ?) > 0")
            names.values.append(.text(key))
        }
        if !names.sql.isEmpty {
            // The index has both names and nothing else: it is gone through in a fraction of the time that the rows take.
            conditions.add(
                "d.id IN (SELECT id FROM dotations n WHERE n.client = :client AND \(names.sql.joined(separator: " AND ")))", names.values)
            conditions.hasName = true
        }
        let beginnings: [(column: String, text: String?, keys: (String) -> [String])] = [
            ("matricule_key", matricule, { [SearchKey.text($0)] }), ("email_key", email, { [SearchKey.text($0)] }),
            ("mobile_key", mobile, { SearchKey.mobileBeginnings($0) }),
        ]
        for (column, text, keys) in beginnings {
            guard let text, !text.isSpace else { continue }
            let keys = keys(text).filter { !$0.isEmpty }
            guard !keys.isEmpty else { return nil }
            conditions.add(Self.beginning(column, keys.count), keys.flatMap { Self.bounds(of: $0) })
        }
        if let order { conditions.add("d.order_number = ?", [SQLValue(order)]) }
        for word in SearchKey.words(words ?? "") {
            let key = SearchKey.text(word)
            guard !key.isEmpty else { return nil }
            let mobiles = SearchKey.mobileBeginnings(word)
            conditions.add(
                "(instr(d.last_name_key, ?) > 0 OR instr(d.first_name_key, ?) > 0 OR \(Self.beginning("matricule_key", 1)) "
                    + "OR \(Self.beginning("email_key", 1)) OR \(Self.beginning("mobile_key", mobiles.count)))",
                [.text(key), .text(key)] + Self.bounds(of: key) + Self.bounds(of: key) + mobiles.flatMap { Self.bounds(of: $0) })
        }
        return conditions
    }

    private static func beginning(_ column: String, _ count: Int) -> String {
        "(" + Array(repeating: "d.\(column) >= ? AND d.\(column) < ?", count: count).joined(separator: " OR ") + ")"
    }

    private static func bounds(of key: String) -> [SQLValue] { [.text(key), .text(key + "\u{10FFFF}")] }
}

extension String {
    /// Whether it has nothing but spaces.
    fileprivate var isSpace: Bool { unicodeScalars.allSatisfy(\.isSpace) }
}

/// Texts as they are searched.
enum SearchKey {
    static func text(_ text: String) -> String { Folding.key(text) }

    /// The words that are each searched for, within their limit.
    static func words(_ text: String) -> [String] { Array(allWords(text).prefix(DotationQuery.wordLimit)) }

    /// The different words of a text: a whole mobile number is one, with spaces or without.
    fileprivate static func allWords(_ text: String) -> [String] {
        guard (try? MobileNumber.parse(text)) == nil else { return [text.filter { !$0.isWhitespace }] }
        var seen: Set<Substring> = []
        return text.split(whereSeparator: \.isWhitespace).filter { seen.insert($0).inserted }.map(String.init)
    }

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
