public import DotationSales
public import DotationStore
internal import Dotations

/// That nothing is sold in an event any more; it stays in the history.
public struct EventWithdrawal: ApprovablePlan {
    /// The event.
    public let event: SaleEvent

    /// Never: there is an event on sale.
    public var isEmpty: Bool { false }
    /// One event.
    public var changeCount: Int { 1 }

    /// Adds what an approval is for.
    public func describe(to description: inout PlanDescription) { description.add(.change) { $0.append(event.id.key) } }

    /// The event's name.
    public func encode(to encoder: any Encoder) throws { try encoder.write(["event": event.name]) }
}

extension Application {
    /// Withdraws the event of a name.
    ///
    /// To plan it throws `events.unknown`; `store.event-has-sales`, with the sales, where some are active; `nothing-to-do` where it is withdrawn.
    public func withdrawEvent(_ name: String) -> UseCase<EventWithdrawal, Operation> {
        UseCase(scope: "WithdrawEvent", application: self) {
            let ledger = try store.salesLedger()
            let event = try ledger.events.named(name)
            guard try ledger.withdrawableEvent(event.id) != nil else { throw ApplicationError.alreadyWithdrawn(event) }
            return EventWithdrawal(event: event)
        } perform: { plan, context in
            guard let operation = try store.withdrawEvent(plan.event.id, context: context) else {
                throw StoreError(.salesMoved, "The event was withdrawn meanwhile.")
            }
            return operation
        }
    }
}
