import Spreadsheet

/// How many rows and cells of each type a sheet has.
struct SheetTally {
    /// What is counted of cells, in the order in which it is shown. A formula counts as its result's type as well.
    enum CellType: Int, CaseIterable {
        case number, date, text, boolean, error, blank, formula

        /// What an admin calls them.
        var title: String {
            switch self {
            case .number: "Nombres"
            case .date: "Dates"
            case .text: "Textes"
            case .boolean: "Booléens"
            case .error: "Erreurs"
            case .blank: "Vides"
            case .formula: "Formules"
            }
        }
    }

    /// Rows that hold something.
    private(set) var rows = 0
    /// Those of them that are hidden.
    private(set) var hiddenRows = 0
    /// The number of the last row that holds something, 0 where none does.
    private(set) var lastRow = 0
    /// The last column that holds something, 0 where none does.
    private(set) var lastColumn = 0
    private var counts = [Int](repeating: 0, count: CellType.allCases.count)

    /// Reads every cell of a sheet.
    init(counting sheet: Sheet, of source: SheetFile, progress: inout Progress) throws {
        var rows = try source.rows(of: sheet)
        while try rows.advance() {
            count(rows.row)
            progress.countRow(of: sheet, fraction: rows.fractionRead)
        }
    }

    /// How many cells of a type there are.
    subscript(type: CellType) -> Int { counts[type.rawValue] }

    /// Cells that hold something.
    var cells: Int { self[.number] + self[.date] + self[.text] + self[.boolean] + self[.error] }

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
