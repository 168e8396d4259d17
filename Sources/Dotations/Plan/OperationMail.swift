/// What has become of the e-mail that an operation recorded for a dotation, when the operation is to be undone.
public enum OperationMail: Sendable, Hashable {
    /// It has left, or may have left, by itself or within a later one. The beneficiary is told of the undo.
    case left
    /// It has not left, so there is nothing to tell: the undo takes it back.
    case unsent(UnsentMail)
}

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

/// An e-mail that is recorded anew, as the one that took its place is taken back.
public struct RestoredMail: Sendable, Hashable {
    /// What it says.
    public let kind: ActivationEmailJob.Kind
    /// Whether it tells of a new mobile number.
    public let tellsMobile: Bool

    /// An e-mail that is recorded anew.
    public init(kind: ActivationEmailJob.Kind, tellsMobile: Bool) {
        self.kind = kind
        self.tellsMobile = tellsMobile
    }
}
