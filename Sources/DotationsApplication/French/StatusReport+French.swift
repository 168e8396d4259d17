internal import Dotations

extension StatusReport {
    /// What is wrong with a refused row, and what to do about it.
    static func words(on reason: Reason, in plan: StatusPlan) -> (message: String, advice: String) {
        switch reason {
        // Where no order is known, the identifier is that of no order.
        case .unknownID where plan.order == nil: (reason.messageWithoutSheet, reason.adviceWithoutSheet)
        case .lockedColumn:
            (
                reason.message,
                "Le statut n’est repris que si le reste de la ligne est celui de la dotation : remettez la valeur, ou supprimez la ligne du fichier."
            )
        default: (reason.message, reason.advice)
        }
    }
}
