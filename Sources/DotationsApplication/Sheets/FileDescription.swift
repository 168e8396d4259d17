public import Spreadsheet

/// What a file is, and what is in it.
public struct FileDescription: Encodable {
    /// What a sheet is.
    public struct SheetDescription: Encodable {
        /// The sheet.
        public let sheet: Sheet
        /// What is in it; nil where nothing was counted.
        public let tally: SheetTally?

        /// The sheet, and what was counted.
        public func encode(to encoder: any Encoder) throws {
            try encoder.write([
                "name": sheet.name, "state": sheet.visibility.rawValue, "kind": "\(sheet.kind)", "rows": tally?.rows,
                "hiddenRows": tally?.hiddenRows, "lastRow": tally?.lastRow, "lastColumn": tally?.lastColumn, "cells": tally,
            ])
        }
    }

    /// The file's name.
    public let name: String
    /// What it is.
    public let format: FileFormat
    /// Its sheets.
    public let sheets: [SheetDescription]
    /// The workbook, where it is one.
    public let workbook: Workbook?
    /// What the workbook says of itself.
    public let properties: DocumentProperties?
    /// The layout of a CSV file.
    public let dialect: CSVDialect?
    /// Whether the content of a CSV file shows its separator, which is no default then.
    public let showsSeparator: Bool
    /// Whether it shows the ends of its lines.
    public let showsLineEnding: Bool

    /// What is worth a look about the rows, where they are counted.
    public var warnings: [WarningDocument] { sheets.flatMap { $0.tally?.warnings ?? [] } }

    /// Describes a file. Where `isCounted`, all of it is read, and its rows and cells are counted; `progress` is told now and then which sheet
    /// is read, how much of it, from 0 to 1, and how many rows.
    public init(
        of source: SheetFile, name: String, isCounted: Bool, progress: (_ sheet: Sheet, _ fraction: Double, _ rows: Int) -> Void
    ) throws {
        self.name = name
        format = source.format
        var rows = 0
        sheets = try source.sheets.map { sheet in
            let isCounted = isCounted && sheet.kind == .worksheet
            guard isCounted else { return SheetDescription(sheet: sheet, tally: nil) }
            let tally = try SheetTally(counting: sheet, of: source) { fraction in
                rows += SheetTally.progressStep
                progress(sheet, fraction, rows)
            }
            return SheetDescription(sheet: sheet, tally: tally)
        }
        workbook = source.workbook
        properties = try source.workbook?.properties()
        dialect = try source.csvDialect()
        let evidence = try source.csvEvidence()
        (showsSeparator, showsLineEnding) = (evidence?.showsSeparator == true, evidence?.showsLineEnding == true)
    }

    /// All that is known; what a file does not have or does not show is null.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write([
            "file": name, "format": "\(format)",
            "dateSystem": workbook.map { $0.dateSystem == .since1904 ? 1904 : 1900 },
            "separator": showsSeparator ? dialect.map { String(UnicodeScalar($0.separator)) } : nil,
            "encoding": dialect?.encoding.rawValue, "byteOrderMark": dialect?.hasByteOrderMark,
            "lineEnding": showsLineEnding ? dialect.map { "\($0.lineEnding)" } : nil, "sheets": sheets,
            "definedNames": workbook?.definedNames, "properties": properties, "warnings": warnings,
        ])
    }
}

extension DefinedName: Encodable {
    /// The name and its meaning.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write(["name": name, "formula": formula, "sheet": sheet, "hidden": isHidden, "comment": comment])
    }
}

extension DocumentProperties: Encodable {
    /// Each property by its key.
    public func encode(to encoder: any Encoder) throws {
        for (key, _, text) in texts { try encoder.write([key: text]) }
        try encoder.write(["created": created, "modified": modified, "custom": custom])
    }
}

extension DocumentProperties.Custom: Encodable {
    /// The name and the value.
    public func encode(to encoder: any Encoder) throws {
        let value: any Encodable =
            switch value {
            case .text(let text): text
            case .number(let number): number
            case .boolean(let isTrue): isTrue
            case .date(let date): date
            }
        try encoder.write(["name": name, "value": value])
    }
}

extension CivilDateTime: Encodable {
    /// The moment in UTC as RFC 3339 writes it.
    public func encode(to encoder: any Encoder) throws {
        let day = "\(year.padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))"
        try encoder.encode("\(day)T\(hour.padded(to: 2)):\(minute.padded(to: 2)):\(second.padded(to: 2))Z")
    }
}
