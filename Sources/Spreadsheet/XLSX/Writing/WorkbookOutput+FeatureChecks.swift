extension WorkbookOutput {
    /// Refuses what Excel would repair in the open sheet, and returns its tables with their columns.
    func checkFeatures() throws(SpreadsheetError) -> [NumberedTable] {
        let tables = try namedTables()
        try checkRanges(tables.map(\.table.range))
        try checkLinks()
        for validation in features.dataValidations { try check(validation) }
        for format in features.conditionalFormats { try check(format) }
        for ignored in features.ignoredErrors { try require(!ignored.ranges.isEmpty, nil, "Ignored errors have no cells.") }
        return tables
    }

    private func require(
        _ condition: Bool, _ cell: CellReference?, _ detail: String, _ code: SpreadsheetError.Code = .notWritable
    ) throws(SpreadsheetError) {
        guard condition else { throw SpreadsheetError(code, detail, at: .init(sheet: sheets.last?.name, cell: cell)) }
    }

    /// The tables, with the columns that their header rows name.
    private func namedTables() throws(SpreadsheetError) -> [NumberedTable] {
        var names = tableNames
        var tables: [NumberedTable] = []
        for table in features.tables {
            let first = table.range.first
            try require(Self.isName(table.name), first, "A table's name cannot be used in formulas.", .unwritableName)
            try require(names.insert(table.name.lowercased()).inserted, first, "Two tables have the same name.", .unwritableName)
            try require(table.range.last.row > first.row, first, "A table has a row below its header.")
            var columns: [String] = []
            var folded: Set<String> = []
            for column in first.column...table.range.last.column {
                let cell = CellReference(uncheckedRow: first.row, column: column)
                guard let text = headers[first.row]?[column], 1...255 ~= text.utf16.count else {
                    throw SpreadsheetError(
                        .notWritable,
                        "Each column of a table has a text of 1 to 255 characters in a header row written after the table was set.",
                        at: .init(sheet: sheets.last?.name, cell: cell))
                }
                try require(folded.insert(text.lowercased()).inserted, cell, "Two columns of a table have the same header.")
                columns.append(text)
            }
            tables.append(NumberedTable(table: table, columns: columns, number: tableNames.count + tables.count + 1))
        }
        return tables
    }

    /// Refuses merged cells, tables and a filter that overlap.
    private func checkRanges(_ tables: [CellRange]) throws(SpreadsheetError) {
        try requireApart(features.mergedRanges, "Merged ranges overlap.")
        let arrays = arrayRanges.filter { $0.first != $0.last }
        if !arrays.isEmpty { try requireApart(features.mergedRanges + arrays, "Cells that an array formula fills cannot be merged.") }
        try requireApart(tables, "Tables overlap.")
        if let filter = features.autoFilter { try requireApart(tables + [filter], "The filter overlaps a table.") }
        for range in features.mergedRanges {
            try require(range.first != range.last, range.first, "A single cell cannot be merged.")
            try require(!tables.contains { $0.overlaps(range) }, range.first, "Cells of a table cannot be merged.")
        }
    }

    private func requireApart(_ ranges: [CellRange], _ detail: String) throws(SpreadsheetError) {
        // From top to bottom, with the ranges that still reach the row from left to right.
        var reaching: [CellRange] = []
        var row = 0
        for range in ranges.sorted(by: { $0.first < $1.first }) {
            if range.first.row > row {
                row = range.first.row
                reaching.removeAll { $0.last.row < row }
            }
            var place = 0..<reaching.count
            while let middle = place.isEmpty ? nil : (place.lowerBound + place.upperBound) / 2 {
                let isBefore = reaching[middle].last.column < range.first.column
                place = isBefore ? middle + 1..<place.upperBound : place.lowerBound..<middle
            }
            let isApart = place.lowerBound == reaching.count || reaching[place.lowerBound].first.column > range.last.column
            try require(isApart, range.first, detail)
            reaching.insert(range, at: place.lowerBound)
        }
    }

    private func checkLinks() throws(SpreadsheetError) {
        try require(features.hyperlinks.count <= 65_530, nil, "A sheet has at most 65,530 hyperlinks.")
        for link in features.hyperlinks {
            let cell = link.range.first
            let target =
                switch link.target {
                case .url(let url): XMLWriter.percentEncoded(url)
                case .location(let location): location
                }
            try require(!target.isEmpty, cell, "A hyperlink has no target.", .unwritableLink)
            try require(target.utf16.count <= 2079, cell, "A hyperlink's target has at most 2,079 characters.", .writtenTooLong)
            if case .url = link.target {
                try require(Self.isReference(target), cell, "A hyperlink's target is not a URL.", .unwritableLink)
            } else {
                try require(
                    !target.unicodeScalars.contains(where: \.isControl), cell, "A hyperlink's place has a control character.",
                    .unwritableLink)
            }
            try require((link.tooltip ?? "").utf16.count <= 255, cell, "A hyperlink's tooltip has up to 255 characters.", .writtenTooLong)
        }
        try requireApart(features.hyperlinks.map(\.range), "A cell has two hyperlinks.")
        var cells: Set<CellReference> = []
        for comment in features.comments {
            try require(cells.insert(comment.cell).inserted, comment.cell, "A cell has two comments.")
            try require(
                comment.text.utf16.count <= WorkbookOutput.textLimit, comment.cell,
                "A comment contains at most 32,767 UTF-16 units of text.",
                .writtenTooLong)
        }
    }

    /// Whether a text with valid percent signs is a URL, or a path relative to the workbook (RFC 3986, 4.1; RFC 3987 for characters
    /// beyond ASCII).
    private static func isReference(_ url: String) -> Bool {
        guard !url.unicodeScalars.contains(where: \.isControl) else { return false }
        var rest = Substring(url).utf8
        // The fragment comes last, and contains no number sign.
        if let sign = rest.firstIndex(of: UInt8(ascii: "#")) {
            guard !rest[rest.index(after: sign)...].contains(UInt8(ascii: "#")) else { return false }
            rest = rest[..<sign]
        }
        let isScheme = { (byte: UInt8) in
            0x41...0x5A ~= byte & 0xDF || 0x30...0x39 ~= byte || "+-.".utf8.contains(byte)
        }
        if let end = rest.firstIndex(where: { ":/?".utf8.contains($0) }), rest[end] == UInt8(ascii: ":") {
            guard let first = rest.first, 0x41...0x5A ~= first & 0xDF, rest[..<end].allSatisfy(isScheme) else { return false }
            rest = rest[rest.index(after: end)...]
        }
        guard rest.starts(with: "//".utf8) else { return true }
        // A host's brackets are those of an IPv6 address. Elsewhere they are invalid, but all programs accept them.
        let brackets = rest.dropFirst(2).prefix { !"/?".utf8.contains($0) }.filter { "[]".utf8.contains($0) }
        return brackets.isEmpty || brackets.elementsEqual("[]".utf8)
    }

    private func check(_ validation: DataValidation) throws(SpreadsheetError) {
        let cell = validation.ranges.first?.first
        try require(cell != nil, nil, "A data validation has no cells.")
        for message in [validation.prompt, validation.error].compactMap(\.self) {
            try require(
                message.title.utf16.count <= 32 && message.text.utf16.count <= 255, cell,
                "A data validation's title has up to 32 characters, its text up to 255.")
        }
        // The quotation marks around a list do not count.
        var marks = 0
        if case .list(let items) = validation.rule {
            marks = 2
            try require(!items.contains { $0.utf8.contains(UInt8(ascii: ",")) }, cell, "An item of a list has a comma.")
        }
        for formula in validation.rule.parts.formulas {
            try require(1...255 ~= formula.utf16.count - marks, cell, "A data validation's list or formula has 1 to 255 characters.")
        }
    }

    private func check(_ format: ConditionalFormat) throws(SpreadsheetError) {
        let cell = format.ranges.first?.first
        try require(cell != nil, nil, "A conditional format has no cells.")
        switch format.condition {
        case .rank(let rank, _, _): try require(1...1000 ~= rank, cell, "A rank is from 1 to 1000.")
        case .colorScale(let colors): try require(2...3 ~= colors.count, cell, "A colour scale has two or three colours.")
        case .contains(let text), .doesNotContain(let text), .begins(let text), .ends(let text):
            try require(1...255 ~= text.utf16.count, cell, "A condition's text has 1 to 255 characters.")
        case .cell(let comparison):
            for formula in comparison.parts.formulas { try checkFormula(formula, cell) }
        case .formula(let formula): try checkFormula(formula, cell)
        default: break
        }
    }

    private func checkFormula(_ formula: String, _ cell: CellReference?) throws(SpreadsheetError) {
        try require(
            1...8192 ~= formula.utf16.count && !formula.utf8.starts(with: "=".utf8), cell,
            "A condition's formula has 1 to 8,192 characters, and is written without its equals sign.")
    }
}

extension CellRange {
    func overlaps(_ other: CellRange) -> Bool {
        first.row <= other.last.row && other.first.row <= last.row && first.column <= other.last.column
            && other.first.column <= last.column
    }
}
