internal import Foundation
internal import Spreadsheet

/// Encodes values as rows. The first value's keys are the titles.
final class RowEncoder {
    let options: RowCodingOptions
    /// The titles, in the order of the columns.
    private(set) var titles: [String] = []
    private var hasTitles = false
    private var values: [CellValue] = []
    /// The column whose key probably comes next: types give their keys in the same order for each row.
    private var nextColumn = 0
    private var column = 0

    init(options: RowCodingOptions) { self.options = options }

    /// The row of a value.
    func encode<Value: Encodable>(_ value: Value) throws(SpreadsheetError) -> [CellValue] {
        nextColumn = 0
        for column in values.indices { values[column] = .blank }
        do {
            try value.encode(to: self)
        } catch {
            if let known = error as? SpreadsheetError { throw known }
            throw SpreadsheetError(.notWritable, "\(Value.self) refused to be written; `underlying` has its own error", underlying: error)
        }
        guard !titles.isEmpty else {
            throw SpreadsheetError(.notWritable, "\(Value.self) has no properties; encode a type whose properties have names")
        }
        hasTitles = true
        return values
    }

    /// The column of a title, from 0.
    func column(_ title: String) throws(SpreadsheetError) -> Int {
        if nextColumn < titles.count, titles[nextColumn] == title {
            column = nextColumn
        } else if let known = titles.firstIndex(of: title) {
            column = known
        } else {
            guard !hasTitles else {
                throw SpreadsheetError(
                    .notWritable, "“\(title)” is no title: the first value did not have it; let every value encode the same keys")
            }
            column = titles.count
            titles.append(title)
            values.append(.blank)
        }
        nextColumn = column + 1
        return column
    }

    func set(_ value: CellValue, column: Int) { values[column] = value }

    func set<Value: CellRepresentable>(_ value: Value, column: Int) throws(SpreadsheetError) {
        guard let cell = value.cellValue(options) else {
            throw SpreadsheetError(
                .notWritable, "the value of “\(titles[column])” is none that a cell can have exactly; write it as text")
        }
        values[column] = cell
    }

    func notOneCell(_ name: String) -> SpreadsheetError {
        SpreadsheetError(
            .notWritable,
            "“\(name)” is a property of several values, and a column has one; encode them with keys of their own in `encode(to:)`")
    }

    func notOneCell(_ column: Int) -> SpreadsheetError { notOneCell(titles[column]) }
}

extension RowEncoder: Encoder {
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(RowEncodingContainer(row: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { NoCells(error: Self.unnamed) }
    func singleValueContainer() -> any SingleValueEncodingContainer { NoCells(error: Self.unnamed) }

    private static var unnamed: SpreadsheetError {
        SpreadsheetError(.notWritable, "a row is written by the names of properties; encode a type whose properties have names")
    }
}
