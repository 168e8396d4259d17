internal import Spreadsheet

/// Decodes each row as a value.
final class RowDecoder {
    let rows: TitledRows
    /// The container that the last row's type asked for, which serves the next row's as well: to make one takes as long as decoding two cells.
    @exclusivity(unchecked) private var container: AnyObject?
    @exclusivity(unchecked) private var keys: ObjectIdentifier?

    init(_ rows: TitledRows) { self.rows = rows }

    /// The current row's value.
    func decode<Value: Decodable>(_ type: Value.Type) throws(SpreadsheetError) -> Value {
        do {
            return try Value(from: self)
        } catch {
            throw rows.located(error, of: type)
        }
    }
}

extension RowDecoder: Decoder {
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        if let container, keys == ObjectIdentifier(type) {
            // A cast that looks would take as long as making a new one.
            return unsafeDowncast(container, to: KeptContainer<Key>.self).container
        }
        let made = KeyedDecodingContainer(RowContainer<Key>(row: rows))
        container = KeptContainer(made)
        keys = ObjectIdentifier(type)
        return made
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw Self.unnamed }
    func singleValueContainer() throws -> any SingleValueDecodingContainer { throw Self.unnamed }

    private static var unnamed: SpreadsheetError {
        SpreadsheetError(.wrongType, "a row is decoded by the titles of its columns; decode a type whose properties have names")
    }
}

private final class KeptContainer<Key: CodingKey> {
    let container: KeyedDecodingContainer<Key>

    init(_ container: KeyedDecodingContainer<Key>) { self.container = container }
}
