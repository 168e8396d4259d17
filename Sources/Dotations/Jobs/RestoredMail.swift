/// An e-mail that is recorded again, as the one that took its place is taken back.
public struct RestoredMail: Sendable, Hashable {
    /// What it says.
    public let kind: ActivationEmailJob.Kind
    /// Whether it tells of a new mobile number.
    public let tellsMobile: Bool

    /// An e-mail that is recorded again.
    public init(kind: ActivationEmailJob.Kind, tellsMobile: Bool) {
        self.kind = kind
        self.tellsMobile = tellsMobile
    }
}
