/// What somebody typed for a row, as a page shows it.
public struct PreviewCorrection: Codable, Sendable {
    /// The sheet's row.
    public let row: Int
    /// What it is about: « dotation 11843518 ».
    public let subject: String?
    /// Its cells.
    public let cells: PreviewCells
}
