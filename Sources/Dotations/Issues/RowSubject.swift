/// Whom a row is about that has no identifier, or one of nobody, as far as its other cells say.
public enum RowSubject: Sendable, Hashable {
    /// They do not say, or it may be several people.
    case unclear
    /// A person whom the order does not have.
    case nobody
    /// The person of this dotation.
    case dotation(Dotation.ID)
}
