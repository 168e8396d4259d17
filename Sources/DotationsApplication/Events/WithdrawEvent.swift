public import DotationSales
public import DotationStore
public import Dotations

/// Withdraws an event: nothing is sold in it any more, and it stays in the history.
public struct WithdrawEvent: ProposingUseCase {
    /// What would be done.
    public struct Plan: ApprovablePlan {
        /// The event.
        public let event: SaleEvent

        /// Never: there is an event on sale.
        public var isEmpty: Bool { false }
        /// One event.
        public var changeCount: Int { 1 }
        /// None: nothing that is sold depends on it.
        public var confirmations: [ConfirmationNeed] { [] }

        /// Adds what an approval is for.
        public func describe(to description: inout PlanDescription) { description.add(.change) { $0.append(event.id.key) } }
    }

    /// What programs read of it.
    public struct Document: Encodable, Sendable {
        let status: PlanStatus
        let fingerprint: Fingerprint
        let event: String
        @Null var operation: Operation.ID?

        /// The document of a withdrawal.
        public init(_ proposal: Proposal<Plan>, _ operation: Operation?) {
            status = operation == nil ? .planned : .applied
            fingerprint = proposal.fingerprint
            event = proposal.plan.event.name
            self.operation = operation?.id
        }
    }

    /// Who works on which store.
    public let application: Application
    private let name: String

    /// The withdrawal of the event of a name.
    public init(_ name: String, application: Application) {
        self.name = name
        self.application = application
    }

    /// What would be withdrawn.
    ///
    /// - Throws: `events.unknown`; `store.event-has-sales`, with the sales, where some are active; `nothing-to-do` where it is withdrawn.
    public func plan() throws -> Plan {
        let ledger = try application.store.salesLedger()
        let event = try ledger.events.named(name)
        guard event.withdrawn == nil else {
            throw ApplicationError.alreadyWithdrawn(event)
        }
        let active = ledger.sales.filter { $0.session.event == event.id && $0.status == .active }
        guard active.isEmpty else {
            throw StoreError(.eventHasSales, "The event has active sales.", sales: active.map(\.id.rawValue))
        }
        return Plan(event: event)
    }

    /// Withdraws it.
    public func carryOut(_ plan: Plan, _ context: OperationContext) throws -> Operation {
        guard let operation = try application.store.withdrawEvent(plan.event.id, context: context) else {
            throw StoreError(.salesMoved, "The event was withdrawn meanwhile.")
        }
        return operation
    }
}
