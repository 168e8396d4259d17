/// A sheet's settings, which are written before its first row.
public struct SheetSettings: Sendable {
    /// The name on the tab: 1 to 31 UTF-16 units, without `[]:*?/\`, and without an apostrophe at either end.
    public var name: String
    /// Whether the tab is shown.
    public var visibility: SheetVisibility
    /// The tab's colour.
    public var tabColor: RGBColor?
    /// The settings of columns, which may not overlap.
    public var columns: [ColumnSettings]
    /// The number of frozen rows at the top.
    public var frozenRows: Int
    /// The number of frozen columns on the left.
    public var frozenColumns: Int
    /// The default height of rows, in points.
    public var defaultRowHeight: Double?
    /// Whether grid lines are shown.
    public var showsGridLines: Bool
    /// Whether columns run from right to left.
    public var isRightToLeft: Bool
    /// The zoom in percent, from 10 to 400.
    public var zoom: Int
    /// The page setup.
    public var pageSetup: PageSetup?
    /// The initial value of ``SheetWriter/features``.
    public var features: SheetFeatures

    /// Creates settings, by default those of a new sheet.
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
