public import DotationStore
internal import Dotations

/// What programs read of a cancelled order, or of a payment that was taken back.
public struct OrderCancellationDocument: Encodable, Sendable {
    let status: PlanStatus
    let fingerprint: Fingerprint
    let order: String
    let dotations: Int
    let faceValueCents: Int
    let sales: Int
    let mailsCancelled: [Int]
    @Null var operation: Operation.ID?

    /// The document of a withdrawal.
    public init(_ proposal: Proposal<OrderCancellation>, _ operation: Operation?) {
        let plan = proposal.plan
        status = operation == nil ? .planned : .applied
        fingerprint = proposal.fingerprint
        order = plan.order.number.description
        dotations = plan.dotationCount
        faceValueCents = plan.faceValue.cents
        sales = plan.saleCount
        mailsCancelled = plan.waitingMails.map(\.rawValue)
        self.operation = operation?.id
    }
}
