internal import DotationStore

extension ApprovablePlan {
    /// What the number is that has to be typed.
    public var countName: String {
        switch self {
        case is ResendPlan: "le nombre d’e-mails"
        case is ClientErasure: "le nombre de commandes"
        default: "le nombre de modifications"
        }
    }
}
