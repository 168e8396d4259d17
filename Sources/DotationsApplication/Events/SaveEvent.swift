internal import DotationAccounts
public import DotationSales
public import DotationStore
internal import Dotations

extension Application {
    /// Creates an event of typed values, or changes the one of its name, by the rules by which a workbook is loaded. An event that was withdrawn is
    /// on sale again.
    ///
    /// With `isWhole` false a part of what was typed could not be read. Faults that this part may explain are left out.
    /// A new event whose name there is has the fault `event.exists`. To plan a change throws `events.unknown` where no event has the name.
    public func saveEvent(_ event: SaleEvent, isNew: Bool, isWhole: Bool = true) -> UseCase<SetupReport, Operation> {
        saving("SaveEvent", isWhole: isWhole) { ledger in
            let setup = SaleSetup(events: [event])
            guard isNew else {
                _ = try ledger.events.named(event.name)
                return (setup, [])
            }
            guard !event.id.key.isEmpty, let known = ledger.events.first(where: { $0.id == event.id }) else { return (setup, []) }
            return (setup, [SetupFault(.eventExists(known.name, withdrawn: known.withdrawn), at: .event(0))])
        }
    }

    /// A use case that loads what was typed, once it is known over which ledger.
    func saving(
        _ scope: String, isWhole: Bool = true, setup: @escaping (SalesLedger) throws -> (SaleSetup, [SetupFault])
    ) -> UseCase<SetupReport, Operation> {
        UseCase(scope: scope, application: self, permission: .change) {
            let ledger = try store.salesLedger()
            let (setup, others) = try setup(ledger)
            return SetupReport(typed: setup, others: others, over: ledger, today: try today, isWhole: isWhole)
        } perform: { report, context in
            let loaded = try store.loadEvents(report.setup, over: report.ledger.state, context: context)
            guard let operation = loaded.operation else { throw StoreError(.salesMoved, "What was typed has faults by now.") }
            return operation
        }
    }
}
