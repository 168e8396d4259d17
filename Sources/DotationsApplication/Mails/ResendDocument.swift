public import DotationStore
internal import Dotations

/// What programs read of a resend.
public struct ResendDocument: Encodable, Sendable {
    struct Mail: Encodable, Sendable {
        let id: String
        let order: String
        let email: String
    }

    struct Refusal: Encodable, Sendable {
        let id: String
        let reasons: [ReasonDocument]
    }

    let status: PlanStatus
    let fingerprint: Fingerprint
    let confirmations: [ConfirmationDocument]
    let orders: Int
    let resend: [Mail]
    let refused: [Refusal]
    @Null var operation: Int?

    /// The document of a plan, and of the operation that carried it out.
    public init(_ proposal: Proposal<ResendPlan>, _ operation: Operation?) {
        let plan = proposal.plan
        status = operation == nil ? .planned : .applied
        fingerprint = proposal.fingerprint
        confirmations = plan.confirmations.map { ConfirmationDocument($0) }
        orders = plan.orderCount
        resend = plan.sent.map { Mail(id: $0.id.description, order: $0.order.description, email: $0.contact.email) }
        refused = plan.refused.map { id, reason in
            Refusal(
                id: id.description,
                reasons: [ReasonDocument(reason, words: (reason.messageWithoutSheet, reason.adviceWithoutSheet))])
        }
        self.operation = operation?.id.rawValue
    }
}

extension ResendPlan {
    /// How many orders the e-mails are of.
    public var orderCount: Int { Set(sent.map(\.order)).count }
}
