public import DotationStore
internal import Dotations

/// What programs read of an order that is made, or would be.
public struct OrderDocument: Encodable {
    /// The order and its figures.
    public let summary: OrderSummary
    private let proposal: Proposal<OrderReport>
    private let salesOrdered: Int?

    /// The document of a plan.
    ///
    /// - Parameters:
    ///   - proposal: the plan.
    ///   - salesOrdered: how many sales the order that was made of it orders.
    public init(_ proposal: Proposal<OrderReport>, salesOrdered: Int? = nil) {
        self.proposal = proposal
        self.salesOrdered = salesOrdered
        summary = proposal.plan.summary
    }

    /// What is to be said of the sales that it orders, in French.
    public var salesNotes: [String] { proposal.plan.notes(onSales: salesOrdered ?? 0) }

    /// The keys of the order, its sales, and what is worth a look in its sheet.
    public func encode(to encoder: any Encoder) throws {
        let report = proposal.plan
        try summary.encode(to: encoder)
        try encoder.write([
            "status": salesOrdered == nil ? PlanStatus.planned : .applied, "fingerprint": proposal.fingerprint, "doubts": report.doubts,
            "salesOrdered": salesOrdered, "doubtful": report.doubtful, "warnings": report.warnings,
        ])
    }
}
