import Dotations
import Testing

@testable import DotationSales

/// Sheets of sales at once.
@Suite struct PlanTests {
    @Test func `the same sheet twice changes nothing the second time`() {
        let ledger = Sample.ledger([Sample.event(sessions: [Sample.session(places: 2)])])
        let rows = [
            Sample.row(2, 1, reference: "ch_1"), Sample.row(3, 2), Sample.row(4, 3, quantity: 2, reference: "ch_3"),
            Sample.row(5, 1), Sample.row(6, 4, status: .cancelled, reference: "ch_4"),
            Sample.row(7, 5, status: .refunded), Sample.row(8, 5, date: "2025-05-02"), Sample.row(9, 6),
        ]
        let first = SalesPlan(.rows(rows), ledger: ledger, today: Sample.day("2025-06-01"))
        #expect(first.registered.map(\.row) == [2, 3, 4, 5, 6, 7] && first.refused.map(\.row) == [8, 9])
        let second = SalesPlan(.rows(rows), ledger: ledger.after(first), today: Sample.day("2025-06-01"))
        #expect(second.isEmpty && second.unchanged.map(\.row) == [2, 3, 4, 5, 6, 7] && second.refused == first.refused)
        #expect(second.unchanged.map(\.sale) == first.registered.map(\.sale.id))
    }

    @Test func `the last place goes to whom it was sold first, however the sheet is sorted`() {
        let ledger = Sample.ledger([Sample.event(sessions: [Sample.session(cap: 2)])])
        let plan = ledger.plan(
            Sample.row(2, 1, date: "2025-04-12"), Sample.row(3, 2, date: "2025-04-10"), Sample.row(4, 3, date: "2025-04-11"),
            Sample.row(5, 4, date: "2025-04-11"))
        #expect(plan.registered.map(\.row) == [3, 4])
        #expect(plan.codes(2) == [.sessionFull] && plan.codes(5) == [.sessionFull])
    }

    @Test func `a cancellation in the sheet frees its place for another row of it`() {
        let empty = Sample.ledger([Sample.event(maximum: 1, sessions: [Sample.session(cap: 1)])])
        let ledger = empty.after(empty.plan(Sample.row(2, 1, reference: "a")))
        let plan = ledger.plan(Sample.row(2, 2, date: "2025-04-05"), Sample.row(3, 1, status: .cancelled, reference: "a"))
        #expect(plan.changed.map(\.new.status) == [.cancelled] && plan.registered.map(\.row) == [2])
        let back = ledger.after(plan).plan(Sample.row(3, 1, reference: "a"))
        #expect(back.codes(3) == [.notReopened])
    }

    @Test func `a sale is cancelled, then refunded, and never comes back`() throws {
        let ledger = Sample.ledger()
        let sold = ledger.after(ledger.plan(Sample.row(2, 1)))
        let id = try #require(sold.sales.first?.id)
        func set(_ status: Sale.Status, _ ledger: SalesLedger) -> SalesPlan {
            SalesPlan(.status(status, [id]), ledger: ledger, today: Sample.today)
        }
        #expect(set(.active, sold).unchanged.count == 1)
        let cancelled = sold.after(set(.cancelled, sold))
        #expect(cancelled.held(by: "001", in: sold.sales[0].session) == 0)
        #expect(set(.active, cancelled).codes(0) == [.notReopened])
        let refunded = cancelled.after(set(.refunded, cancelled))
        #expect(refunded.sales.map(\.status) == [.refunded] && sold.after(set(.refunded, sold)).sales.map(\.status) == [.refunded])
        #expect(set(.cancelled, refunded).codes(0) == [.notReopened] && set(.refunded, refunded).isEmpty)
        #expect(SalesPlan(.status(.refunded, [Sample.id(9)]), ledger: sold, today: Sample.today).codes(0) == [.unknown])
        // The place is free again, also on that day: for a payment of its own, and for a sale by itself, but not for the old row.
        let again = refunded.plan(Sample.row(2, 1, reference: "b"))
        #expect(again.registered.count == 1 && again.warnings.map(\.warning.code) == [.saleAgain])
        #expect(refunded.plan(Sample.row(0, 1)).registered.count == 1)
        #expect(refunded.plan(Sample.row(2, 1)).codes(2) == [.notReopened])
        #expect(refunded.plan(Sample.row(2, 1, date: "2025-04-11", reference: "b")).registered.count == 1)
    }

    @Test func `each row is a purchase of its own, up to the places, and the same sheet again changes nothing`() {
        let ledger = Sample.ledger([Sample.event(sessions: [Sample.session(places: 3)])])
        let rows = [
            // A row for each voucher book, paid in one payment; without a reference; and of two quantities.
            Sample.row(2, 1, reference: "a"), Sample.row(3, 1, reference: "a"), Sample.row(4, 2), Sample.row(5, 2), Sample.row(6, 2),
            Sample.row(7, 2), Sample.row(8, 3), Sample.row(9, 3, quantity: 2), Sample.row(10, 4), Sample.row(11, 4, date: "2025-04-11"),
        ]
        let plan = SalesPlan(.rows(rows), ledger: ledger, today: Sample.today)
        #expect(plan.registered.map(\.row) == [2, 3, 4, 5, 6, 8, 9, 10, 11])
        #expect(plan.codes(7) == [.placesExceeded] && plan.refused.first?.reasons.first?.otherRow == 6)
        #expect(plan.warnings.map(\.row) == [3, 5, 6, 9] && plan.warnings.map(\.warning) == [2, 4, 5, 8].map { .saleRepeated(row: $0) })
        for order in [rows, rows.reversed()] {
            let again = SalesPlan(.rows(order), ledger: ledger.after(plan), today: Sample.today)
            #expect(again.isEmpty && again.unchanged.count == 9 && again.refused.count == 1 && again.warnings.isEmpty)
        }
        // One of the two is cancelled, wherever its row stands.
        for (first, second) in [(Sale.Status.cancelled, Sale.Status.active), (.active, .cancelled)] {
            let sheet = [Sample.row(2, 1, status: first, reference: "a"), Sample.row(3, 1, status: second, reference: "a")]
            let once = SalesPlan(.rows(sheet), ledger: ledger.after(plan), today: Sample.today)
            #expect(once.changed.count == 1 && once.unchanged.count == 1)
            let turned = SalesPlan(.rows(sheet.reversed()), ledger: ledger.after(plan).after(once), today: Sample.today)
            #expect(turned.isEmpty && turned.unchanged.count == 2)
        }
    }

    @Test func `rows that say one purchase with several statuses are refused, unless each has its sale`() {
        let ledger = Sample.ledger([Sample.event(sessions: [Sample.session(places: 3)])])
        let rows = [
            Sample.row(2, 1, reference: "a"), Sample.row(3, 1, status: .refunded, reference: "a"), Sample.row(4, 2),
            Sample.row(5, 2, status: .cancelled),
        ]
        let plan = SalesPlan(.rows(rows), ledger: ledger, today: Sample.today)
        #expect((2...5).allSatisfy { plan.codes($0) == [.duplicate] } && plan.refused.map { $0.reasons[0].otherRow } == [3, 2, 5, 4])
        let one = ledger.after(ledger.plan(rows[0]))
        #expect(SalesPlan(.rows(rows), ledger: one, today: Sample.today).codes(3) == [.duplicate])
        let two = one.after(one.plan(Sample.row(2, 1, reference: "a"), Sample.row(3, 1, reference: "a")))
        let both = two.plan(rows[0], rows[1])
        #expect(both.changed.map(\.new.status) == [.refunded] && both.unchanged.map(\.row) == [2])
    }

    @Test func `a sale by itself is a new one, unless its payment is known`() {
        let ledger = Sample.ledger([Sample.event(sessions: [Sample.session(places: 3)])])
        let sold = ledger.after(ledger.plan(Sample.row(0, 1)))
        let named = sold.plan(Sample.row(0, 1, reference: "b"))
        #expect(named.registered.map(\.sale.reference) == ["b"] && named.changed.isEmpty)
        let two = sold.after(named)
        #expect(two.plan(Sample.row(0, 1)).registered.count == 1)
        #expect(two.plan(Sample.row(0, 1, reference: "b")).unchanged.map(\.sale) == [Sample.id(2)])
        #expect(two.plan(Sample.row(0, 1, quantity: 2, reference: "b")).codes(0) == [.locked])
        #expect(two.after(two.plan(Sample.row(0, 1))).plan(Sample.row(0, 1)).codes(0) == [.placesExceeded])
    }

    @Test func `a cancelled sale does not come back with an old sheet, also where the price has changed since`() throws {
        let old = Sample.ledger()
        let rows = [Sample.row(2, 1), Sample.row(3, 2, reference: "b")]
        let sold = old.after(SalesPlan(.rows(rows), ledger: old, today: Sample.today))
        let cancelled = sold.after(SalesPlan(.status(.cancelled, sold.sales.map(\.id)), ledger: sold, today: Sample.today))
        let stale = SalesPlan(.rows(rows), ledger: cancelled, today: Sample.today)
        #expect(stale.isEmpty && stale.codes(2) == [.notReopened] && stale.codes(3) == [.notReopened])
        let dearer = SaleSetup(events: [Sample.event(sessions: [Sample.session(price: Sample.euros(60))])], people: old.setup.people)
        let after = SalesLedger(dearer, sales: cancelled.sales)
        #expect(SalesPlan(.rows(rows), ledger: after, today: Sample.today).refused.count == 2)
        // What the advice says: the sheet with its statuses, then new purchases.
        let told = rows.map { row in
            var row = row
            row.status = .cancelled
            return row
        }
        #expect(SalesPlan(.rows(told), ledger: cancelled, today: Sample.today).unchanged.count == 2)
        let again = cancelled.after(cancelled.plan(Sample.row(2, 1, reference: "c"), Sample.row(0, 2)))
        #expect(again.sales.map(\.status) == [.cancelled, .cancelled, .active, .active])
        #expect(SalesPlan(.rows(rows), ledger: again, today: Sample.today).isEmpty)
        // Cancelled because it was wrong, and corrected in the sheet.
        let two = Sample.ledger([Sample.event(sessions: [Sample.session(places: 2)])])
        let wrong = two.after(two.plan(Sample.row(2, 1, quantity: 2, reference: "b")))
        let free = wrong.after(SalesPlan(.status(.cancelled, [Sample.id(1)]), ledger: wrong, today: Sample.today))
        #expect(free.plan(Sample.row(2, 1, quantity: 1, reference: "b")).registered.count == 1)
    }

    @Test func `a payment may be for several sessions, but of one person`() throws {
        let event = Sample.event(sessions: [Sample.session(), Sample.session("200 €", price: Sample.euros(80))])
        let ledger = Sample.ledger([event])
        let plan = ledger.plan(
            Sample.row(2, 1, reference: "ch_1"), Sample.row(3, 1, session: "200 €", reference: "ch_1"))
        #expect(plan.registered.count == 2)
        #expect(ledger.after(plan).plan(Sample.row(4, 2, reference: "ch_1")).codes(4) == [.referenceTaken])
        let both = ledger.plan(Sample.row(2, 1, reference: "ch_1"), Sample.row(3, 2, reference: "ch_1"))
        #expect(both.codes(2) == [.referenceTaken] && both.codes(3) == [.referenceTaken])
        // Each of the two rows names the other, and no sale that is not there.
        #expect(both.refused.map(\.reasons) == [[.referenceTaken("ch_1", by: .row(3))], [.referenceTaken("ch_1", by: .row(2))]])
        let third = ledger.plan(
            Sample.row(2, 1, reference: "ch_1"), Sample.row(3, 1, session: "200 €", reference: "ch_1"), Sample.row(4, 2, reference: "ch_1"))
        #expect(third.refused.map { $0.reasons[0].otherRow } == [4, 4, 2])
        // Of a sale that is there the number is told.
        let sold = ledger.after(plan)
        let sale = try #require(sold.sales.first)
        #expect(sold.plan(Sample.row(4, 2, reference: "ch_1")).refused.map(\.reasons) == [[.referenceTaken("ch_1", by: .sale(sale))]])
    }

    @Test func `a payment that was noted for the wrong person goes to the right one once that sale is cancelled`() {
        let ledger = Sample.ledger()
        let wrong = ledger.after(ledger.plan(Sample.row(2, 1, reference: "ch_1")))
        #expect(wrong.plan(Sample.row(3, 2, reference: "ch_1")).codes(3) == [.referenceTaken])
        // In one sheet, and in two steps.
        let sheet = wrong.plan(Sample.row(2, 1, status: .cancelled, reference: "ch_1"), Sample.row(3, 2, reference: "ch_1"))
        #expect(sheet.changed.map(\.row) == [2] && sheet.registered.map(\.row) == [3])
        let cancelled = wrong.after(SalesPlan(.status(.cancelled, [Sample.id(1)]), ledger: wrong, today: Sample.today))
        let right = cancelled.after(cancelled.plan(Sample.row(0, 2, reference: "ch_1")))
        #expect(right.sales.map(\.status) == [.cancelled, .active])
        // The old sheet takes nothing back.
        #expect(right.plan(Sample.row(2, 1, reference: "ch_1")).codes(2) == [.notReopened])
        #expect(right.plan(Sample.row(3, 3, reference: "ch_1")).codes(3) == [.referenceTaken])
        // Nor does a reference that is added later take another person's payment.
        let bare = right.after(right.plan(Sample.row(4, 3)))
        #expect(bare.plan(Sample.row(4, 3, reference: "ch_1")).codes(4) == [.referenceTaken])
    }

    @Test func `a reference that comes later joins the sale that has none, and makes no second one`() {
        let ledger = Sample.ledger([Sample.event(sessions: [Sample.session(places: 2)])])
        let sold = ledger.after(ledger.plan(Sample.row(2, 1)))
        let plan = sold.plan(Sample.row(2, 1, reference: "ch_1"))
        #expect(plan.registered.isEmpty && plan.changed.map(\.new.reference) == ["ch_1"])
        let named = sold.after(plan)
        #expect(named.plan(Sample.row(2, 1)).unchanged.count == 1 && named.plan(Sample.row(2, 1, reference: "ch_1")).unchanged.count == 1)
        let two = named.after(named.plan(Sample.row(2, 1, reference: "ch_1"), Sample.row(3, 1, reference: "ch_2")))
        #expect(two.sales.count == 2 && two.plan(Sample.row(2, 1)).codes(2) == [.referenceNeeded])
    }

    @Test func `what a recorded sale says is locked, column by column, but for its contact while it is not ordered`() {
        let ledger = Sample.ledger([Sample.event(sessions: [Sample.session(places: 2)])])
        let sold = ledger.after(ledger.plan(Sample.row(2, 1, reference: "a"), Sample.row(3, 2, reference: "b")))
        let other = sold.plan(Sample.row(2, 1, quantity: 2, price: Sample.euros(40), date: "2025-04-11", reference: "a"))
        #expect(other.refused.first?.reasons.map(\.column) == [.quantity, .pricePaid, .date])
        #expect(other.codes(2) == [.locked, .locked, .locked] && other.refused.first?.sale == Sample.id(1))

        var row = Sample.row(2, 1, reference: "a")
        row.email = " Nouvelle@EXEMPLE.fr"
        #expect(sold.plan(row).changed.map(\.new.contact.email) == ["Nouvelle@exemple.fr"])
        row.email = "personne2@exemple.fr"
        #expect(sold.plan(row).codes(2) == [.emailShared])
        row.email = ""
        #expect(sold.plan(row).unchanged.count == 1)
        var ordered = sold.sales
        ordered[0].order = OrderNumber("2800886")
        let after = SalesLedger(sold.setup, sales: ordered)
        row.email = "nouvelle@exemple.fr"
        #expect(after.plan(row).unchanged.count == 1)
        #expect(after.plan(Sample.row(2, 1, status: .refunded, reference: "a")).codes(2) == [.ordered])
    }

    @Test func `of three tariffs with sessions of one name the one that the person has a right to is meant`() {
        let ledger = Sample.ledger(
            Sample.threeEvents,
            documents: [
                Sample.quotient(1, Sample.euros(800)), Sample.quotient(2, Sample.euros(800, 1)), Sample.quotient(3, Sample.euros(5000)),
            ])
        let plan = ledger.plan(Sample.row(2, 1), Sample.row(3, 2), Sample.row(4, 3), Sample.row(5, 4))
        #expect(plan.registered.map(\.sale.session.event.key) == ["tranche1", "tranche2", "tranche3"])
        #expect(plan.registered.map(\.sale.pricePaid) == [30, 50, 70].map { Sample.euros($0) })
        // The reason that is the same for all three.
        #expect(plan.codes(5) == [.documentMissing])
        #expect(ledger.plan(Sample.row(5, 4, event: "tranche 1")).codes(5) == [.documentMissing])
        #expect(ledger.plan(Sample.row(2, 1, event: "Tranche 3")).codes(2) == [.outsideBracket])
        #expect(ledger.plan(Sample.row(2, 1, event: "Tranche 4")).codes(2) == [.eventUnknown])
        #expect(ledger.plan(Sample.row(2, 1, session: "300 €")).codes(2) == [.sessionUnknown])
        // Paid at another tariff than one's own.
        #expect(ledger.plan(Sample.row(2, 1, price: Sample.euros(70))).codes(2) == [.priceMismatch])
    }

    @Test func `a known sale is found in its event though the person has no right to it any more on another day`() {
        let ledger = Sample.ledger(Sample.threeEvents, documents: [Sample.quotient(1, Sample.euros(500), until: "2025-04-10")])
        let sold = ledger.after(ledger.plan(Sample.row(2, 1, reference: "a")))
        let plan = sold.plan(Sample.row(2, 1, status: .refunded, reference: "a"))
        #expect(plan.changed.map(\.new.status) == [.refunded])
    }

    @Test func `faults of cells, a missing date and a row by itself are refused in their places`() {
        var row = Sample.row(2, 1)
        row.faults = [.priceSyntax(given: "x")]
        #expect(Sample.ledger().plan(row).codes(2) == [.priceSyntax])
        row.faults = []
        row.date = nil
        #expect(Sample.ledger().plan(row).codes(2) == [.cellEmpty])
        row.faults = [.dateSyntax(given: "x")]
        #expect(Sample.ledger().plan(row).codes(2) == [.dateSyntax])
        for quantity in [0, -1] {
            let plan = Sample.ledger().plan(Sample.row(2, 1, quantity: quantity))
            #expect(plan.refused.map(\.reasons) == [[.quantityInvalid(quantity)]])
        }
        let empty = Sample.ledger().plan(Sample.row(2, 1, session: " \u{A0}"))
        #expect(empty.codes(2) == [.cellEmpty] && empty.refused.first?.reasons.first?.column == .session)
    }

    @Test func `a session that is not there names those that are, the nearest first, and of the event that is said alone`() throws {
        let summer = Sample.event("Été", sessions: (1...9).map { Sample.session("\($0 * 100)€ de chèques ANCV", price: .zero) })
        let winter = Sample.event("Hiver", sessions: [Sample.session("Noël 50 €", price: .zero)])
        let ledger = Sample.ledger([winter, summer])
        func reason(_ session: String, _ event: String? = nil) throws -> SaleRefusal {
            try #require(ledger.plan(Sample.row(2, 1, session: session, event: event)).refused.first?.reasons.first)
        }
        let near = try reason("chèque ANCV de 300 €")
        #expect(near.code == .sessionUnknown && near.names.first == "300€ de chèques ANCV" && near.names.last == "Noël 50 €")
        #expect(try reason("300", "hiver").names == ["Noël 50 €"])
        let event = try reason("300", "Hivers")
        #expect(event.code == .eventUnknown && event.names == ["Hiver", "Été"])
        #expect(Sample.ledger([]).plan(Sample.row(2, 1)).refused.map(\.reasons) == [[.eventUnknown("", names: [])]])
    }

    @Test func `what came in cancelled takes no place, needs no right, and is held against impossible figures alone`() {
        let ledger = Sample.ledger([Sample.event("QF", [Criterion(.familyQuotient)], sessions: [Sample.session(cap: 1)])])
        let plan = ledger.plan(
            Sample.row(2, 1, status: .cancelled), Sample.row(3, 2, quantity: .max, price: .zero, status: .cancelled),
            Sample.row(4, 3, date: "2025-04-21", status: .refunded))
        #expect(plan.registered.map(\.row) == [2] && plan.codes(3) == [.placesExceeded] && plan.codes(4) == [.inFuture])
        #expect(ledger.after(plan).counts.sold(in: plan.registered[0].sale.session) == 0)
    }

    @Test func `an address that looks mistyped and a number in no block are worth a look`() {
        var row = Sample.row(2, 1)
        row.email = "a@gmial.com"
        row.mobile = "0700000000"
        #expect(Sample.ledger().plan(row).warnings.map(\.warning.code) == [.emailSuggestion, .phoneUnassigned])
    }
}
