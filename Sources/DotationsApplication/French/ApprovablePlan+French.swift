internal import DotationStore

extension ApprovablePlan {
    /// What the number is that has to be typed.
    public var countName: String { self is ResendPlan ? "le nombre d’e-mails" : "le nombre de modifications" }
}
