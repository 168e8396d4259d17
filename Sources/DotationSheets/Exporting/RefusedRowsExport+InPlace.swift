internal import Dotations
public import Spreadsheet

extension RefusedRowsExport {
    /// The workbook that the rows came in, with their cells at fault filled, and the columns `Erreur` and `Conseil` beside its own: those of an
    /// earlier import, emptied of what is mended, or new ones after all that the sheet holds. Refused sales have `Autres ventes` too, as in a sheet of
    /// their own. Everything else is as it was, rows that are not refused too.
    ///
    /// Where an export takes the place of the one that the sheet began as, cells that nobody edited say what is stored today in all rows: with
    /// the new export, an old value would be an edit.
    ///
    /// - Parameter password: what the workbook is encrypted with.
    /// - Returns: nil where the rows came in no `.xlsx` or `.xlsm` file that can be edited, or it has no room for the columns.
    /// - Throws: what is wrong with the file, where it is not the one that was planned any more.
    public func editor(password: String?) throws(SpreadsheetError) -> WorkbookEditor? {
        guard let workbook = source.file.workbook else { return nil }
        var editor: WorkbookEditor
        do throws(SpreadsheetError) { editor = try WorkbookEditor(workbook, password: password) } catch {
            guard error.code == .notEditable || error.code == .signedWorkbook else { throw error }
            return nil
        }
        let survey = try survey()
        let columns = survey.columns
        guard columns.allSatisfy({ $0.number <= CellReference.lastColumn }), survey.cells.count <= Self.mostCells else { return nil }
        let sheet = source.sheet.name
        for column in columns where column.isNew {
            guard let title = CellReference(row: source.headerRow, column: column.number), let reference = ColumnReference(column.number)
            else { return nil }
            try editor.set(.text(column.title), at: title, of: sheet, style: Self.titleStyle)
            try editor.setWidth(Self.remarkWidth, ofColumn: reference, of: sheet)
        }
        for cell in survey.cells { try editor.set(.blank, at: cell, of: sheet) }
        for (row, values) in current {
            for (column, value) in values {
                guard let cell = CellReference(row: row, column: column) else { continue }
                try editor.set(.text(value), at: cell, of: sheet)
            }
        }
        for (row, refused) in rows {
            let texts = (source.addedTitle == nil ? [] : [refused.added]) + Self.texts(of: refused.remarks)
            for (column, text) in zip(columns, texts) where !text.isEmpty {
                guard let cell = CellReference(row: row, column: column.number) else { continue }
                try editor.set(Self.writable(.text(text)), at: cell, of: sheet, style: Self.remarkStyle)
            }
            for column in Set(refused.remarks.compactMap(\.column)) {
                guard let cell = CellReference(row: row, column: column) else { continue }
                try editor.setStyle(.init(fill: .solid(SheetTheme.rose)), at: cell, of: sheet)
            }
        }
        for property in origin?.properties ?? [] { try editor.setProperty(property) }
        return editor
    }

    /// How many cells are emptied at most; where an earlier import left more, the rows come in a workbook of their own.
    private static let mostCells = 100_000

    private static let titleStyle = {
        let header = SheetTheme.header(isEditable: true)
        return StyleChange(font: header.font, fill: header.fill, alignment: header.alignment)
    }()

    private static let remarkStyle = StyleChange(alignment: .init(vertical: .top, wraps: true))

    /// A column for what the import says of rows.
    private struct Column {
        let number: Int
        let title: String
        let isNew: Bool
    }

    /// What the sheet holds where that is to stand.
    private struct Survey {
        /// Those for the title that is added, where there is one, for the error and for the advice.
        var columns: [Column] = []
        /// The cells that say what is no more: remarks on rows that are not refused, and requests that are carried out.
        var cells: [CellReference] = []
    }

    private func survey() throws(SpreadsheetError) -> Survey {
        let remarks = [HeaderTitles.error, HeaderTitles.advice]
        let known = remarks.compactMap { source.remarks[$0] }
        var survey = Survey()
        var last = source.columnCount
        var reader = try source.file.rows(of: source.sheet)
        while try reader.advance() {
            let row = reader.row
            guard row.number >= source.headerRow else { continue }
            for position in 0..<row.count {
                let cell = row[position]
                guard !cell.isEmpty else { continue }
                last = max(last, cell.column)
                guard row.number > source.headerRow, rows[row.number] == nil, survey.cells.count <= Self.mostCells else { continue }
                let isDone = areOthersDone && cell.column == source.resend && SheetValue(cell).asksResend == true
                guard isDone || known.contains(cell.column), let reference = CellReference(row: row.number, column: cell.column) else {
                    continue
                }
                survey.cells.append(reference)
            }
        }
        for title in [source.addedTitle].compactMap(\.self) + remarks {
            let number = source.remarks[title]
            if number == nil { last += 1 }
            survey.columns.append(Column(number: number ?? last, title: title, isNew: number == nil))
        }
        return survey
    }
}
