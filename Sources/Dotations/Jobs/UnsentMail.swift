/// An e-mail that has not left.
public struct UnsentMail: Sendable, Hashable {
    /// Whether it waits to be sent, by itself or within a later one. One that failed or was cancelled does not.
    public let isWaiting: Bool
    /// The e-mail that would wait without it: what it, and later ones, took the place of or say besides. Nil where none would.
    public let restored: RestoredMail?

    /// An e-mail that has not left.
    public init(isWaiting: Bool, restored: RestoredMail?) {
        self.isWaiting = isWaiting
        self.restored = restored
    }
}
