/// Something worth a look.
public struct PlannedWarning: Sendable, Hashable {
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
