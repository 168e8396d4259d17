internal import Spreadsheet

/// Stands where a type asks for what a row has not; whatever is encoded is refused.
struct NoCells: Encoder, UnkeyedEncodingContainer, SingleValueEncodingContainer {
    let error: SpreadsheetError

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }
    var count: Int { 0 }

    func encodeNil() throws { throw error }
    func encode<Value: Encodable>(_ value: Value) throws { throw error }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(NoKeyedCells(error: error))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { self }
    func singleValueContainer() -> any SingleValueEncodingContainer { self }
    func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> { container(keyedBy: type) }
    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { self }
    func superEncoder() -> any Encoder { self }
}

/// Stands where a type asks for keys of its own within a cell; whatever is encoded is refused.
struct NoKeyedCells<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let error: SpreadsheetError

    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) throws { throw error }
    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws { throw error }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
        KeyedEncodingContainer(NoKeyedCells<Nested>(error: error))
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { NoCells(error: error) }
    func superEncoder() -> any Encoder { NoCells(error: error) }
    func superEncoder(forKey key: Key) -> any Encoder { NoCells(error: error) }
}
