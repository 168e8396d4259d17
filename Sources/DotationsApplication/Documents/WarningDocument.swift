internal import Dotations

/// What is worth a look though it is applied, for programs.
public struct WarningDocument: Encodable, Sendable {
    @Null var row: Int?
    @Null var id: String?
    let code: String
    @Null var cell: String?
    let message: String
    @Null var suggestion: String?

    init(_ warning: Warning, row: Int?, id: Dotation.ID?, cell: String?) {
        self.row = row
        self.id = id?.description
        code = warning.code.rawValue
        self.cell = cell
        message = warning.message
        suggestion = warning.suggestion
    }

    /// What a report says of its sheet and of the rows.
    static func all(of report: some SheetReport) -> [WarningDocument] {
        report.notes.map { WarningDocument($0, row: nil, id: nil, cell: nil) }
            + report.warnings.map { planned in
                WarningDocument(
                    planned.warning, row: planned.row, id: planned.id,
                    cell: planned.warning.column.flatMap { report.cell(planned.row, $0) })
            }
    }
}
