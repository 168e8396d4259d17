/// Settings of some columns (ECMA-376 part 1, 18.3.1.13).
public struct ColumnSettings: Sendable, Hashable {
    /// The columns, from 1.
    public var columns: ClosedRange<Int>
    /// The width in digits of the normal font, with the cell's margins, up to 255; nil for the default.
    public var width: Double?
    /// Whether each column is made as wide as the widest cell that is written into it, and no narrower than ``width``.
    ///
    /// The width is that of the cell's value in its number format and typeface, as far as it is known without the typeface's file: of Calibri for
    /// ASCII. The longest line of a text counts, and the button of a filter or a table. Of all settings together, 256 columns can fit.
    public var fitsContents: Bool
    /// The style of cells without a style.
    public var style: StyleID?
    /// Whether the columns are hidden.
    public var isHidden: Bool

    /// Settings for some columns.
    public init(
        _ columns: ClosedRange<Int>, width: Double? = nil, fitsContents: Bool = false, style: StyleID? = nil, isHidden: Bool = false
    ) {
        self.columns = columns
        self.width = width
        self.fitsContents = fitsContents
        self.style = style
        self.isHidden = isHidden
    }

    /// Settings for one column.
    public init(_ column: Int, width: Double? = nil, fitsContents: Bool = false, style: StyleID? = nil, isHidden: Bool = false) {
        self.init(column...column, width: width, fitsContents: fitsContents, style: style, isHidden: isHidden)
    }
}
