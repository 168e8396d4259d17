internal import Foundation
internal import Spreadsheet

/// Encodes a value that is one cell, such as an enumeration by its raw value.
struct CellEncoder: Encoder, SingleValueEncodingContainer {
    let row: RowEncoder
    /// The column, from 0.
    let column: Int

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(NoKeyedCells(error: row.notOneCell(column)))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { NoCells(error: row.notOneCell(column)) }
    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    func encodeNil() {}

    func encode(_ value: CellValue) throws { row.set(value, column: column) }

    func encode<Value: Encodable>(_ value: Value) throws {
        if let value = value as? any CellRepresentable { return try row.set(value, column: column) }
        try value.encode(to: self)
    }
}
