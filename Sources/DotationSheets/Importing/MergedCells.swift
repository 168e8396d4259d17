internal import Dotations
internal import Spreadsheet

/// Which cells of a sheet are merged with others, so that an empty one is not taken for one that somebody emptied.
///
/// A workbook has its merged ranges behind all rows. They are read by themselves, and only once some row lacks a value.
struct MergedCells {
    private let file: SheetFile
    private let sheet: Sheet
    private let header: SheetHeader
    /// By column the rows of merged cells, from the top and apart; nil until they are needed.
    private var rows: [SheetColumn: [ClosedRange<Int>]]?

    /// The columns whose empty cells matter: an empty status or request says nothing either way.
    private static let columns = SheetColumn.allCases.filter { $0 != .status && $0 != .resend }

    init(of sheet: Sheet, in file: SheetFile, header: SheetHeader) {
        self.file = file
        self.sheet = sheet
        self.header = header
    }

    /// Makes the empty cells of a row that are merged with others ``SheetValue/covered``.
    mutating func mark(_ row: inout EditedRow) throws(SheetFault) {
        guard let workbook = file.workbook else { return }
        let empty = Self.columns.filter { row[$0] == .blank }
        guard !empty.isEmpty, Self.columns.contains(where: { row[$0] != nil && row[$0] != .blank }) else { return }
        if rows == nil { rows = try Self.read(workbook, sheet, header) }
        for column in empty where Self.contains(rows?[column] ?? [], row.number) { row[column] = .covered }
    }

    private static func read(
        _ workbook: Workbook, _ sheet: Sheet, _ header: SheetHeader
    ) throws(SheetFault) -> [SheetColumn: [ClosedRange<Int>]] {
        let layout = try wrappingErrors { () throws(SpreadsheetError) in try workbook.layout(of: sheet) }
        var rows: [SheetColumn: [ClosedRange<Int>]] = [:]
        for column in columns {
            guard let number = header.number(of: column) else { continue }
            let ranges = layout.mergedCells
                .filter { $0.first != $0.last && $0.first.column <= number && number <= $0.last.column }
                .map { $0.first.row...$0.last.row }
            rows[column] = joined(ranges)
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
