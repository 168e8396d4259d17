/// What is worth a look, as a page shows it.
public struct PreviewWarning: Codable, Sendable {
    /// The sheet's row.
    public let row: Int?
    /// What it is about: « dotation 11843518 ».
    public let subject: String?
    /// The cell that it is about.
    public let cell: String?
    /// What it is.
    public let message: String
    /// What was probably meant.
    public let suggestion: String?
}
