public import Dotations

/// What is worth a look though it is applied, for programs.
public struct WarningDocument: Encodable, Sendable {
    /// The sheet's row; none where it is about the sheet as a whole.
    @Null public var row: Int?
    /// What it is about, where that is known.
    @Null public var id: RowID?
    /// What it is, by a name that programs can rely on.
    public let code: String
    /// The cell that it is about, such as `F5`.
    @Null public var cell: String?
    /// What it is.
    public let message: String
    /// What was probably meant.
    @Null public var suggestion: String?

    init(_ warning: Warning, row: Int? = nil, id: RowID? = nil, cell: String? = nil, message: String? = nil) {
        self.row = row
        self.id = id
        code = warning.code.rawValue
        self.cell = cell
        self.message = message ?? warning.message
        suggestion = warning.suggestion
    }

    /// A warning of a row of a sheet; `cell` tells where a column of the row is.
    public init(_ planned: PlannedWarning, cell: (Int, SheetColumn) -> String? = { _, _ in nil }) {
        self.init(
            planned.warning, row: planned.row, id: planned.id.map { .dotation($0) },
            cell: planned.warning.column.flatMap { cell(planned.row, $0) })
    }
}
