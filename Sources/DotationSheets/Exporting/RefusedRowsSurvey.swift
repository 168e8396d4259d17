internal import Dotations
internal import Spreadsheet

/// What a workbook that refused rows come back in holds where it is to change, found by one pass through its rows.
struct RefusedRowsSurvey {
    /// The first of the two columns for the error and for the advice: those of an earlier import, or new ones after all that the sheet holds.
    private(set) var remarks: Int
    /// Cells to empty: remarks on rows that are not refused, and requests that are carried out.
    private(set) var emptied: [CellReference] = []
    /// Cells that were marked and are in order now, each with the background that it had, as far as the sheet shows: that of the next cell of its
    /// column that is not marked, above or else below.
    private(set) var unmarked: [(cell: CellReference, fill: CellStyle.Fill?)] = []
    /// Refused rows that are hidden.
    private(set) var hiddenRows: [Int] = []

    /// How many cells are emptied and unmarked at most; where an earlier import left more, the rows come in a workbook of their own.
    private static let mostCells = 100_000

    /// Whether there are more.
    var isTooLarge: Bool { emptied.count + unmarked.count > Self.mostCells }

    private let source: RefusedRowsSource
    private let refused: [Int: RefusedRowsSource.Refused]
    private let clearsRequests: Bool
    private let knownRemarks: [Int]
    /// The background of the last cell of each column that is not marked.
    private var fills: [Int: CellStyle.Fill?] = [:]
    /// The places in ``unmarked`` of the cells above the first such one of each column.
    private var waiting: [Int: [Int]] = [:]

    /// - Throws: what is wrong with the sheet.
    init(
        _ source: RefusedRowsSource, refused: [Int: RefusedRowsSource.Refused], clearsRequests: Bool
    ) throws(SpreadsheetError) {
        self.source = source
        self.refused = refused
        self.clearsRequests = clearsRequests
        knownRemarks = source.remarks.map { [$0, $0 + 1] } ?? []
        remarks = 0
        var last = source.columnCount
        var reader = try source.file.rows(of: source.sheet, options: .styles)
        while try reader.advance() {
            let row = reader.row
            guard row.number >= source.headerRow else { continue }
            if row.isHidden, refused[row.number] != nil { hiddenRows.append(row.number) }
            for position in 0..<row.count {
                let cell = row[position]
                if !cell.isEmpty { last = max(last, cell.column) }
                if row.number > source.headerRow, !isTooLarge { note(cell, in: row.number) }
            }
        }
        remarks = source.remarks ?? last + 1
    }

    private mutating func note(_ cell: CellView, in row: Int) {
        let column = cell.column
        guard !knownRemarks.contains(column) else {
            if refused[row] == nil, !cell.isEmpty { emptied.append(cell.reference) }
            return
        }
        guard column <= source.columnCount else { return }
        if clearsRequests, refused[row] == nil, column == source.resend, SheetValue(cell).asksResend == true {
            emptied.append(cell.reference)
        }
        let fill = cell.style?.fill
        guard fill == .solid(SheetTheme.rose) else {
            fills[column] = .some(fill)
            for place in waiting.removeValue(forKey: column) ?? [] { unmarked[place].fill = fill }
            return
        }
        let isAtFault = refused[row]?.remarks.contains { $0.column == column } ?? false
        guard !isAtFault else { return }
        if fills[column] == nil { waiting[column, default: []].append(unmarked.count) }
        unmarked.append((cell.reference, fills[column] ?? nil))
    }
}
