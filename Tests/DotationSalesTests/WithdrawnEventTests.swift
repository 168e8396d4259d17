import Dotations
import Testing

@testable import DotationSales

/// An event that was withdrawn sells nothing and stands in nothing's way.
@Suite struct WithdrawnEventTests {
    private static func withdrawn(_ event: SaleEvent) -> SaleEvent {
        SaleEvent(
            name: event.name, verifiesContacts: true, maximum: event.maximum, criteria: event.criteria, sessions: event.sessions,
            withdrawn: Sample.day("2025-04-05"))
    }

    @Test func `nothing is sold in it, and the refusal says since when`() {
        let plan = Sample.ledger([Self.withdrawn(Sample.event())]).plan(Sample.row(2, 1))
        #expect(plan.refused.map(\.reasons) == [[.eventWithdrawn("Chèques-vacances", since: Sample.day("2025-04-05"))]])
    }

    @Test func `a session of its name is that of the event that is on sale`() {
        let events = [Self.withdrawn(Sample.event("Été")), Sample.event("Hiver", sessions: [Sample.session(price: Sample.euros(30))])]
        let plan = Sample.ledger(events).plan(Sample.row(2, 1))
        #expect(plan.registered.map(\.sale.session.event) == [SaleEvent.ID(name: "Hiver")])
        #expect(plan.registered.map(\.sale.pricePaid) == [Sample.euros(30)])
    }

    @Test func `a row still says what it had sold`() {
        let events = [Sample.event("Été"), Sample.event("Hiver")]
        let empty = Sample.ledger(events)
        let sold = empty.after(empty.plan(Sample.row(2, 1, event: "Été", reference: "a")))
        let cancelled = sold.after(SalesPlan(.status(.cancelled, [Sample.id(1)]), ledger: sold, today: Sample.today))
        let ledger = Sample.ledger([Self.withdrawn(events[0]), events[1]], sales: cancelled.sales)
        let plan = ledger.plan(Sample.row(2, 1, status: .refunded, reference: "a"))
        #expect(plan.changed.map(\.new.status) == [.refunded])
    }

    @Test func `its brackets overlap with nobody's, and its session makes no export partial`() throws {
        let tariff = [Criterion(.familyQuotient, Bracket(upper: .inclusive(Sample.euros(800))))]
        let old = Sample.event("Ancien", tariff)
        let new = SaleSetup(events: [Sample.event("Nouveau", tariff)])
        #expect(new.review(over: Sample.ledger([old])).faults.map(\.code) == [.bracketsOverlap])
        #expect(new.review(over: Sample.ledger([Self.withdrawn(old)])).faults.isEmpty)
        let export = try #require(ConnectExport(Sample.ledger([Self.withdrawn(old)]), today: Sample.today))
        #expect(export.openSessions.isEmpty && export.recap.isEmpty)
    }

    @Test func `loaded again it is on sale`() {
        let event = Sample.event()
        let setup = SaleSetup(events: [Self.withdrawn(event)]).loading(SaleSetup(events: [event]))
        #expect(setup.events.map(\.withdrawn) == [nil])
    }
}
