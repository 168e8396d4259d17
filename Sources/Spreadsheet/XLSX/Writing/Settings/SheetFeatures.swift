/// What a sheet has beside its rows. It is written when the sheet ends, so it may change while rows are written.
public struct SheetFeatures: Sendable {
    /// Keeps locked cells, and whatever else is not allowed, from being changed.
    public var protection: SheetProtection?
    /// The cells, headers first, that buttons in the header row filter.
    public var autoFilter: CellRange?
    /// Cells that are shown as one. They may not overlap.
    public var mergedRanges: [CellRange] = []
    /// Formats that depend on values; the first has the highest priority.
    public var conditionalFormats: [ConditionalFormat] = []
    /// Rules for what may be typed into cells.
    public var dataValidations: [DataValidation] = []
    /// Links, at most 65,530.
    public var hyperlinks: [Hyperlink] = []
    /// Notes, at most one a cell.
    public var comments: [CellComment] = []
    /// Tables. One must be here before its header row is written; its range may still grow after that.
    public var tables: [Table] = []
    /// Cells that get no green corner.
    public var ignoredErrors: [IgnoredErrors] = []

    /// Nothing.
    public init() {}
}
