/// One change that an import made, as its audit trail has it.
public struct AppliedChange: Sendable, Hashable {
    /// The row that it came from.
    public let row: Int
    /// The dotation.
    public let id: Dotation.ID
    /// The contact before the import.
    public let old: Contact
    /// The contact after the import.
    public let new: Contact

    /// A change that was made.
    public init(row: Int, id: Dotation.ID, old: Contact, new: Contact) {
        self.row = row
        self.id = id
        self.old = old
        self.new = new
    }
}
