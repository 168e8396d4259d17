/// What is wrong with an event workbook, for programs.
public struct SetupFaultDocument: Encodable, Sendable {
    /// What it is, by a name that programs can rely on.
    public let code: String
    @Null var sheet: String?
    @Null var cell: String?
    @Null var row: Int?
    /// What is wrong.
    public let message: String
    /// What to do about it.
    public let advice: String
}
