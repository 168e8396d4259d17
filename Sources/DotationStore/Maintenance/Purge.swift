internal import Dotations

/// What a purge emptied, or would empty.
public struct Purge: Sendable, Hashable {
    /// Whose values they were.
    public let client: Client.Code
    /// The changes of which the contacts went.
    public let changes: Int
    /// The e-mails of which address, number and answer went.
    public let mails: Int
    /// The people of whom the names and contacts went; their staff numbers stay.
    public let people: Int
    /// The sales of which the contacts went; who bought, what, and the payment's reference stay.
    public let sales: Int
    /// The documents that went.
    public let documents: Int
    /// The files of which the names went; their hashes stay.
    public let files: Int
    /// The operation that recorded it; nil where nothing was emptied.
    public let operation: Operation.ID?

    /// Whether there was nothing to empty.
    public var isEmpty: Bool { changes + mails + people + sales + documents + files == 0 }
}
