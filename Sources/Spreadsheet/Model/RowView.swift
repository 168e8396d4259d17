/// A row as its reader holds it: nothing is copied, and no text is made until it is asked for.
///
/// A view is good until its reader takes its next step, and the compiler sees to that. Take ``row`` to keep the values.
public struct RowView: ~Escapable {
    private let header: UnsafePointer<RowStorage.Header>

    /// A view that lives as long as its owner is not changed; the owner keeps the storage that the header is in.
    @_lifetime(borrow owner)
    init<Owner: ~Copyable>(header: UnsafePointer<RowStorage.Header>, owner: borrowing Owner) {
        self.header = header
    }

    /// The row's number, from 1: in a worksheet the row's, in CSV the record's.
    public var number: Int { header.pointee.number }

    /// Whether the row is hidden, by hand or by a filter.
    public var isHidden: Bool { header.pointee.isHidden }

    /// The number of cells that the file has for this row, which may leave out empty ones.
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

    /// The styles that the cells' styles are among; nil where they have none.
    var styles: Styles? { header.pointee.book.styles?.takeUnretainedValue() }

    /// The row as a value of its own, with its text as strings.
    public var row: Row {
        var cells: [Cell] = []
        cells.reserveCapacity(count)
        for position in 0..<count { cells.append(self[position].cell) }
        return Row(number: number, isHidden: isHidden, cells: cells)
    }
}
