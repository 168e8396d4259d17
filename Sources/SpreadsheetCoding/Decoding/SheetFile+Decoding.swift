public import Spreadsheet

extension SheetFile {
    /// A reader of a sheet's rows as values of a type, whose properties are found by the titles of the columns.
    ///
    /// - **Titles.** A coding key is the title: `lastName` is `Last name`, `LASTNAME` or `last-name`; see ``SheetHeader``. Give the type
    ///   `CodingKeys` where titles are other words. Columns that the type does not ask for are passed over.
    /// - **Optional properties** are nil where the cell is empty or the column is missing. Other properties must have a value, texts too.
    /// - **Types.** Texts, numbers, Boolean values, `Date`, `Decimal`, `URL`, `Data` (as Base64), ``CellValue``, and any type that decodes
    ///   itself from one of them, as an enumeration does from its raw value. A number that the property's type cannot hold is refused.
    ///   A text is taken for a number, a Boolean value or a date where it says one, so that CSV is decoded as a workbook is.
    ///
    /// - Parameters:
    ///   - type: The type of the values.
    ///   - sheet: The sheet; nil for the first worksheet.
    ///   - options: How cells become values.
    /// - Returns: The reader, at the first row below the header. A sheet without rows has no values.
    /// - Throws: `sheet.not-found`; as ``rows(of:options:)``; `column.not-found` if the header row has no cells.
    public func values<Value: Decodable>(
        of type: Value.Type, in sheet: Sheet? = nil, options: RowCodingOptions = RowCodingOptions()
    ) throws(SpreadsheetError) -> ValueReader<Value> {
        guard let sheet = sheet ?? sheets.first(where: { $0.kind == .worksheet }) else {
            throw SpreadsheetError(.noSheets, "the workbook has no worksheet", at: .init(file: name))
        }
        return try ValueReader(rows(of: sheet), location: .init(file: name, sheet: sheet.name), options: options)
    }

    /// The rows of a sheet as values of a type, all at once; see ``values(of:in:options:)``.
    ///
    /// - Parameters:
    ///   - type: The type of the values.
    ///   - sheet: The sheet; nil for the first worksheet.
    ///   - options: How cells become values.
    /// - Returns: The values, in the order of the rows.
    /// - Throws: As ``values(of:in:options:)`` and ``ValueReader/next()``; then there are no values.
    public func decode<Value: Decodable>(
        _ type: Value.Type, from sheet: Sheet? = nil, options: RowCodingOptions = RowCodingOptions()
    ) throws(SpreadsheetError) -> [Value] {
        var reader = try values(of: type, in: sheet, options: options)
        var values: [Value] = []
        while let value = try reader.next() { values.append(value) }
        return values
    }

    /// The rows of a sheet by its name as values of a type; see ``decode(_:from:options:)-(_,Sheet?,_)``.
    ///
    /// - Parameters:
    ///   - type: The type of the values.
    ///   - name: The sheet's name.
    ///   - options: How cells become values.
    /// - Returns: The values, in the order of the rows.
    /// - Throws: `sheet.not-found` if no sheet has exactly that name; as ``values(of:in:options:)`` and ``ValueReader/next()``.
    public func decode<Value: Decodable>(
        _ type: Value.Type, from name: String, options: RowCodingOptions = RowCodingOptions()
    ) throws(SpreadsheetError) -> [Value] {
        try decode(type, from: requiredSheet(named: name), options: options)
    }
}
