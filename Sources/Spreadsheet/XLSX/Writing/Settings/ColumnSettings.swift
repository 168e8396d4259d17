/// Settings of some columns (ECMA-376 part 1, 18.3.1.13).
public struct ColumnSettings: Sendable, Hashable {
    /// The columns, from 1.
    public var columns: ClosedRange<Int>
    /// The width in digits of the normal font, with the cell's margins, up to 255; nil for the default.
    public var width: Double?
    /// The style of cells without a style.
    public var style: StyleID?
    /// Whether the columns are hidden.
    public var isHidden: Bool

    /// Settings for some columns.
    public init(_ columns: ClosedRange<Int>, width: Double? = nil, style: StyleID? = nil, isHidden: Bool = false) {
        self.columns = columns
        self.width = width
        self.style = style
        self.isHidden = isHidden
    }

    /// Settings for one column.
    public init(_ column: Int, width: Double? = nil, style: StyleID? = nil, isHidden: Bool = false) {
        self.init(column...column, width: width, style: style, isHidden: isHidden)
    }
}
