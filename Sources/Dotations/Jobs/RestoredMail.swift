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
