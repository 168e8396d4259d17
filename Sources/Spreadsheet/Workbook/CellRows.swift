/// The values of a range of cells, row by row.
///
/// The array of a row is made when it is asked for, so that a range of whole columns needs no memory by itself.
public struct CellRows: RandomAccessCollection, Sendable {
    let worksheet: Worksheet
    /// The range.
    public let range: CellRange

    /// The position of the range's first row, 0.
    public var startIndex: Int { 0 }
    /// The number of the range's rows.
    public var endIndex: Int { range.last.row - range.first.row + 1 }

    /// The values of the range's row at a position from 0, from left to right; ``CellValue/blank`` where there is no cell.
    ///
    /// - Precondition: the position is less than the number of rows.
    public subscript(position: Int) -> [CellValue] {
        precondition(indices.contains(position), "no row at that position")
        let row = worksheet.row(range.first.row + position)
        return (range.first.column...range.last.column).map { row?[column: $0] ?? .blank }
    }
}
