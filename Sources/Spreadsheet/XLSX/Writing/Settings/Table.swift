/// A range of rows below a header row, with a name, filters and stripes (ECMA-376 part 1, 18.5.1.2).
///
/// The cells of the header row name the columns. They must be distinct texts, ignoring ASCII case.
public struct Table: Sendable, Hashable {
    /// The name, as in formulas: letters, digits, `_`, `.` and `\`, unique in the workbook among tables and defined names.
    public var name: String
    /// The cells: the header row and at least one row below it.
    public var range: CellRange
    /// The name of a built-in table style; nil for none.
    public var styleName: String?
    /// Whether the header has filter buttons.
    public var hasFilter: Bool
    /// Whether rows are striped.
    public var hasRowStripes: Bool
    /// The names of the columns, of a table that was read; of one that is written they are the texts of its header row.
    public internal(set) var columnNames: [String] = []

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
