/// One row that is not applied.
public struct RefusedRow: Sendable, Hashable {
    /// The sheet's row.
    public let row: Int
    /// The dotation, where the row names one of the order.
    public let id: Dotation.ID?
    /// Why; never empty. Each reason says the column that it is about, where it is about one.
    public let reasons: [Reason]
    /// Current values for the refused row, where the sheet still says what was exported, or conflicts: what the
    /// row must say when it comes back, so that only what is then typed is an edit.
    public let renewed: [SheetColumn: String]

    package init(row: Int, id: Dotation.ID? = nil, reasons: [Reason], renewed: [SheetColumn: String] = [:]) {
        self.row = row
        self.id = id
        self.reasons = reasons
        self.renewed = renewed
    }
}
