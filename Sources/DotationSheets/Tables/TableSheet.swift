internal import Dotations
internal import Spreadsheet

/// A table in a sheet of a file: its header, and its rows as they are typed.
struct TableSheet<Column: TableColumn>: Sendable {
    let file: SheetFile
    let sheet: Sheet
    let header: TableHeader<Column>

    /// Finds the table: in the one visible sheet that has it, or in the one hidden sheet where no visible one does.
    ///
    /// - Parameters:
    ///   - file: the file.
    ///   - sheets: the sheets that may have the table; all of the file's where it is nil.
    ///   - table: what the rows are.
    ///   - missing: the columns that are still needed beside those that a header has.
    /// - Throws: `header.missing`, `header.duplicate`, `sheet.ambiguous`.
    init(
        in file: SheetFile, sheets: [Sheet]? = nil, table: SheetFault.Table, missing: (Set<Column>) -> [Column]
    ) throws(SheetFault) {
        let meanings = TableHeader<Column>.meanings
        func known(_ header: TableHeader<Column>) -> Set<Column> { Set(header.columns.compactMap(\.self)) }
        let (only, closest) = try HeaderSearch.find(
            among: (sheets ?? file.sheets).filter { $0.kind == .worksheet }, of: file, for: table, missing: { missing(known($0)).count },
            known: { known($0).count }
        ) { row, titles in TableHeader<Column>(row: row, titles: titles, meanings: meanings) }
        if let only {
            self.file = file
            (sheet, header) = only
            try checkDuplicates()
            return
        }
        throw SheetFault(
            .headerMissing(
                columns: missing(Set(closest?.header.columns.compactMap(\.self) ?? [])).map(\.title),
                found: closest?.header.columns.compactMap(\.self).map(\.title) ?? [], unknown: closest?.header.namedUnknownTitles ?? [],
                in: table),
            at: .init(file: file.name, sheet: closest?.sheet.name ?? (sheets?.count == 1 ? sheets?.first?.name : nil)))
    }

    private func checkDuplicates() throws(SheetFault) {
        var seen: Set<Column> = []
        for (index, column) in header.columns.enumerated() {
            guard let column, !seen.insert(column).inserted else { continue }
            let titles = zip(header.titles, header.columns).filter { $0.1 == column }.map(\.0)
            throw SheetFault(
                .headerDuplicate(column: column.title, titles: titles),
                at: .init(file: file.name, sheet: sheet.name, cell: CellReference(row: header.row, column: index + 1)))
        }
    }

    /// The cell of a column in a row; nil where the sheet does not have the column.
    func cell(_ column: Column, row: Int) -> CellReference? {
        header.number(of: column).flatMap { CellReference(row: row, column: $0) }
    }

    /// Goes through the rows below the header, except those that are empty in every known column.
    ///
    /// - Parameters:
    ///   - progress: is told now and then how much is read, from 0 to 1, and how many rows.
    ///   - body: takes a row.
    /// - Returns: warnings of values beside the table, in columns without a title, each with the first row that has one.
    /// - Throws: what is wrong with the file.
    @discardableResult
    func forEachRow(
        progress: ((_ fraction: Double, _ rows: Int) -> Void)? = nil, _ body: (TableRow<Column>) -> Void
    ) throws(SheetFault) -> [(row: Int, warning: Warning)] {
        let shape = RecordShape(
            isCSV: file.format == .csv, fieldCount: header.fieldCount,
            neededCount: (header.columns.lastIndex { $0?.isName == true } ?? -1) + 1)
        var merged = MergedCells(of: sheet, in: file, columns: Column.allCases.compactMap { header.number(of: $0) })
        var untitled = UntitledColumns(header, isCSV: file.format == .csv)
        var rows = try wrappingErrors { () throws(SpreadsheetError) in try file.rows(of: sheet) }
        var count = 0
        while try rows.advanceWrappingErrors() {
            let row = rows.row
            guard row.number > header.row else { continue }
            var read = TableRow(row, header.columns, isRagged: shape.isRagged(row))
            guard !read.isBlank else { continue }
            untitled.note(row)
            try read.mark(&merged, header)
            body(read)
            count += 1
            if count % 4096 == 0 { progress?(rows.fractionRead, count) }
        }
        progress?(1, count)
        return untitled.warnings
    }
}
