/// What has become of the e-mail that an operation recorded for a dotation, when the operation is to be undone.
public enum OperationMail: Sendable, Hashable {
    /// It has left, or may have left, by itself or within a later one. The beneficiary is told of the undo.
    case left
    /// It has not left, so there is nothing to tell: the undo takes it back.
    case unsent(UnsentMail)
}
