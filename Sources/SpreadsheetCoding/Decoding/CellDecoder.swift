internal import Foundation
internal import Spreadsheet

/// Decodes a value that is made of one cell, such as an enumeration by its raw value.
struct CellDecoder: Decoder, SingleValueDecodingContainer {
    let row: TitledRows
    let column: Int

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> { throw row.notOneCell(column) }
    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw row.notOneCell(column) }
    func singleValueContainer() throws -> any SingleValueDecodingContainer { self }

    func decodeNil() -> Bool { row.isEmpty(column: column) }

    func decode(_ type: Bool.Type) throws -> Bool { try row.requiredValue(type, column: column) }
    func decode(_ type: String.Type) throws -> String { try row.requiredValue(type, column: column) }
    func decode(_ type: Double.Type) throws -> Double { try row.requiredValue(type, column: column) }
    func decode(_ type: Float.Type) throws -> Float { try row.requiredValue(type, column: column) }
    func decode(_ type: Int.Type) throws -> Int { try row.requiredValue(type, column: column) }
    func decode(_ type: Int8.Type) throws -> Int8 { try row.requiredValue(type, column: column) }
    func decode(_ type: Int16.Type) throws -> Int16 { try row.requiredValue(type, column: column) }
    func decode(_ type: Int32.Type) throws -> Int32 { try row.requiredValue(type, column: column) }
    func decode(_ type: Int64.Type) throws -> Int64 { try row.requiredValue(type, column: column) }
    func decode(_ type: UInt.Type) throws -> UInt { try row.requiredValue(type, column: column) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try row.requiredValue(type, column: column) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try row.requiredValue(type, column: column) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try row.requiredValue(type, column: column) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try row.requiredValue(type, column: column) }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let value: (any Decodable)? =
            if type == Date.self {
                try row.requiredValue(Date.self, column: column)
            } else if type == Decimal.self {
                try row.requiredValue(Decimal.self, column: column)
            } else if type == URL.self {
                try row.requiredValue(URL.self, column: column)
            } else if type == Data.self {
                try row.requiredValue(Data.self, column: column)
            } else if type == CellValue.self {
                try row.value(CellValue.self, column: column) ?? .blank
            } else {
                nil
            }
        if let value, let value = value as? Value { return value }
        row.look(at: column)
        return try Value(from: self)
    }
}
