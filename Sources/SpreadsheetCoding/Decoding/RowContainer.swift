internal import Foundation
internal import Spreadsheet

/// The cells of the current row by the titles of their columns.
struct RowContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let row: TitledRows

    var codingPath: [any CodingKey] { [] }

    /// The titles of the columns in which the row has something, from left to right.
    var allKeys: [Key] {
        row.header.titles.sorted { $0.key < $1.key }.filter { !row.isEmpty(column: $0.key) }.compactMap { Key(stringValue: $0.value) }
    }

    func contains(_ key: Key) -> Bool { (try? row.column(key.stringValue)) != nil }

    func decodeNil(forKey key: Key) throws -> Bool {
        guard let column = try row.column(key.stringValue) else { return true }
        return row.isEmpty(column: column)
    }

    @inline(__always)
    private func required<Value: CellConvertible>(_ type: Value.Type, _ key: Key) throws -> Value {
        try row.requiredValue(type, column: row.requiredColumn(key.stringValue))
    }

    @inline(__always)
    private func optional<Value: CellConvertible>(_ type: Value.Type, _ key: Key) throws -> Value? {
        guard let column = try row.column(key.stringValue) else { return nil }
        return try row.value(type, column: column)
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try CellDecoder(row: row, column: row.requiredColumn(key.stringValue)).decode(type)
    }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        guard let column = try row.column(key.stringValue), !row.isEmpty(column: column) else { return nil }
        return try CellDecoder(row: row, column: column).decode(type)
    }

    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try required(type, key) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try required(type, key) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try required(type, key) }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try required(type, key) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try required(type, key) }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try required(type, key) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try required(type, key) }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try required(type, key) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try required(type, key) }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try required(type, key) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try required(type, key) }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try required(type, key) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try required(type, key) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try required(type, key) }

    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { try optional(type, key) }
    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { try optional(type, key) }
    func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? { try optional(type, key) }
    func decodeIfPresent(_ type: Float.Type, forKey key: Key) throws -> Float? { try optional(type, key) }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { try optional(type, key) }
    func decodeIfPresent(_ type: Int8.Type, forKey key: Key) throws -> Int8? { try optional(type, key) }
    func decodeIfPresent(_ type: Int16.Type, forKey key: Key) throws -> Int16? { try optional(type, key) }
    func decodeIfPresent(_ type: Int32.Type, forKey key: Key) throws -> Int32? { try optional(type, key) }
    func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? { try optional(type, key) }
    func decodeIfPresent(_ type: UInt.Type, forKey key: Key) throws -> UInt? { try optional(type, key) }
    func decodeIfPresent(_ type: UInt8.Type, forKey key: Key) throws -> UInt8? { try optional(type, key) }
    func decodeIfPresent(_ type: UInt16.Type, forKey key: Key) throws -> UInt16? { try optional(type, key) }
    func decodeIfPresent(_ type: UInt32.Type, forKey key: Key) throws -> UInt32? { try optional(type, key) }
    func decodeIfPresent(_ type: UInt64.Type, forKey key: Key) throws -> UInt64? { try optional(type, key) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws -> KeyedDecodingContainer<Nested> {
        throw row.notOneCell(key.stringValue)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw row.notOneCell(key.stringValue) }

    func superDecoder() throws -> any Decoder { RowDecoder(row) }

    func superDecoder(forKey key: Key) throws -> any Decoder {
        try CellDecoder(row: row, column: row.requiredColumn(key.stringValue))
    }
}
