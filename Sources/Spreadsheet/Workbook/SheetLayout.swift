/// What a worksheet has besides its rows.
public struct SheetLayout: Sendable, Hashable {
    /// The range that the sheet declares as used (`dimension`), which may be wrong; nil if it declares none.
    public internal(set) var dimension: CellRange?
    /// The merged ranges (`mergeCells`). Their value is usually in the first cell.
    public internal(set) var mergedCells: [CellRange] = []
    /// The targets of hyperlinks by cell: a URL, or `#` and a place in the workbook.
    public internal(set) var hyperlinks: [CellReference: String] = [:]

    /// The widths of columns, and which of them are hidden (`cols`), in XLSX; other formats have none here. Their styles are not read.
    public internal(set) var columns: [ColumnSettings] = []

    init() {}
}
