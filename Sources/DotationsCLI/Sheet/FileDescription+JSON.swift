import Spreadsheet

extension FileDescription {
    var json: JSON {
        .object([
            ("file", .string(name)), ("format", .string(workbook == nil ? "csv" : "xlsx")),
            ("dateSystem", workbook.map { .integer($0.dateSystem == .since1904 ? 1904 : 1900) }),
            ("separator", dialect.map { .string(String(UnicodeScalar($0.separator))) }),
            ("encoding", dialect.map { .string($0.encoding.rawValue) }), ("byteOrderMark", dialect.map { .boolean($0.hasByteOrderMark) }),
            ("lineEnding", dialect.map { .string("\($0.lineEnding)") }),
            ("sheets", .array(sheets.map(\.json))), ("definedNames", workbook.map { .array($0.definedNames.map(\.json)) }),
            ("properties", properties?.json),
        ])
    }
}

extension FileDescription.SheetDescription {
    fileprivate var json: JSON {
        let kind =
            switch sheet.kind {
            case .worksheet: "worksheet"
            case .other: "other"
            case .missing: "missing"
            }
        var cells: [(String, JSON?)] = []
        if let tally {
            cells.append(("total", .integer(tally.cells)))
            cells += SheetTally.CellType.allCases.map { ("\($0)", .integer(tally[$0])) }
        }
        return .object([
            ("name", .string(sheet.name)), ("state", .string(sheet.visibility.rawValue)), ("kind", .string(kind)),
            ("rows", tally.map { .integer($0.rows) }), ("hiddenRows", tally.map { .integer($0.hiddenRows) }),
            ("lastRow", tally.map { .integer($0.lastRow) }), ("lastColumn", tally.map { .integer($0.lastColumn) }),
            ("cells", tally.map { _ in .object(cells) }),
        ])
    }
}

extension DefinedName {
    fileprivate var json: JSON {
        .object([
            ("name", .string(name)), ("formula", .string(formula)), ("sheet", sheet.map { .string($0) }), ("hidden", .boolean(isHidden)),
            ("comment", comment.map { .string($0) }),
        ])
    }
}

extension DocumentProperties {
    fileprivate var json: JSON? {
        var fields = texts.map { ($0.key, $0.text.map { JSON.string($0) }) }
        fields += [("created", created.map { .string($0.iso8601) }), ("modified", modified.map { .string($0.iso8601) })]
        let others = custom.map { JSON.object([("name", .string($0.name)), ("value", $0.value.json)]) }
        fields.append(("custom", others.isEmpty ? nil : .array(others)))
        return fields.contains { $0.1 != nil } ? .object(fields) : nil
    }
}

extension DocumentProperties.Value {
    fileprivate var json: JSON {
        switch self {
        case .text(let text): .string(text)
        case .number(let number): .number(number)
        case .boolean(let isTrue): .boolean(isTrue)
        case .date(let date): .string(date.iso8601)
        }
    }
}

extension CivilDateTime {
    /// The moment in UTC as RFC 3339 writes it.
    fileprivate var iso8601: String {
        "\(year.padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))T\(hour.padded(to: 2)):\(minute.padded(to: 2)):\(second.padded(to: 2))Z"
    }
}
