internal import DotationSheets
internal import Spreadsheet

/// How many rows and cells of each type a sheet has.
public struct SheetTally: Encodable {
    /// What is counted of cells, in the order in which it is shown. A formula counts as its result's type as well.
    public enum CellType: Int, CaseIterable, Sendable {
        /// A kind of cell.
        case number, date, text, boolean, error, blank, formula
    }

    /// After how many rows progress is told.
    static let progressStep = 256

    /// Rows that hold something.
    public private(set) var rows = 0
    /// Those of them that are hidden.
    public private(set) var hiddenRows = 0
    /// The number of the last row that holds something, 0 where none does.
    public private(set) var lastRow = 0
    /// The last column that holds something, 0 where none does.
    public private(set) var lastColumn = 0
    /// What is worth a look about rows.
    var warnings: [WarningDocument] { strayQuotes.warnings.map { WarningDocument($0) } }
    private var strayQuotes = StrayQuoteRows()
    private var counts = [Int](repeating: 0, count: CellType.allCases.count)

    init(counting sheet: Sheet, of source: SheetFile, progress: (_ fraction: Double) -> Void) throws {
        var rows = try source.rows(of: sheet)
        var number = 0
        while try rows.advance() {
            strayQuotes.note(rows)
            count(rows.row)
            number += 1
            if number % SheetTally.progressStep == 0 { progress(rows.fractionRead) }
        }
    }

    /// How many cells there are, of each type.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write(["total": cells])
        for type in CellType.allCases { try encoder.write(["\(type)": self[type]]) }
    }

    /// How many cells of a type there are.
    public subscript(type: CellType) -> Int { counts[type.rawValue] }

    /// Cells that hold something.
    public var cells: Int { self[.number] + self[.date] + self[.text] + self[.boolean] + self[.error] }

    private mutating func count(_ row: RowView) {
        var column = 0
        for position in 0..<row.count {
            let cell = row[position]
            if cell.hasFormula { add(.formula) }
            guard !cell.isEmpty else {
                add(.blank)
                continue
            }
            switch cell.kind {
            case .number: add(.number)
            case .date: add(.date)
            case .text: add(.text)
            case .boolean: add(.boolean)
            case .error: add(.error)
            case .blank: break
            }
            column = cell.column
        }
        guard column > 0 else { return }
        rows += 1
        lastRow = row.number
        lastColumn = max(lastColumn, column)
        if row.isHidden { hiddenRows += 1 }
    }

    private mutating func add(_ type: CellType) { counts[type.rawValue] &+= 1 }
}
