internal import DotationSales
public import DotationStore
internal import Dotations

/// What programs read of a plan of sales.
public struct SalesDocument: Encodable, Sendable {
    /// A sale to be recorded.
    public struct Registered: Encodable, Sendable {
        struct Place: Encodable, Sendable {
            @Null var row: Int?
        }

        /// The sale.
        public let sale: SaleDocument
        let place: Place

        /// The keys of the sale, and the row.
        public func encode(to encoder: any Encoder) throws { try Merged(sale, place).encode(to: encoder) }
    }

    /// A sale that changes.
    public struct Changed: Encodable, Sendable {
        private enum CodingKeys: CodingKey { case row, id, status, email, telephone, reference }

        /// The sale as it will be.
        public let sale: SaleDocument
        @Null var row: Int?
        let id: Sale.ID
        @Null var status: Replaced?
        @Null var email: Replaced?
        @Null var telephone: Replaced?
        @Null var reference: Replaced?
    }

    let status: PlanStatus
    @Null var fingerprint: Fingerprint?
    let rows, unchanged, hidden: Int
    /// The sales to be recorded.
    public let registered: [Registered]
    /// The sales that change.
    public let changed: [Changed]
    let refused: [RefusedRowDocument]
    /// What is worth a look though it is applied.
    public let warnings: [WarningDocument]
    let confirmations: [ConfirmationDocument]
    @Null var operation: Operation.ID?

    /// The document of a plan.
    ///
    /// - Parameters:
    ///   - proposal: the plan.
    ///   - status: what became of it.
    ///   - operation: the operation that carried it out.
    public init(_ proposal: Proposal<SalesReport>, _ status: PlanStatus, operation: Operation.ID? = nil) {
        self.init(proposal.plan, status, fingerprint: proposal.fingerprint, operation: operation)
    }

    /// The document of a plan; without a fingerprint of one that nobody was to approve.
    init(_ report: SalesReport, _ status: PlanStatus, fingerprint: Fingerprint? = nil, operation: Operation.ID?) {
        let plan = report.plan
        self.status = status
        self.fingerprint = fingerprint
        (rows, unchanged, hidden) = (plan.rowCount, plan.unchanged.count, report.hiddenRowCount)
        func row(_ number: Int) -> Int? { number > 0 ? number : nil }
        registered = plan.registered.map { Registered(sale: SaleDocument($0.sale, in: report.ledger), place: .init(row: row($0.row))) }
        changed = plan.changed.map { change in
            let (old, new) = (change.old, change.new)
            return Changed(
                sale: SaleDocument(new, in: report.ledger), row: row(change.row), id: new.id,
                status: Replaced(old.status.rawValue, by: new.status.rawValue),
                email: Replaced(old.contact.email, by: new.contact.email),
                telephone: Replaced(old.contact.mobile, by: new.contact.mobile),
                reference: new.reference.flatMap { Replaced(old.reference, by: $0) })
        }
        refused = report.refused
        warnings = report.warnings
        confirmations = plan.confirmations.map { ConfirmationDocument($0) }
        self.operation = operation
    }
}
