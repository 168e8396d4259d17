/// One e-mail that an import sent once more, without changing anything, as its audit trail has it.
public struct AppliedResend: Sendable, Hashable {
    /// The row that it came from.
    public let row: Int
    /// The dotation.
    public let id: Dotation.ID

    /// An e-mail that was sent once more.
    public init(row: Int, id: Dotation.ID) {
        self.row = row
        self.id = id
    }
}
