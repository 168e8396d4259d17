/// A statement that adds or changes one row, as one that does so for many: each parameter becomes an array with its values.
struct ManyRows {
    /// What a parameter holds, by the number that PostgreSQL has for its type.
    enum Kind: UInt32 {
        case number = 20
        case text = 25
        case bytes = 17

        fileprivate var name: String {
            switch self {
            case .number: "bigint"
            case .text: "text"
            case .bytes: "bytea"
            }
        }
    }

    let sql: String
    /// Whether it gives the places of the rows that it has changed, from 1.
    let givesPlaces: Bool

    /// The form for many rows of a statement that names its client once; all others of its parameters are of these kinds.
    ///
    /// - Throws: ``StoreError`` `failed` where it is neither an `INSERT` of values nor an `UPDATE` of its client's rows.
    init(_ statement: String, _ kinds: [Kind]) throws(StoreError) {
        let text = NumberedParameters(statement) { "rows.v\($0)" }
        let first = text.hasClient ? 2 : 1
        let arrays = kinds.enumerated().map { "CAST($\($0.offset + first) AS \($0.element.name)[])" }
        let names = kinds.indices.map { "v\($0 + first)" }
        let rows = "FROM unnest(\(arrays.joined(separator: ", "))) WITH ORDINALITY AS rows (\((names + ["place"]).joined(separator: ", ")))"
        if text.sql.hasPrefix("INSERT"), text.sql.hasSuffix(")"), let values = text.sql.firstRange(of: "VALUES (") {
            sql = "\(text.sql[..<values.lowerBound])SELECT \(text.sql[values.upperBound...].dropLast()) \(rows)"
            givesPlaces = false
        } else if text.sql.hasPrefix("UPDATE"), let condition = text.sql.firstRange(of: "WHERE client = ") {
            sql = "\(text.sql[..<condition.lowerBound])\(rows) \(text.sql[condition.lowerBound...]) RETURNING rows.place"
            givesPlaces = true
        } else {
            throw StoreError(.failed, "The statement has no form for many rows.")
        }
    }
}
