/// A sheet as it is before its first row is written.
public struct SheetSettings: Sendable {
    /// The name on the tab: 1 to 31 UTF-16 units, without `[]:*?/\`, and without an apostrophe at either end.
    public var name: String
    /// Whether the sheet shows up.
    public var visibility: SheetVisibility
    /// The tab's colour.
    public var tabColor: RGBColor?
    /// Widths and styles of columns. Columns may not be named twice.
    public var columns: [ColumnSettings]
    /// How many rows at the top stay where they are while the others scroll.
    public var frozenRows: Int
    /// How many columns on the left stay where they are while the others scroll.
    public var frozenColumns: Int
    /// The height of rows that say nothing else, in points.
    public var defaultRowHeight: Double?
    /// Whether lines are shown between the cells.
    public var showsGridLines: Bool
    /// Whether columns count from the right.
    public var isRightToLeft: Bool
    /// How large the sheet is shown, in percent, from 10 to 400.
    public var zoom: Int
    /// How the sheet is printed.
    public var pageSetup: PageSetup?
    /// What is written after the rows, as far as it is known; ``WorkbookWriter/features`` takes more until the sheet ends.
    public var features: SheetFeatures

    /// A sheet with a name, and otherwise as a new one.
    public init(
        _ name: String, visibility: SheetVisibility = .visible, tabColor: RGBColor? = nil, columns: [ColumnSettings] = [],
        frozenRows: Int = 0, frozenColumns: Int = 0, defaultRowHeight: Double? = nil, showsGridLines: Bool = true,
        isRightToLeft: Bool = false, zoom: Int = 100, pageSetup: PageSetup? = nil, features: SheetFeatures = SheetFeatures()
    ) {
        self.name = name
        self.visibility = visibility
        self.tabColor = tabColor
        self.columns = columns
        self.frozenRows = frozenRows
        self.frozenColumns = frozenColumns
        self.defaultRowHeight = defaultRowHeight
        self.showsGridLines = showsGridLines
        self.isRightToLeft = isRightToLeft
        self.zoom = zoom
        self.pageSetup = pageSetup
        self.features = features
    }
}
