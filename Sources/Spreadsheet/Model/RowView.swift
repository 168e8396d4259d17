/// A row in its reader's memory. Nothing is copied, and strings are made on demand.
///
/// A view is valid until its reader advances, which the compiler enforces. Use ``row`` to keep the values.
public struct RowView: ~Escapable {
    private let header: UnsafePointer<RowStorage.Header>

    /// A view of the header, whose storage the owner keeps; valid until the owner changes.
    @_lifetime(borrow owner)
    package init<Owner: ~Copyable>(header: UnsafePointer<RowStorage.Header>, owner: borrowing Owner) {
        self.header = header
    }

    /// The number of the row or the record, from 1.
    public var number: Int { header.pointee.number }

    /// Whether the row is hidden, by hand or by a filter.
    public var isHidden: Bool { header.pointee.isHidden }

    /// The number of the row's cells in the file. Empty cells may be missing.
    public var count: Int { header.pointee.count }

    /// The cell at a position from 0 up to ``count``, from left to right.
    ///
    /// - Precondition: the position is less than ``count``.
    public subscript(position: Int) -> CellView {
        @_lifetime(copy self)
        get {
            precondition(position >= 0 && position < header.pointee.count, "no cell at that position")
            return CellView(header: header, slot: header.pointee.slots + position, row: self)
        }
    }

    /// The position of the cell in a column; nil if there is none.
    @inline(__always)
    package func position(ofColumn column: Int) -> Int? {
        let slots = header.pointee.slots
        let count = header.pointee.count
        // Mostly no cell is missing.
        if column >= 1, column <= count, Int(slots[column &- 1].column) == column { return column &- 1 }
        return search(column)
    }

    private func search(_ column: Int) -> Int? {
        var (low, high) = (0, min(count, max(column, 0)))
        while low < high {
            let middle = (low + high) / 2
            if Int(header.pointee.slots[middle].column) < column { low = middle + 1 } else { high = middle }
        }
        return low < count && Int(header.pointee.slots[low].column) == column ? low : nil
    }

    /// The styles of the workbook; nil for CSV.
    var styles: Styles? { header.pointee.book.styles?.takeUnretainedValue() }

    /// The row as an independent value.
    public var row: Row {
        var cells: [Cell] = []
        cells.reserveCapacity(count)
        for position in 0..<count { cells.append(self[position].cell) }
        return Row(number: number, isHidden: isHidden, cells: cells)
    }
}
