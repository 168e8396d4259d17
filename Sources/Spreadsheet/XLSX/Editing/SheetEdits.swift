/// The edits of one worksheet: of its cells, in the order in which they were asked for until ``sort()``, and of the widths of its columns.
struct SheetEdits: Sendable {
    /// An edit with its place in a number, so that rows and then columns ascend.
    struct Placed: Sendable {
        let key: UInt64
        var edit: CellEdit

        var row: Int { Int(key >> 16) }
        var column: Int { Int(key & 0xFFFF) }
    }

    /// The width of a column, in characters.
    struct Width: Sendable {
        let column: Int
        let width: Double
    }

    /// A drawing by the identifier of its relationship, and the namespace of such identifiers.
    struct LegacyDrawing: Sendable {
        let relationship: String
        let namespace: String
    }

    private(set) var cells: [Placed] = []
    /// In the order of the columns, each once.
    private(set) var widths: [Width] = []
    /// The rows that are shown though they were hidden.
    var shownRows: Set<Int> = []
    /// The columns that tables and filters take in.
    var tableExtensions: [TableExtension] = []
    /// The notes that are added, each cell's once.
    private(set) var comments: [CellComment] = []
    private var commentPlaces: [CellReference: Int] = [:]
    /// The drawing of its notes, where the sheet had none.
    var legacyDrawing: LegacyDrawing?
    /// The rows whose content is edited, by column; known once sorted.
    private var contentRows: [Int: [Int]] = [:]
    /// The smallest range with all cells that the edits may make; nil if they make none.
    private(set) var range: CellRange?
    /// The last row that holds something, with the edits; nil if nobody has looked yet.
    var lastRow: Int?

    mutating func append(_ edit: CellEdit, at cell: CellReference) {
        cells.append(Placed(key: UInt64(cell.row) << 16 | UInt64(cell.column), edit: edit))
        guard edit.makesCell else { return }
        if edit.content != nil, let last = lastRow { lastRow = max(last, cell.row) }
        range = range.map { $0.extended(to: cell) } ?? CellRange(cell, cell)
    }

    mutating func setWidth(_ width: Double, ofColumn column: Int) {
        let place = widths.firstIndex { $0.column >= column } ?? widths.count
        let isKnown = place < widths.count && widths[place].column == column
        widths.replaceSubrange(place..<place + (isKnown ? 1 : 0), with: [Width(column: column, width: width)])
    }

    mutating func setComment(_ comment: CellComment) {
        if let place = commentPlaces[comment.cell] { return comments[place] = comment }
        commentPlaces[comment.cell] = comments.count
        comments.append(comment)
    }

    var isEmpty: Bool { cells.isEmpty && widths.isEmpty && shownRows.isEmpty && tableExtensions.isEmpty && comments.isEmpty }

    /// Puts the edits in the order of their cells, each cell once.
    mutating func sort() {
        // A stable order: of two edits of a cell the later one counts.
        let order = cells.indices.sorted { (cells[$0].key, $0) < (cells[$1].key, $1) }
        var sorted: [Placed] = []
        sorted.reserveCapacity(order.count)
        for index in order {
            let next = cells[index]
            guard let last = sorted.last, last.key == next.key else {
                sorted.append(next)
                continue
            }
            let style = last.edit.style.followed(by: next.edit.style)
            sorted[sorted.count - 1].edit = CellEdit(content: next.edit.content ?? last.edit.content, style: style)
        }
        cells = sorted
        contentRows = [:]
        for placed in sorted where placed.edit.content != nil { contentRows[placed.column, default: []].append(placed.row) }
    }

    /// The last row to which an edit gives content; 0 if none does.
    var lastContentRow: Int {
        cells.reduce(0) { if case .value(.blank)? = $1.edit.content { $0 } else { $1.edit.content == nil ? $0 : max($0, $1.row) } }
    }

    var needsStyles: Bool { cells.contains { $0.edit.needsStyles } }
    var addsFormula: Bool { cells.contains { if case .formula? = $0.edit.content { true } else { false } } }
    var addsFormulaWithoutResult: Bool { cells.contains { if case .formula(_, result: .blank)? = $0.edit.content { true } else { false } } }
    var editsContent: Bool { !contentRows.isEmpty }

    /// A cell of a range whose content is edited, other than its first cell; nil if there is none. The edits are sorted.
    func contentEdit(in range: CellRange, exceptFirst: Bool) -> CellReference? {
        // Columns without edits are passed over by whichever of the two is shorter.
        if contentRows.count < range.last.column - range.first.column {
            for (column, rows) in contentRows where range.first.column...range.last.column ~= column {
                if let cell = edit(in: rows, column, range, exceptFirst: exceptFirst) { return cell }
            }
            return nil
        }
        for column in range.first.column...range.last.column {
            if let rows = contentRows[column], let cell = edit(in: rows, column, range, exceptFirst: exceptFirst) { return cell }
        }
        return nil
    }

    private func edit(in rows: [Int], _ column: Int, _ range: CellRange, exceptFirst: Bool) -> CellReference? {
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle] < range.first.row { low = middle + 1 } else { high = middle }
        }
        if exceptFirst, column == range.first.column, low < rows.count, rows[low] == range.first.row { low += 1 }
        guard low < rows.count, rows[low] <= range.last.row else { return nil }
        return CellReference(uncheckedRow: rows[low], column: column)
    }
}

extension CellRange {
    /// The smallest range with this one and a cell.
    func extended(to cell: CellReference) -> CellRange {
        CellRange(
            CellReference(uncheckedRow: min(first.row, cell.row), column: min(first.column, cell.column)),
            CellReference(uncheckedRow: max(last.row, cell.row), column: max(last.column, cell.column)))
    }
}
