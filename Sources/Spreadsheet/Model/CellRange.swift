/// A rectangle of cells, such as `A1:H10`.
public struct CellRange: Sendable, Hashable {
    /// The upper left cell.
    public let first: CellReference
    /// The lower right cell.
    public let last: CellReference

    /// The smallest rectangle that contains both cells.
    public init(_ a: CellReference, _ b: CellReference) {
        first = CellReference(uncheckedRow: min(a.row, b.row), column: min(a.column, b.column))
        last = CellReference(uncheckedRow: max(a.row, b.row), column: max(a.column, b.column))
    }

    /// Reads `A1:H10` or `A1`, with or without `$`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        var text = String(text)
        guard let range = text.withUTF8({ Self(bytes: $0) }) else { return nil }
        self = range
    }

    /// Reads the same from ASCII bytes.
    init?(bytes: UnsafeBufferPointer<UInt8>) {
        func reference(_ range: Range<Int>) -> CellReference? {
            CellReference(bytes: UnsafeBufferPointer(rebasing: bytes[range]), allowsDollars: true)
        }
        let colon = bytes.firstIndex(of: UInt8(ascii: ":"))
        let start = colon.map { $0 + 1 } ?? 0
        guard let a = reference(0..<(colon ?? bytes.count)), let b = reference(start..<bytes.count) else { return nil }
        self.init(a, b)
    }

    /// Whether the cell is in the rectangle.
    public func contains(_ cell: CellReference) -> Bool {
        first.row...last.row ~= cell.row && first.column...last.column ~= cell.column
    }

    /// The absolute range, such as `$A$1:$H$10`.
    var absoluteDescription: String {
        let corners = [first, last].map { "$\(CellReference.columnName($0.column) ?? "")$\($0.row)" }
        return corners[0] == corners[1] ? corners[0] : corners.joined(separator: ":")
    }

    /// The absolute range in a sheet of so many rows and columns, such as `$1:$2` for whole rows and `$A:$C` for whole columns.
    func absoluteDescription(rows: Int, columns: Int) -> String {
        if first.column == 1, last.column == columns { return "$\(first.row):$\(last.row)" }
        guard first.row == 1, last.row == rows, let left = CellReference.columnName(first.column),
            let right = CellReference.columnName(last.column)
        else { return absoluteDescription }
        return "$\(left):$\(right)"
    }
}

extension CellRange: CustomStringConvertible {
    /// The range as a spreadsheet writes it: `A1:H10`, or `A1` for a single cell.
    public var description: String { first == last ? first.description : "\(first):\(last)" }
}
