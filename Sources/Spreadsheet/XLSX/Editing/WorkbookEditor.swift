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
    var edits: [String: SheetEdits] = [:]
    var addedSheets: [AddedSheet] = []
    var properties: [DocumentProperties.Custom] = []

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

    private mutating func add(_ edit: CellEdit, at cell: CellReference, of sheet: String) throws(SpreadsheetError) {
        try checkIsWorksheet(sheet)
        try edit.check(at: .init(file: fileName, sheet: sheet, cell: cell))
        edits[sheet, default: SheetEdits()].append(edit, at: cell)
    }

    func checkIsWorksheet(_ name: String) throws(SpreadsheetError) {
        guard !addedSheets.contains(where: { $0.name == name }) else { return }
        let place = SpreadsheetError.Location(file: fileName, sheet: name)
        guard let sheet = workbook.sheet(named: name) else {
            throw SpreadsheetError(.noSuchSheet, "there is no sheet with that name", at: place)
        }
        guard sheet.kind == .worksheet else {
            throw SpreadsheetError(.noSuchSheet, "the sheet is a chart or a macro, and has no rows, or is missing", at: place)
        }
    }
}
