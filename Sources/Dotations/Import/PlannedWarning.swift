/// Something worth a look.
public struct PlannedWarning: Sendable, Hashable {
    /// The sheet's row.
    public let row: Int
    /// The dotation.
    public let id: Dotation.ID?
    /// What it is.
    public let warning: Warning
}
