/// What is worth a look in an event workbook, for programs.
public struct SetupWarningDocument: Encodable, Sendable {
    /// What it is, by a name that programs can rely on.
    public let code: String
    /// The sheet, where it is about the titles of one.
    @Null public var sheet: String?
    /// What it is.
    public let message: String
}
