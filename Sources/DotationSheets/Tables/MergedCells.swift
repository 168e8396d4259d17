internal import Dotations
internal import Spreadsheet

/// Which cells of a sheet are merged with others, so that an empty one is not taken for one that somebody emptied.
///
/// A workbook has its merged ranges after all rows. They are read by themselves, and only once some row lacks a value.
struct MergedCells {
    private let file: SheetFile
    private let sheet: Sheet
    private let columns: [Int]
    /// By column the rows of merged cells, from the top and apart; nil until they are needed.
    private var rows: [Int: [ClosedRange<Int>]]?

    /// The merged cells of a table in these columns.
    init<Column>(of table: TableSheet<Column>, columns: [Column]) {
        file = table.file
        sheet = table.sheet
        self.columns = columns.compactMap { table.header.number(of: $0) }
    }

    mutating func covers(row: Int, column: Int) throws(SheetFault) -> Bool {
        guard let workbook = file.workbook else { return false }
        if rows == nil { rows = try Self.read(workbook, sheet, columns) }
        return Self.contains(rows?[column] ?? [], row)
    }

    private static func read(_ workbook: Workbook, _ sheet: Sheet, _ columns: [Int]) throws(SheetFault) -> [Int: [ClosedRange<Int>]] {
        let layout = try wrappingErrors { () throws(SpreadsheetError) in try workbook.layout(of: sheet) }
        var rows: [Int: [ClosedRange<Int>]] = [:]
        for column in columns {
            let ranges = layout.mergedCells.filter { $0.first != $0.last && $0.first.column <= column && column <= $0.last.column }
            rows[column] = joined(ranges.map { $0.first.row...$0.last.row })
        }
        return rows
    }

    /// The ranges from the top, those that touch as one: a damaged file may have any number of them over one another.
    private static func joined(_ ranges: [ClosedRange<Int>]) -> [ClosedRange<Int>] {
        var joined: [ClosedRange<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = joined.last, range.lowerBound <= last.upperBound + 1 {
                joined[joined.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                joined.append(range)
            }
        }
        return joined
    }

    private static func contains(_ ranges: [ClosedRange<Int>], _ row: Int) -> Bool {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = low + (high - low) / 2
            if ranges[middle].upperBound < row { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(row)
    }
}

extension MergedCells {
    /// The columns of edited dotations whose empty cells matter: an empty status or request says nothing either way.
    static let editedColumns = SheetColumn.allCases.filter { $0 != .status && $0 != .resend }
    /// The columns of a sheet of statuses whose empty cells matter.
    static let statusColumns = SheetColumn.allCases.filter { $0 != .resend }

    /// Makes the empty cells of a row that are merged with others ``SheetValue/covered``, in these columns.
    mutating func mark(_ row: inout EditedRow, _ header: TableHeader<SheetColumn>, columns: [SheetColumn]) throws(SheetFault) {
        guard !row.isBlank else { return }
        for column in columns where row[column] == .blank {
            guard let number = header.number(of: column) else { continue }
            if try covers(row: row.number, column: number) { row[column] = .covered }
        }
    }
}
