internal import DotationAccounts
internal import DotationSales
public import DotationStore

extension Application {
    /// Withdraws the event of a name.
    ///
    /// To plan it throws `events.unknown`; `store.event-has-sales`, with the sales, where some are active; `nothing-to-do` where it is withdrawn.
    public func withdrawEvent(_ name: String) -> UseCase<EventWithdrawal, Operation> {
        UseCase(scope: "WithdrawEvent", application: self, permission: .change) {
            let event = try store.saleEvents().named(name)
            guard try store.withdrawableEvent(event.id) != nil else { throw ApplicationError.alreadyWithdrawn(event) }
            return EventWithdrawal(event: event)
        } perform: { plan, context in
            guard let operation = try store.withdrawEvent(plan.event.id, context: context) else {
                throw StoreError(.salesMoved, "The event was withdrawn meanwhile.")
            }
            return operation
        }
    }
}
