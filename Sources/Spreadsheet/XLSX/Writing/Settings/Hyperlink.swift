/// A link from cells to something else (ECMA-376 part 1, 18.3.1.47).
public struct Hyperlink: Sendable, Hashable {
    /// The cells.
    public var range: CellRange
    /// The target.
    public var target: Target
    /// The tooltip, at most 255 UTF-16 units.
    public var tooltip: String?

    /// A link's target.
    public enum Target: Sendable, Hashable {
        /// A URL, at most 2,079 UTF-16 units. Invalid characters, such as spaces, are percent-encoded.
        case url(String)
        /// A place in the workbook: a defined name, or a reference such as `'Order 1'!A1`.
        case location(String)
    }

    /// A link from cells.
    public init(_ range: CellRange, to target: Target, tooltip: String? = nil) {
        self.range = range
        self.target = target
        self.tooltip = tooltip
    }

    /// A link from one cell. A literal is taken for a range.
    @_disfavoredOverload
    public init(_ cell: CellReference, to target: Target, tooltip: String? = nil) {
        self.init(CellRange(cell, cell), to: target, tooltip: tooltip)
    }
}
