/// What a sheet has besides its rows. It is written at the end of the sheet, so it may change while rows are written.
public struct SheetFeatures: Sendable {
    /// The protection of the sheet; nil for none.
    public var protection: SheetProtection?
    /// The range of the filter, with its header row.
    public var autoFilter: CellRange?
    /// The merged ranges, which may not overlap.
    public var mergedRanges: [CellRange] = []
    /// The conditional formats; the first has the highest priority.
    public var conditionalFormats: [ConditionalFormat] = []
    /// The rules for input.
    public var dataValidations: [DataValidation] = []
    /// Links, at most 65,530.
    public var hyperlinks: [Hyperlink] = []
    /// Notes, at most one a cell.
    public var comments: [CellComment] = []
    /// The tables. Add a table before its header row is written; its range may grow later.
    public var tables: [Table] = []
    /// Cells without a green corner for errors.
    public var ignoredErrors: [IgnoredErrors] = []

    /// Nothing.
    public init() {}
}
