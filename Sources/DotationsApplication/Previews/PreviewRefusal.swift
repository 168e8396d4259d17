/// A row that is refused, as a page shows it.
public struct PreviewRefusal: Codable, Sendable {
    /// Why.
    public struct Reason: Codable, Sendable {
        /// The cell that it is about, such as `F5`.
        public let cell: String?
        /// What is wrong.
        public let message: String
        /// What to do about it.
        public let advice: String
    }

    /// The sheet's row.
    public let row: Int?
    /// What it is about: « dotation 11843518 ».
    public let subject: String?
    /// Why; never empty.
    public let reasons: [Reason]
    /// What the row says, where it can be typed anew.
    public var cells: PreviewCells?
}
