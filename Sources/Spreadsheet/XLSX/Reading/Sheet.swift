/// A sheet of a workbook, by its tab (ECMA-376 part 1, 18.2.19).
public struct Sheet: Sendable, Hashable {
    /// What a sheet is made of.
    public enum Kind: Sendable, Hashable {
        /// Cells.
        case worksheet
        /// A chart, a dialog or old macros: nothing that has rows of values.
        case other
        /// Nothing: the workbook names the sheet, but does not hold it.
        case missing
    }

    /// The text on the tab.
    public let name: String
    /// Whether the tab can be seen.
    public let visibility: SheetVisibility
    /// What the sheet is made of.
    public let kind: Kind
    /// The part that holds the sheet, or nil where the workbook does not say.
    let part: String?
}
