/// One e-mail that an undo takes back.
public struct PlannedMailCancellation: Sendable, Hashable {
    /// The row of the import that is undone.
    public let row: Int
    /// The dotation.
    public let id: Dotation.ID
    /// The e-mail, which waits, and what is recorded again in its stead.
    public let mail: UnsentMail
}
