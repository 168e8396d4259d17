/// A range of rows below a header row, with a name, filters and stripes (ECMA-376 part 1, 18.5.1.2).
///
/// Its columns are named by the cells of the header row, which must all hold text, each another one, ASCII case aside.
public struct Table: Sendable, Hashable {
    /// The name, as in formulas: letters, digits, `_`, `.` and `\`, unique in the workbook among tables and defined names.
    public var name: String
    /// The cells: the header row and at least one row below it.
    public var range: CellRange
    /// The look, by the name of one that spreadsheets bring along; nil for none.
    public var styleName: String?
    /// Whether the header has buttons to filter with.
    public var hasFilter: Bool
    /// Whether every other row is darker.
    public var hasRowStripes: Bool

    /// A table.
    public init(
        _ name: String, _ range: CellRange, styleName: String? = "TableStyleMedium2", hasFilter: Bool = true, hasRowStripes: Bool = true
    ) {
        self.name = name
        self.range = range
        self.styleName = styleName
        self.hasFilter = hasFilter
        self.hasRowStripes = hasRowStripes
    }
}
