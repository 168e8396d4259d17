/// What is worth a look in an event workbook, for programs.
public struct SetupWarningDocument: Encodable, Sendable {
    /// What it is, by a name that programs can rely on.
    public let code: String
    /// The sheet, where it is about one.
    @Null public var sheet: String?
    /// The sheet's row, where it is about one.
    @Null public var row: Int?
    /// What it is.
    public let message: String

    /// What it is, after the place where it is.
    public var sentence: String {
        DotationsApplication.sentence(message, at: [sheet.map { "« \($0) »" }, row.map { "ligne \($0)" }])
    }
}
