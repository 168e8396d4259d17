/// Something worth a look.
public struct PlannedWarning: Sendable, Hashable {
    /// How many are kept of the rows of a sheet. Nobody reads more of them; a file that only repeats itself must not fill the memory.
    package static let limit = 10_000

    /// The sheet's row.
    public let row: Int
    /// The dotation, where the row names one that is known.
    public let id: Dotation.ID?
    /// What it is.
    public let warning: Warning

    package init(row: Int, id: Dotation.ID? = nil, warning: Warning) {
        self.row = row
        self.id = id
        self.warning = warning
    }
}
