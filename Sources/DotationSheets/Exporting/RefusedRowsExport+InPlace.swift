internal import Dotations
public import Spreadsheet

extension RefusedRowsExport {
    /// The workbook that the rows came in, with their cells at fault filled, and the columns `Erreur` and `Conseil` beside its own: those of an
    /// earlier import, emptied of what is mended, or new ones after all that the sheet holds. Everything else is as it was, rows that are not
    /// refused too.
    ///
    /// Where a new export takes the place of the one that the sheet began as, cells that nobody edited say what is stored today in all rows: an
    /// old value would be an edit.
    ///
    /// - Parameter password: what the workbook is encrypted with.
    /// - Returns: nil where the rows came in no workbook that can be edited, or it has no room for the columns, or the rows are none of contacts.
    /// - Throws: what is wrong with the file, where it is not the one that was planned any more.
    public func editor(password: String?) throws(SpreadsheetError) -> WorkbookEditor? {
        guard let inPlace, let workbook = source.file.workbook else { return nil }
        var editor: WorkbookEditor
        do throws(SpreadsheetError) { editor = try WorkbookEditor(workbook, password: password) } catch {
            guard error.code == .notEditable || error.code == .signedWorkbook else { throw error }
            return nil
        }
        let survey = try RefusedRowsSurvey(source, refused: rows, clearsRequests: inPlace.clearsRequests)
        let sheet = source.sheet.name
        guard !survey.isTooLarge, let place = CellReference(row: source.headerRow, column: survey.remarks),
            survey.remarks < CellReference.lastColumn
        else { return nil }
        let columns = zip([survey.remarks, survey.remarks + 1], source.remarkTitles)
        if source.remarks == nil {
            for (column, title) in columns {
                guard let cell = CellReference(row: source.headerRow, column: column), let reference = ColumnReference(column) else {
                    continue
                }
                try editor.set(.text(title), at: cell, of: sheet, style: Self.titleStyle)
                try editor.setWidth(Self.remarkWidth, ofColumn: reference, of: sheet)
            }
        }
        // Who sorts by the filter's buttons sorts the remarks with their rows.
        try editor.extendTables(over: source.remarkTitles, at: place, of: sheet)
        for row in survey.hiddenRows { try editor.showRow(row, of: sheet) }
        for column in try hiddenColumns(in: workbook, remarks: survey.remarks) {
            try editor.setWidth(column.width, ofColumn: column.reference, of: sheet)
        }
        for cell in survey.emptied { try editor.set(.blank, at: cell, of: sheet) }
        for (cell, fill) in survey.unmarked {
            try editor.setStyle(StyleChange(fill: fill, removesFill: fill == nil), at: cell, of: sheet)
        }
        for (row, values) in inPlace.replacements {
            for (column, value) in values {
                guard let cell = CellReference(row: row, column: column) else { continue }
                try editor.set(.text(value), at: cell, of: sheet)
            }
        }
        for (row, refused) in rows {
            for ((column, _), text) in zip(columns, Self.texts(of: refused.remarks)) {
                guard let cell = CellReference(row: row, column: column) else { continue }
                try editor.set(Self.writable(.text(text)), at: cell, of: sheet, style: Self.remarkStyle)
            }
            for column in Set(refused.remarks.compactMap(\.column)) {
                guard let cell = CellReference(row: row, column: column) else { continue }
                try editor.setStyle(.init(fill: .solid(SheetTheme.rose)), at: cell, of: sheet)
            }
        }
        for property in origin?.properties ?? [] { try editor.setProperty(property) }
        let files = inPlace.earlierFiles.prefix(3).map(\.description).joined(separator: " ")
        try editor.setProperty(.init(SheetOrigin.earlierFilesName, .text(files)))
        return editor
    }

    /// Writes a file, which replaces the one that is there when it is whole: the rows' own workbook where ``editor(password:)`` has one. Under a name
    /// that ends with `.xlsm` that is one with macros, which has no other name.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - format: its format.
    ///   - password: what a workbook is encrypted with; nil for nothing. CSV takes none.
    /// - Throws: `write.invalid` where a value is none that the format can hold; `file.unwritable`; `edit.format` where the name is one of a workbook
    ///   with macros and the rows came in none that can be edited.
    public func writeBack(toFile path: String, as format: TableFormat, password: String? = nil) throws(SpreadsheetError) {
        let isForMacros = TableFormat.isForMacros(fileName: path)
        if format == .xlsx, let editor = try editor(password: password), try editor.isMacroEnabled == isForMacros,
            try written({ () throws(SpreadsheetError) in try editor.save(to: path) }) != nil
        {
            return
        }
        guard !isForMacros else { throw SpreadsheetError(.notEditable, "the rows came in no workbook with macros that can be edited") }
        try write(toFile: path, as: format, password: password)
    }

    /// The bytes of the workbook that ``writeBack(toFile:as:password:)`` writes, and whether it is one with macros, whose name ends with `.xlsm`.
    ///
    /// - Throws: `write.invalid` where a value is none that a cell can hold.
    public func bytesBack(password: String? = nil) throws(SpreadsheetError) -> (bytes: [UInt8], isMacroEnabled: Bool) {
        if let editor = try editor(password: password), let bytes = try written({ () throws(SpreadsheetError) in try editor.bytes() }) {
            return (bytes, try editor.isMacroEnabled)
        }
        return (try bytes(password: password), false)
    }

    /// What a save gives; nil where the workbook cannot be edited in the way that is asked for, such as in merged cells.
    private func written<Result>(_ save: () throws(SpreadsheetError) -> Result) throws(SpreadsheetError) -> Result? {
        do throws(SpreadsheetError) { return try save() } catch {
            guard error.code.rawValue.hasPrefix("edit.") else { throw error }
            return nil
        }
    }

    /// The hidden columns that have a fault or a remark in them, with the widths that they are shown with.
    private func hiddenColumns(
        in workbook: Workbook, remarks: Int
    ) throws(SpreadsheetError) -> [(reference: ColumnReference, width: Double)] {
        var wanted = Set(rows.values.flatMap { $0.remarks.compactMap(\.column) })
        if source.remarks != nil { wanted.formUnion([remarks, remarks + 1]) }
        var hidden: [(reference: ColumnReference, width: Double)] = []
        let settings = try workbook.layout(of: source.sheet).columns.filter(\.isHidden)
        for column in wanted.sorted() {
            guard let known = settings.first(where: { $0.columns.contains(column) }), let reference = ColumnReference(column) else {
                continue
            }
            let usual = source.columns.first { $0.number == column }?.role.map(Self.width) ?? Self.remarkWidth
            // Some programs give a hidden column no width.
            hidden.append((reference, known.width.map { $0 > 1 ? min($0, 255) : usual } ?? usual))
        }
        return hidden
    }

    private static let titleStyle = {
        let header = SheetTheme.header(isEditable: true)
        return StyleChange(font: header.font, fill: header.fill, alignment: header.alignment)
    }()

    private static let remarkStyle = StyleChange(alignment: .init(vertical: .top, wraps: true))
}
