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
}
