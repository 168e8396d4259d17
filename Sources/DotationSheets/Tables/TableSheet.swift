internal import Dotations
internal import Spreadsheet

/// A table in a sheet of a file: its header, and its rows as they are typed.
struct TableSheet<Column: TableColumn>: Sendable {
    let file: SheetFile
    let sheet: Sheet
    let header: TableHeader<Column>

    private struct Found {
        let sheet: Sheet
        let header: TableHeader<Column>
    }

    /// Finds the table, by its header in one of the first rows: in the one visible sheet that has it, or in the one hidden sheet where no
    /// visible one does. Of all of the file's sheets, where none are given; `missing` gives the columns that a header still needs.
    ///
    /// - Throws: `header.missing`, `header.duplicate`, `sheet.ambiguous`; `csv.encoding` where the header was taken for another encoding.
    init(
        in file: SheetFile, sheets: [Sheet]? = nil, table: SheetFault.Table, missing: (TableHeader<Column>) -> [Column]
    ) throws(SheetFault) {
        let meanings = Column.titles
        let readable = (sheets ?? file.sheets).filter { $0.kind == .worksheet || $0.kind == .missing && file.limits.isStrict }
        var only: Found?
        var closest: Found?
        for wantsVisible in [true, false] where only == nil {
            var found: [Found] = []
            for sheet in readable where (sheet.visibility == .visible) == wantsVisible {
                let headers = try wrappingErrors { () throws(SpreadsheetError) in
                    try file.titleRows(of: sheet).map { TableHeader(row: $0.row, titles: $0.titles, meanings: meanings) }
                }
                if let header = headers.first(where: { missing($0).isEmpty }) {
                    found.append(Found(sheet: sheet, header: header))
                } else if let header = headers.max(by: { $0.knownCount < $1.knownCount }),
                    header.knownCount > closest?.header.knownCount ?? 0
                {
                    closest = Found(sheet: sheet, header: header)
                }
            }
            guard found.count < 2 else {
                throw SheetFault(.sheetAmbiguous(names: found.map(\.sheet.name), of: table), at: .init(file: file.name))
            }
            only = found.first
        }
        if let candidate = only ?? closest, candidate.header.isMojibake {
            throw SheetFault(
                SpreadsheetError(
                    .csvEncoding, "the header is UTF-8 that a program took for Windows-1252 and saved again",
                    at: .init(file: file.name, sheet: candidate.sheet.name)))
        }
        guard let only else {
            let header = closest?.header ?? TableHeader(row: 0, titles: [], meanings: meanings)
            throw SheetFault(
                .headerMissing(
                    columns: missing(header).map(\.title), found: header.columns.compactMap { $0?.title },
                    unknown: header.namedUnknownTitles,
                    in: table),
                at: .init(file: file.name, sheet: closest?.sheet.name ?? (sheets?.count == 1 ? sheets?.first?.name : nil)))
        }
        self.file = file
        sheet = only.sheet
        header = only.header
        if let duplicate = header.duplicate {
            throw SheetFault(
                .headerDuplicate(column: duplicate.column.title, titles: duplicate.titles),
                at: .init(file: file.name, sheet: sheet.name, cell: CellReference(row: header.row, column: duplicate.number)))
        }
    }

    var isCSV: Bool { file.format == .csv }

    /// The cell of a column in a row; nil where the sheet does not have the column.
    func cell(_ column: Column, row: Int) -> CellReference? {
        header.number(of: column).flatMap { CellReference(row: row, column: $0) }
    }

    /// The rows below the header. `progress` is told now and then how much is read, from 0 to 1, and how many rows.
    func rows(progress: ((_ fraction: Double, _ rows: Int) -> Void)? = nil) throws(SheetFault) -> DataRows {
        DataRows(
            try wrappingErrors { () throws(SpreadsheetError) in try file.rows(of: sheet) }, below: header.row,
            UntitledColumns(header, isCSV: isCSV), progress)
    }

    /// Goes through the rows, except those that are empty in every known column, and gives warnings of the sheet as ``DataRows`` has them.
    func forEachRow(
        progress: ((_ fraction: Double, _ rows: Int) -> Void)? = nil, _ body: (TableRow<Column>) -> Void
    ) throws(SheetFault) -> [PlannedWarning] {
        let shape = RecordShape(
            isCSV: isCSV, fieldCount: header.fieldCount, neededCount: (header.columns.lastIndex { $0?.isName == true } ?? -1) + 1)
        var merged = MergedCells(of: self, columns: Array(Column.allCases))
        var rows = try rows(progress: progress)
        while try rows.advance() {
            var read = TableRow(rows.row, header.columns, isRagged: shape.isRagged(rows.row))
            guard !read.isBlank else { continue }
            try read.mark(&merged, header)
            body(read)
        }
        return rows.warnings
    }
}

struct DataRows: ~Copyable {
    private var reader: RowReader
    private let headerRow: Int
    private var untitled: UntitledColumns
    private var strayQuotes = StrayQuoteRows()
    private let progress: ((_ fraction: Double, _ rows: Int) -> Void)?
    private var count = 0
    private var hasContent = false

    init(
        _ reader: consuming RowReader, below headerRow: Int, _ untitled: UntitledColumns,
        _ progress: ((_ fraction: Double, _ rows: Int) -> Void)?
    ) {
        self.reader = reader
        self.headerRow = headerRow
        self.untitled = untitled
        self.progress = progress
    }

    /// Goes to the next row below the header; false where there is none.
    mutating func advance() throws(SheetFault) -> Bool {
        do throws(SpreadsheetError) {
            repeat {
                guard try reader.advance() else {
                    progress?(1, count)
                    return false
                }
                strayQuotes.note(reader)
            } while reader.row.number <= headerRow
        } catch {
            throw SheetFault(error)
        }
        untitled.noteRow(of: reader)
        if !hasContent { hasContent = reader.row.filledCount > 0 }
        count += 1
        if count % 4096 == 0 { progress?(reader.fractionRead, count) }
        return true
    }

    var row: RowView {
        @_lifetime(borrow self)
        get { reader.row }
    }

    /// Warnings of the rows until here: of each with misplaced quotation marks, the header too; of values in columns without a title, said of
    /// the first row that has one; and that nothing stands below the header, said of that.
    var warnings: [PlannedWarning] {
        strayQuotes.warnings + untitled.warnings + (hasContent ? [] : [PlannedWarning(row: headerRow, warning: .noRows)])
    }
}

extension UntitledColumns {
    /// Separate from the reader's owner, whose row would otherwise be borrowed while this changes.
    fileprivate mutating func noteRow(of reader: borrowing RowReader) { note(reader.row) }
}

extension TableHeader {
    /// How many columns are known, each as often as it is there.
    fileprivate var knownCount: Int { columns.count { $0 != nil } }
}

extension SheetFile {
    /// How many rows from the top a header is looked for in.
    package static let headerDepth = 20

    /// The first rows of a sheet, as possible titles. Each row starts at column A.
    fileprivate func titleRows(of sheet: Sheet) throws(SpreadsheetError) -> [(row: Int, titles: [String])] {
        var found: [(row: Int, titles: [String])] = []
        var rows = try rows(of: sheet)
        while try rows.advance() {
            let row = rows.row
            guard row.number <= Self.headerDepth else { break }
            var titles: [String] = []
            for position in 0..<min(row.count, 1024) {
                let cell = row[position]
                guard cell.column <= 1024 else { break }
                while titles.count < cell.column - 1 { titles.append("") }
                titles.append(cell.title)
            }
            found.append((row.number, titles))
        }
        return found
    }
}

extension CellView {
    /// The cell as a title: a number or a date, too, may stand over a column, whose values are then not without one.
    fileprivate var title: String {
        switch kind {
        case .blank: ""
        case .text, .error: utf8.text(longest: HeaderTitles.longest)
        case .number, .date, .boolean: displayedText
        }
    }
}
