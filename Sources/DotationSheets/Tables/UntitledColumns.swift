internal import Dotations
internal import Spreadsheet

/// The values that stand beside a table, in columns without a title: somebody may have typed a correction there.
struct UntitledColumns {
    /// Whether each column has a title, starting at A.
    private let isTitled: [Bool]
    /// Whether each column belongs to the table, starting at A.
    private let isKnown: [Bool]
    private let hasGaps: Bool
    /// How many columns may be looked at; what is beyond the header of a CSV refuses its row.
    private let columnCount: Int
    private var values: [Int: (count: Int, firstRow: Int)] = [:]

    init(_ header: TableHeader<some TableColumn>, isCSV: Bool) {
        isTitled = header.titles.map { !$0.isEmpty }
        isKnown = header.columns.map { $0 != nil }
        hasGaps = isTitled.contains(false)
        columnCount = isCSV ? header.fieldCount : .max
    }

    /// Counts what a row of the table has in columns without a title.
    mutating func note(_ row: RowView) {
        let last = row.count - 1
        guard last >= 0 else { return }
        if !hasGaps {
            let cell = row[last]
            guard cell.column > isTitled.count else { return }
        }
        var isInTable = false
        var columns: [Int] = []
        for position in 0..<row.count {
            let cell = row[position]
            if cell.kind != .blank, cell.column <= isKnown.count, isKnown[cell.column - 1] { isInTable = true }
            guard cell.column <= columnCount else { break }
            if cell.column > isTitled.count || !isTitled[cell.column - 1], cell.hasContent { columns.append(cell.column) }
        }
        guard isInTable else { return }
        let number = row.number
        for column in columns { values[column, default: (0, number)].count += 1 }
    }

    /// One warning for each column, with the first row that has a value there.
    var warnings: [PlannedWarning] {
        values.sorted { $0.key < $1.key }.compactMap { column, found in
            guard let letters = CellReference.columnName(column) else { return nil }
            return PlannedWarning(
                row: found.firstRow, warning: .columnUntitled(letters, firstRow: found.firstRow, count: found.count))
        }
    }
}

extension CellView {
    fileprivate var hasContent: Bool {
        guard kind == .text, !hasFormula else { return kind != .blank || hasFormula }
        return !utf8.text(longest: 64).unicodeScalars.allSatisfy { $0.isSpace || $0.isInvisible }
    }
}
