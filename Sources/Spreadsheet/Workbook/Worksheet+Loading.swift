extension Worksheet {
    /// Takes the cells of a range, or all, of a reader's rows. Reading ends with the range.
    fileprivate init(name: String, reader: consuming RowReader, range: CellRange?) throws(SpreadsheetError) {
        var rows: [Row] = []
        while try reader.advance() {
            let number = reader.row.number
            guard let range else {
                rows.append(reader.row.row)
                continue
            }
            if number > range.last.row { break }
            guard number >= range.first.row else { continue }
            let row = reader.row.row
            let cells = row.cells.filter { range.contains($0.reference) }
            if !cells.isEmpty { rows.append(Row(number: number, isHidden: row.isHidden, cells: cells)) }
            // What follows the range is not read, and its faults are not found.
            if number == range.last.row { break }
        }
        self.init(name: name, rows: rows)
    }
}

extension Workbook {
    /// The cells of a sheet by its name, `try workbook["Feuil1"]["B7"]`. All of the sheet is read each time: keep what is returned.
    ///
    /// - Throws: `sheet.not-found` if no sheet has exactly that name; as ``worksheet(_:range:options:)``.
    public subscript(name: String) -> Worksheet {
        get throws(SpreadsheetError) {
            guard let sheet = sheet(named: name) else {
                throw SpreadsheetError(.noSuchSheet, "no sheet has that name; compare it letter for letter", at: .init(sheet: name))
            }
            return try worksheet(sheet)
        }
    }

    /// Reads the cells of a sheet, or of a range of it, into memory.
    ///
    /// - Parameters:
    ///   - sheet: The sheet.
    ///   - range: The range to read; reading ends with its last row. Nil for all of the sheet.
    ///   - options: What to read besides the values.
    /// - Returns: The cells.
    /// - Throws: As ``rows(of:options:)`` and ``RowReader/advance()``.
    public func worksheet(
        _ sheet: Sheet, range: CellRange? = nil, options: ReadOptions = []
    ) throws(SpreadsheetError) -> Worksheet {
        try Worksheet(name: sheet.name, reader: rows(of: sheet, options: options), range: range)
    }
}

extension SheetFile {
    /// The sheet with exactly that name; nil if there is none.
    public func sheet(named name: String) -> Sheet? { sheets.first { $0.name == name } }

    /// The cells of a sheet by its name, `try file["Feuil1"]["B7"]`. All of the sheet is read each time: keep what is returned.
    ///
    /// - Throws: `sheet.not-found` if no sheet has exactly that name; as ``worksheet(_:range:options:)``.
    public subscript(name: String) -> Worksheet {
        get throws(SpreadsheetError) {
            try worksheet(requiredSheet(named: name))
        }
    }

    /// The sheet with exactly that name, which must be there; see ``sheet(named:)``.
    ///
    /// - Throws: `sheet.not-found` if there is none.
    public func requiredSheet(named name: String) throws(SpreadsheetError) -> Sheet {
        guard let sheet = sheet(named: name) else {
            throw SpreadsheetError(
                .noSuchSheet, "no sheet has that name; compare it letter for letter", at: .init(file: self.name, sheet: name))
        }
        return sheet
    }

    /// Reads the cells of a sheet, or of a range of it, into memory.
    ///
    /// - Parameters:
    ///   - sheet: The sheet.
    ///   - range: The range to read; reading ends with its last row. Nil for all of the sheet.
    ///   - options: What to read besides the values.
    /// - Returns: The cells.
    /// - Throws: As ``rows(of:options:)`` and ``RowReader/advance()``.
    public func worksheet(
        _ sheet: Sheet, range: CellRange? = nil, options: ReadOptions = []
    ) throws(SpreadsheetError) -> Worksheet {
        try Worksheet(name: sheet.name, reader: rows(of: sheet, options: options), range: range)
    }
}
