extension WorkbookOutput {
    struct RowState {
        var number = 0
        var isOpen = false
        /// The last column written or skipped, 0 before the first.
        var column = 0
        /// The columns of the first and the last written cell, 0 if there is none.
        var first = 0
        var last = 0
        var style: UInt32 = 0
        var label = XMLWriter.RowLabel(1)
        var isHeader = false
    }

    mutating func endRow() {
        guard row.isOpen else { return }
        row.isOpen = false
        stream.raw("</row>")
        guard row.last > 0 else { return }
        let (first, last) = (usedCells?.first, usedCells?.last)
        usedCells = CellRange(
            CellReference(uncheckedRow: first?.row ?? row.number, column: min(first?.column ?? row.first, row.first)),
            CellReference(uncheckedRow: row.number, column: max(last?.column ?? row.last, row.last)))
    }
}
