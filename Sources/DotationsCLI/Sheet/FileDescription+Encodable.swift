import DotationsApplication
import Spreadsheet

extension FileDescription: Encodable {
    func encode(to encoder: any Encoder) throws {
        try encoder.write([
            "file": name, "format": workbook == nil ? "csv" : "xlsx",
            "dateSystem": workbook.map { $0.dateSystem == .since1904 ? 1904 : 1900 },
            "separator": showsSeparator ? dialect.map { String(UnicodeScalar($0.separator)) } : nil,
            "encoding": dialect?.encoding.rawValue, "byteOrderMark": dialect?.hasByteOrderMark,
            "lineEnding": showsLineEnding ? dialect.map { "\($0.lineEnding)" } : nil, "sheets": sheets,
            "definedNames": workbook?.definedNames.map(NameFields.init), "properties": properties.map(PropertyFields.init),
        ])
    }
}

extension FileDescription.SheetDescription: Encodable {
    func encode(to encoder: any Encoder) throws {
        try encoder.write([
            "name": sheet.name, "state": sheet.visibility.rawValue, "kind": "\(sheet.kind)", "rows": tally?.rows,
            "hiddenRows": tally?.hiddenRows, "lastRow": tally?.lastRow, "lastColumn": tally?.lastColumn, "cells": tally,
        ])
    }
}

extension SheetTally: Encodable {
    func encode(to encoder: any Encoder) throws {
        try encoder.write(["total": cells])
        for type in CellType.allCases { try encoder.write(["\(type)": self[type]]) }
    }
}

private struct NameFields: Encodable {
    let name: DefinedName

    func encode(to encoder: any Encoder) throws {
        try encoder.write([
            "name": name.name, "formula": name.formula, "sheet": name.sheet, "hidden": name.isHidden, "comment": name.comment,
        ])
    }
}

private struct PropertyFields: Encodable {
    let properties: DocumentProperties

    func encode(to encoder: any Encoder) throws {
        for (key, _, text) in properties.texts { try encoder.write([key: text]) }
        try encoder.write([
            "created": properties.created?.iso8601, "modified": properties.modified?.iso8601,
            "custom": properties.custom.map { Custom(name: $0.name, value: $0.value) },
        ])
    }

    private struct Custom: Encodable {
        let name: String
        let value: DocumentProperties.Value

        func encode(to encoder: any Encoder) throws {
            let value: any Encodable =
                switch value {
                case .text(let text): text
                case .number(let number): number
                case .boolean(let isTrue): isTrue
                case .date(let date): date.iso8601
                }
            try encoder.write(["name": name, "value": value])
        }
    }
}

extension CivilDateTime {
    /// The moment in UTC as RFC 3339 writes it.
    fileprivate var iso8601: String {
        "\(year.padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))T\(hour.padded(to: 2)):\(minute.padded(to: 2)):\(second.padded(to: 2))Z"
    }
}
