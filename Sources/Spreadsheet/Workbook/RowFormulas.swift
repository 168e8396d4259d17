/// The text of the formulas in a row, and the formulas that cells of the sheet share (ECMA-376 part 1, 18.3.1.40).
///
/// Where a scanner cannot read a row to its end, libxml2 begins the row again. So the formulas that a row has for later rows count once it has ended
/// (``end(row:)``).
final class RowFormulas {
    /// A cell of a group that shares a formula, as the cell's `f` says it.
    struct Sharing {
        let group: Int
        /// The cells of the group, where the cell is the first one, which has the formula.
        let range: CellRange?
    }

    private struct Entry {
        let column: Int
        let place: Range<Int>
    }

    private struct Group {
        let formula: SharedFormula
        /// The last row that may have cells of the group.
        let lastRow: Int

        /// About the memory that it takes.
        var size: Int { formula.size + 128 }
    }

    private let limits: ReadLimits
    // Only the reader of the row changes these, and its functions are not reentrant, so the run-time check for each formula is disabled.
    @exclusivity(unchecked) private var text = ByteArena()
    @exclusivity(unchecked) private var entries: [Entry] = []
    @exclusivity(unchecked) private var isOutOfOrder = false
    /// The text of all rows that ended.
    private var sheetText = 0
    @exclusivity(unchecked) private var groups: [Int: Group] = [:]
    private var groupSize = 0
    /// The groups that begin in this row.
    @exclusivity(unchecked) private var newGroups: [Int: Group] = [:]
    @exclusivity(unchecked) private var newGroupSize = 0

    init(limits: ReadLimits) { self.limits = limits }

    /// Begins a row, or begins it again.
    func begin() {
        text.truncate(to: 0)
        entries.removeAll(keepingCapacity: true)
        isOutOfOrder = false
        if !newGroups.isEmpty { newGroups.removeAll() }
        newGroupSize = 0
    }

    /// Adds the formula of a cell: that of its group, or its own.
    ///
    /// - Parameters:
    ///   - formula: What the cell's `f` contains.
    ///   - cell: The cell.
    ///   - sharing: The group of cells that the cell is of.
    ///   - hasReferences: Whether references of XML are still to be resolved.
    /// - Throws: `limit.row-size`, `limit.text`, `memory.exhausted`.
    func append(
        _ formula: UnsafeBufferPointer<UInt8>, in cell: CellReference, sharing: Sharing? = nil, hasReferences: Bool = false
    ) throws(SpreadsheetError) {
        if let sharing, sharing.range == nil || formula.isEmpty, let group = newGroups[sharing.group] ?? groups[sharing.group] {
            return try append(group.formula, in: cell)
        }
        guard !formula.isEmpty else { return }
        let start = text.count
        try reserve(formula.count, cell)
        text.put(formula)
        if hasReferences { text.truncate(to: start + TextScanner.dereference(text.start + start, count: formula.count)) }
        add(start..<text.count, cell.column)
        guard let sharing else { return }
        let bytes = Array(UnsafeBufferPointer(rebasing: text.contents[start...]))
        let group = Group(formula: SharedFormula(bytes, in: cell), lastRow: sharing.range?.last.row ?? CellReference.lastRow)
        newGroups[sharing.group] = group
        newGroupSize += group.size
        try checkGroups(newGroupSize, limit: Int(clamping: limits.smallPartSize), at: cell)
    }

    /// Adds the formula of a cell.
    ///
    /// - Throws: `limit.row-size`, `memory.exhausted`.
    func append(_ formula: String, in cell: CellReference) throws(SpreadsheetError) {
        try Array(formula.utf8).withUnsafeBufferPointer { (bytes) throws(SpreadsheetError) in try append(bytes, in: cell) }
    }

    private func append(_ formula: SharedFormula, in cell: CellReference) throws(SpreadsheetError) {
        try reserve(formula.greatestLength + SharedFormula.margin, cell)
        let start = text.count
        text.advance(by: formula.write(for: cell, to: text.end))
        add(start..<text.count, cell.column)
    }

    private func reserve(_ count: Int, _ cell: CellReference) throws(SpreadsheetError) {
        // A few bytes of a part can stand for a long formula, and a part has many cells.
        guard text.count + count <= limits.rowSize else {
            throw SpreadsheetError(
                .rowTooLarge, exceeds: limits.rowSize, measured: text.count + count, "the formulas of a row have too much text",
                at: .init(cell: cell))
        }
        try text.reserve(count)
    }

    private func add(_ place: Range<Int>, _ column: Int) {
        if let last = entries.last, last.column >= column { isOutOfOrder = true }
        entries.append(Entry(column: column, place: place))
    }

    /// Ends a row.
    ///
    /// - Throws: `limit.text`.
    func end(row: Int) throws(SpreadsheetError) {
        sheetText += text.count
        guard sheetText <= limits.sheetText else {
            throw SpreadsheetError(
                .tooMuchText, exceeds: limits.sheetText, measured: sheetText, "the formulas of a sheet have too much text",
                at: .init(cell: CellReference(row: row, column: 1)))
        }
        guard !newGroups.isEmpty else { return }
        groups.merge(newGroups) { _, new in new }
        groupSize += newGroupSize
        newGroups.removeAll()
        newGroupSize = 0
        if groupSize > Int(clamping: limits.smallPartSize) { try forgetGroups(endingBy: row) }
    }

    /// Forgets groups that have no more cells. At least half of the memory must become free, or a sheet could have this done for each row.
    private func forgetGroups(endingBy row: Int) throws(SpreadsheetError) {
        groups = groups.filter { $0.value.lastRow > row }
        groupSize = groups.values.reduce(0) { $0 + $1.size }
        try checkGroups(groupSize, limit: Int(clamping: limits.smallPartSize) / 2, at: CellReference(uncheckedRow: row, column: 1))
    }

    private func checkGroups(_ size: Int, limit: Int, at cell: CellReference) throws(SpreadsheetError) {
        guard size <= limit else {
            throw SpreadsheetError(
                .tooMuchText, exceeds: limit, measured: size, "the formulas that cells share take too much memory", at: .init(cell: cell))
        }
    }

    /// The formula of the cell in a column of the row; nil if it has none. Of two the last one counts.
    func text(ofColumn column: Int) -> String? {
        if isOutOfOrder {
            entries.sort { ($0.column, $0.place.lowerBound) < ($1.column, $1.place.lowerBound) }
            isOutOfOrder = false
        }
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].column <= column { low = middle + 1 } else { high = middle }
        }
        guard low > 0, entries[low - 1].column == column else { return nil }
        return String(decoding: UnsafeBufferPointer(rebasing: text.contents[entries[low - 1].place]), as: UTF8.self)
    }
}
