internal import ZipContainer

/// Edits a workbook in place: what is not edited stays as it is in the file.
///
/// ```swift
/// var editor = try WorkbookEditor(path: "orders.xlsx")
/// try editor.set("paid", at: "H2", of: "Orders")
/// try editor.append(["2800887", 990], to: "Orders")
/// try editor.save(to: "orders edited.xlsx")
/// ```
///
/// Edits are kept until ``save(to:level:)``, which goes through the file once. A part that no edit concerns, such as a chart, a picture or macros, is
/// copied as it is stored, byte for byte. A worksheet with edits is rewritten in one pass with memory that does not grow with it; its other
/// rows and cells keep their bytes. Texts are written into their cells, so that the shared strings stay as they are.
///
/// What a spreadsheet would refuse, or repair, is an error with the cell: a cell that is hidden by merged cells, one of an array formula, the
/// name of a table's column. Where an edited cell's formula is shared by others, each of these keeps it as its own. A workbook that was
/// saved with formulas is marked to be calculated when it is opened next. Tables and filters do not grow with appended rows.
public struct WorkbookEditor: Sendable {
    /// The workbook as it was opened, without the edits.
    public let workbook: Workbook

    let content: OpenXMLContent
    var fileName: String? { workbook.fileName }
    let password: String?
    /// The edits by the names of the sheets.
    private(set) var edits: [String: SheetEdits] = [:]
    private(set) var addedSheets: [AddedSheet] = []
    private(set) var properties: [DocumentProperties.Custom] = []

    /// A worksheet that the workbook does not have yet.
    struct AddedSheet: Sendable {
        let name: String
        let visibility: SheetVisibility
        /// The part without rows.
        let part: [UInt8]
    }

    /// Edits a workbook that is open.
    ///
    /// - Parameters:
    ///   - workbook: The workbook. Its file must not change until the edits are saved.
    ///   - password: What the workbook is encrypted with when it is saved.
    /// - Throws: `edit.format` if the workbook is not an `.xlsx` or `.xlsm` file, `edit.signed` if it has a digital signature.
    public init(_ workbook: Workbook, password: String? = nil) throws(SpreadsheetError) {
        let place = SpreadsheetError.Location(file: workbook.fileName)
        guard let content = workbook.content as? OpenXMLContent, content.format == .xlsx else {
            throw SpreadsheetError(.notEditable, "only .xlsx and .xlsm can be edited in place", at: place)
        }
        let isSigned =
            content.packageRelationships.first("origin") != nil
            || content.package.archive.entries.contains { $0.name.lowercased().hasPrefix("_xmlsignatures/") }
        guard !isSigned else {
            throw SpreadsheetError(.signedWorkbook, "the workbook has a digital signature, which an edit would make invalid", at: place)
        }
        self.workbook = workbook
        self.content = content
        self.password = password
    }

    /// Opens a workbook in a file, which must not change until the edits are saved. It may be replaced by ``save(to:level:)``.
    ///
    /// - Parameters:
    ///   - path: The path of an `.xlsx` or `.xlsm` file.
    ///   - password: What the workbook is encrypted with, and will be when it is saved.
    ///   - limits: The limits of the file.
    /// - Throws: `edit.format` if the file is no such workbook, `edit.signed` if it has a digital signature; as ``Workbook``.
    public init(path: String, password: String? = nil, limits: ReadLimits = .standard) throws(SpreadsheetError) {
        try self.init(Workbook(path: path, password: password, limits: limits), password: password)
    }

    /// Opens a workbook in memory, as ``init(path:password:limits:)`` opens a file.
    ///
    /// - Throws: As ``init(path:password:limits:)``.
    public init(bytes: [UInt8], password: String? = nil, limits: ReadLimits = .standard) throws(SpreadsheetError) {
        try self.init(Workbook(bytes: bytes, password: password, limits: limits), password: password)
    }

    // MARK: Cells

    /// Sets the value of a cell. A date shows as one: where the cell's number format is none of dates, it gets one.
    ///
    /// - Parameters:
    ///   - value: The value; a blank empties the cell.
    ///   - cell: The cell.
    ///   - sheet: The name of the sheet.
    ///   - style: What changes of the cell's style. A new cell begins with that of its row or column.
    /// - Throws: `sheet.not-found` if there is no such worksheet; a code of `write.` if a cell cannot hold the value, or the style is not valid.
    public mutating func set(
        _ value: CellValue, at cell: CellReference, of sheet: String, style: StyleChange = StyleChange()
    ) throws(SpreadsheetError) {
        try add(CellEdit(content: .value(value), style: style), at: cell, of: sheet)
    }

    /// Sets the formula of a cell, and its result.
    ///
    /// - Parameters:
    ///   - formula: The formula as ``SheetWriter/appendFormula(_:value:style:)`` takes it.
    ///   - value: The result. If it is blank, the spreadsheet computes it when it opens the workbook.
    ///   - cell: The cell.
    ///   - sheet: The name of the sheet.
    ///   - style: What changes of the cell's style.
    /// - Throws: As ``set(_:at:of:style:)``; `write.invalid` if the formula is empty or begins with an equals sign.
    public mutating func setFormula(
        _ formula: String, value: CellValue = .blank, at cell: CellReference, of sheet: String, style: StyleChange = StyleChange()
    ) throws(SpreadsheetError) {
        try add(CellEdit(content: .formula(formula, result: value), style: style), at: cell, of: sheet)
    }

    /// Changes the style of a cell, and leaves its content.
    ///
    /// - Throws: As ``set(_:at:of:style:)``.
    public mutating func setStyle(_ style: StyleChange, at cell: CellReference, of sheet: String) throws(SpreadsheetError) {
        guard !style.isEmpty else { return try checkIsWorksheet(sheet) }
        try add(CellEdit(content: nil, style: style), at: cell, of: sheet)
    }

    /// Writes a row below the last one that holds something. Its values begin in column A.
    ///
    /// To find that row, the first call for a sheet reads all of it.
    ///
    /// - Parameters:
    ///   - values: The values of the cells.
    ///   - sheet: The name of the sheet.
    ///   - style: What changes of the cells' styles.
    /// - Returns: The row's number.
    /// - Throws: As ``set(_:at:of:style:)``; `write.bad-place` if the sheet is full; an error in the sheet.
    @discardableResult
    public mutating func append(
        _ values: [CellValue], to sheet: String, style: StyleChange = StyleChange()
    ) throws(SpreadsheetError) -> Int {
        try checkIsWorksheet(sheet)
        let row = try lastRow(of: sheet) + 1
        guard row <= CellReference.lastRow, values.count <= CellReference.lastColumn else {
            throw SpreadsheetError(
                .unwritablePlace, "A sheet has at most 1,048,576 rows of 16,384 cells.", at: .init(file: fileName, sheet: sheet))
        }
        let edit = { CellEdit(content: .value($0), style: style) }
        for (index, value) in values.enumerated() {
            try edit(value).check(at: .init(file: fileName, sheet: sheet, cell: CellReference(row: row, column: index + 1)))
        }
        for (index, value) in values.enumerated() where value != .blank || !style.isEmpty {
            edits[sheet, default: SheetEdits()].append(
                edit(value), at: CellReference(uncheckedRow: row, column: index + 1))
        }
        edits[sheet, default: SheetEdits()].lastRow = row
        return row
    }

    /// The number of the last row that holds something, with the edits so far; 0 if none does.
    private func lastRow(of sheet: String) throws(SpreadsheetError) -> Int {
        if let known = edits[sheet]?.lastRow { return known }
        var last = edits[sheet]?.lastContentRow ?? 0
        if let source = workbook.sheet(named: sheet) {
            var rows = try workbook.rows(of: source)
            while try rows.advance() {
                let row = rows.row
                // A formula counts, though its result may be missing.
                for position in 0..<row.count where !row[position].isEmpty || row[position].hasFormula {
                    last = max(last, row.number)
                    break
                }
            }
        }
        return last
    }

    /// Sets the width of a column, which is shown if it was hidden.
    ///
    /// - Parameters:
    ///   - width: The width in digits of the workbook's default font, from 0 to 255 (ECMA-376 part 1, 18.3.1.13).
    ///   - column: The column.
    ///   - sheet: The name of the sheet.
    /// - Throws: `sheet.not-found` if there is no such worksheet; `write.invalid` if the width is not from 0 to 255.
    public mutating func setWidth(_ width: Double, ofColumn column: ColumnReference, of sheet: String) throws(SpreadsheetError) {
        try checkIsWorksheet(sheet)
        try require(
            0...255 ~= width, "A column's width is from 0 to 255.",
            at: .init(file: fileName, sheet: sheet, cell: CellReference(uncheckedRow: 1, column: column.number)))
        edits[sheet, default: SheetEdits()].setWidth(width, ofColumn: column.number)
    }

    /// Shows a row that is hidden, by a filter too, which stays as it is.
    ///
    /// - Throws: `sheet.not-found` if there is no such worksheet; `write.bad-place` if no worksheet has the row.
    public mutating func showRow(_ row: Int, of sheet: String) throws(SpreadsheetError) {
        try checkIsWorksheet(sheet)
        try require(
            1...CellReference.lastRow ~= row, "A sheet has at most 1,048,576 rows.", .unwritablePlace,
            at: .init(file: fileName, sheet: sheet))
        edits[sheet, default: SheetEdits()].shownRows.insert(row)
    }

    /// Has the table and the filter that end at the left of a cell, and have their header in its row, take in the columns that begin there.
    ///
    /// The cells of the titles are set by themselves, as in a table they are what its columns are called. A table stays as it is where it has one of the
    /// titles already, the columns are another table's, or its own come from a query.
    ///
    /// - Parameters:
    ///   - titles: The titles of the columns.
    ///   - cell: The cell of the first title.
    ///   - sheet: The name of the sheet.
    /// - Throws: `sheet.not-found` if there is no such worksheet; `write.bad-place` if no worksheet has so many columns; `write.invalid` if the titles
    ///   are not texts of 1 to 255 characters that differ.
    public mutating func extendTables(
        over titles: [String], at cell: CellReference, of sheet: String
    ) throws(SpreadsheetError) {
        try checkIsWorksheet(sheet)
        let place = SpreadsheetError.Location(file: fileName, sheet: sheet, cell: cell)
        try require(
            cell.column + titles.count - 1 <= CellReference.lastColumn, "A sheet has at most 16,384 columns.", .unwritablePlace, at: place)
        try require(
            titles.allSatisfy { 1...255 ~= $0.utf16.count } && Set(titles.map { $0.lowercased() }).count == titles.count,
            "The titles of a table's columns are texts of 1 to 255 characters that differ.", at: place)
        edits[sheet, default: SheetEdits()].tableExtensions.append(TableExtension(cell: cell, titles: titles))
    }

    /// Adds a note to a cell (ECMA-376 part 1, 18.7). It takes the place of the one that the cell has; the others stay.
    ///
    /// - Throws: `sheet.not-found` if there is no such worksheet; `write.too-long` if the text has more than 32,767 UTF-16 units. When the workbook is
    ///   saved, `write.invalid` if people discuss the cell in a thread, which a note cannot replace.
    public mutating func setComment(_ comment: CellComment, of sheet: String) throws(SpreadsheetError) {
        try checkIsWorksheet(sheet)
        try require(
            comment.text.utf16.count <= WorkbookOutput.textLimit, "A comment contains at most 32,767 UTF-16 units of text.",
            .writtenTooLong,
            at: .init(file: fileName, sheet: sheet, cell: comment.cell))
        edits[sheet, default: SheetEdits()].setComment(comment)
    }

    private mutating func add(_ edit: CellEdit, at cell: CellReference, of sheet: String) throws(SpreadsheetError) {
        try checkIsWorksheet(sheet)
        try edit.check(at: .init(file: fileName, sheet: sheet, cell: cell))
        edits[sheet, default: SheetEdits()].append(edit, at: cell)
    }

    private func checkIsWorksheet(_ name: String) throws(SpreadsheetError) {
        guard !addedSheets.contains(where: { $0.name == name }) else { return }
        let place = SpreadsheetError.Location(file: fileName, sheet: name)
        guard let sheet = workbook.sheet(named: name) else {
            throw SpreadsheetError(.noSuchSheet, "there is no sheet with that name", at: place)
        }
        guard sheet.kind == .worksheet else {
            throw SpreadsheetError(.noSuchSheet, "the sheet is a chart or a macro, and has no rows, or is missing", at: place)
        }
    }

    // MARK: The workbook

    /// Whether the file is one of a workbook with macros, whose name ends with `.xlsm`: spreadsheets open it under no other.
    ///
    /// - Throws: An error in the package's list of content types.
    public var isMacroEnabled: Bool {
        get throws(SpreadsheetError) {
            let types = try EditedPart("[Content_Types].xml", of: content.package).bytes
            return types.firstRange(of: "macroEnabled.main+xml".utf8) != nil
        }
    }

    /// Adds a worksheet after the others. Its rows are then set and appended like those of the others.
    ///
    /// - Parameter settings: The sheet's settings. Their columns have no styles. Of its features only merged ranges, rules for input,
    ///   ignored errors and the protection are possible.
    /// - Throws: `write.bad-name` and other codes of `write.` if spreadsheets do not accept the settings.
    public mutating func addSheet(_ settings: SheetSettings) throws(SpreadsheetError) {
        let place = SpreadsheetError.Location(file: fileName, sheet: settings.name)
        let folded = settings.name.lowercased()
        try require(
            !workbook.sheets.contains { $0.name.lowercased() == folded } && !addedSheets.contains { $0.name.lowercased() == folded },
            "Another sheet has this name, ignoring case.", .unwritableName, at: place)
        let features = settings.features
        try require(
            features.autoFilter == nil && features.conditionalFormats.isEmpty && features.hyperlinks.isEmpty && features.comments.isEmpty
                && features.tables.isEmpty && settings.columns.allSatisfy { $0.style == nil && !$0.fitsContents },
            "An added sheet has no filter, conditional format, link, comment, table, style of a column or width that fits.", at: place)
        var shown = settings
        // A workbook needs a visible sheet, and the edited one has its own.
        shown.visibility = .visible
        var writer = WorkbookWriter()
        _ = try writer.addSheet(shown)
        let bytes = try writer.finish()
        let archive = try wrappingZipErrors { () throws(ZipError) in try ZipArchive(bytes: bytes) }
        guard let entry = archive.entry(named: "xl/worksheets/sheet1.xml") else {
            throw SpreadsheetError(.missingPart, "the added sheet was not written", at: place)
        }
        let part = try wrappingZipErrors { () throws(ZipError) in try archive.bytes(of: entry) }
        addedSheets.append(AddedSheet(name: settings.name, visibility: settings.visibility, part: part))
    }

    /// Sets a custom property of the document (ECMA-376 part 1, 22.3): it takes the place of one of the same name, or is added.
    ///
    /// - Throws: `write.invalid` if the name has not 1 to 255 characters, `write.too-long` if a text has more, `write.bad-number`,
    ///   `write.bad-date`.
    public mutating func setProperty(_ property: DocumentProperties.Custom) throws(SpreadsheetError) {
        let place = SpreadsheetError.Location(file: fileName)
        try require(1...255 ~= property.name.utf16.count, "A property's name has 1 to 255 characters.", at: place)
        switch property.value {
        case .number(let number): try require(number.isFinite, "A property cannot be infinite or NaN.", .unwritableNumber, at: place)
        case .date(let date): try require(WorkbookOutput.isDate(date), "A property's date does not exist.", .unwritableDate, at: place)
        case .text(let text):
            try require(text.utf16.count <= 255, "A property's text has at most 255 characters.", .writtenTooLong, at: place)
        case .boolean: break
        }
        properties.removeAll { $0.name.lowercased() == property.name.lowercased() }
        properties.append(property)
    }
}
