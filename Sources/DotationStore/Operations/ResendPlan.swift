public import Dotations

/// To which dotations the activation e-mail would go once more.
public struct ResendPlan: Sendable {
    /// What was selected.
    public let selection: ResendSelection
    /// The dotations to which an e-mail would go.
    public let sent: [Dotation]
    /// The dotations to which none would go, and why.
    public let refused: [(id: Dotation.ID, reason: Reason)]
    let unchanged: Int

    /// Whether both would send and refuse the same, to dotations of the same revisions.
    func isSame(as other: ResendPlan) -> Bool {
        sent == other.sent && refused.elementsEqual(other.refused) { $0.id == $1.id && $0.reason.code == $1.reason.code }
    }
}
