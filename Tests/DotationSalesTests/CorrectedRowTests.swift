import Dotations
import Testing

@testable import DotationSales

/// Rows that could be a known sale with another date or payment, or one more purchase.
@Suite struct CorrectedRowTests {
    private static let empty = Sample.ledger([Sample.event(sessions: [Sample.session(places: 3)])])
    private static let rows = [
        Sample.row(2, 1, reference: "a"), Sample.row(3, 2, reference: "b"), Sample.row(4, 3),
    ]

    private static func sold() -> SalesLedger { empty.after(SalesPlan(.rows(rows), ledger: empty, today: Sample.today)) }

    @Test func `a corrected date or reference in the whole sheet sells nothing again, and the sale is named`() throws {
        let plan = Self.sold().plan(
            Self.rows[0], Sample.row(3, 2, reference: "b2"), Sample.row(4, 3, date: "2025-04-11"))
        #expect(plan.isEmpty && plan.unchanged.map(\.row) == [2])
        #expect(plan.codes(3) == [.probablyKnown] && plan.codes(4) == [.probablyKnown])
        #expect(plan.refused.map { $0.reasons.map(\.column) } == [[.reference], [.date]])
        #expect(plan.refused.map(\.sale) == [Sample.id(2), Sample.id(3)])
        let sale = try #require(Self.sold().sale(Sample.id(2)))
        #expect(plan.refused.first?.reasons.first == .probablyKnown(sale, .reference))
        // What the advice says: the sale is cancelled, and the corrected row is a new one.
        let cancelled = Self.sold().after(SalesPlan(.status(.cancelled, [Sample.id(2)]), ledger: Self.sold(), today: Sample.today))
        #expect(cancelled.plan(Self.rows[0], Sample.row(3, 2, reference: "b2")).registered.map(\.row) == [3])
        // A row that cancels what it does not find would leave the sale active.
        #expect(Self.sold().plan(Self.rows[0], Sample.row(3, 2, status: .cancelled, reference: "b2")).codes(3) == [.probablyKnown])
    }

    @Test func `one more purchase goes in beside the row of the first, by its number, and by itself`() {
        let sold = Self.sold()
        #expect(sold.plan(Self.rows[0], Sample.row(5, 1, reference: "a2")).registered.map(\.row) == [5])
        #expect(sold.plan(Sample.row(0, 1, reference: "a2")).registered.count == 1)
        var row = Sample.row(5, 1, reference: "a2")
        #expect(sold.plan(row).codes(5) == [.probablyKnown])
        row.otherSales = [Sample.id(1)]
        #expect(sold.plan(row).registered.count == 1 && sold.plan(row).warnings.isEmpty)
        // Another number of voucher books is another purchase.
        #expect(sold.plan(Self.rows[1], Sample.row(5, 1, quantity: 2, reference: "a2")).registered.map(\.row) == [5])
    }

    @Test func `a sheet of what was sold since brings a second purchase of a later day, with a warning`() throws {
        let plan = Self.sold().plan(Sample.row(2, 1, date: "2025-04-12", reference: "a2"), Sample.row(3, 4, date: "2025-04-12"))
        #expect(plan.registered.map(\.row) == [2, 3] && plan.warnings.map(\.warning) == [.saleFurther(sale: "1")])
        #expect(Self.sold().after(plan).plan(Sample.row(2, 1, date: "2025-04-12", reference: "a2")).isEmpty)
        // Of the day of the first, or of an earlier one, it is not what was sold since.
        #expect(Self.sold().plan(Sample.row(2, 1, date: "2025-04-09", reference: "a2")).codes(2) == [.probablyKnown])
        // Where the session gives one place, the refusal names the sale.
        let one = Sample.ledger()
        let sold = one.after(one.plan(Sample.row(2, 4)))
        let full = sold.plan(Sample.row(2, 4, date: "2025-04-11"))
        let sale = try #require(sold.sale(Sample.id(1)))
        #expect(full.refused.first?.reasons.first == .placesExceeded(2, limit: 1, other: .sale(sale)))
    }

    @Test func `refused rows say the sales of the person's other rows, and mended alone they are none of these`() throws {
        var wrong = Sample.row(3, 1, reference: "a")
        wrong.mobile = "0142992000"
        var nobody = Sample.row(5, 2, reference: "b")
        (nobody.matricule, nobody.lastName, nobody.firstName) = ("02", nil, nil)
        nobody.matricule = "inconnu"
        let plan = Self.empty.plan(Sample.row(2, 1, reference: "a"), wrong, Sample.row(4, 2, reference: "b"), nobody)
        #expect(plan.registered.map(\.row) == [2, 4] && plan.refused.map(\.otherSales) == [[Sample.id(1)], [Sample.id(2)]])
        let sold = Self.empty.after(plan)
        var mended = [Sample.row(2, 1, reference: "a"), Sample.row(3, 2, reference: "b")]
        #expect(SalesPlan(.rows(mended), ledger: sold, today: Sample.today).isEmpty)
        for (index, refusal) in plan.refused.enumerated() { mended[index].otherSales = refusal.otherSales }
        let second = SalesPlan(.rows(mended), ledger: sold, today: Sample.today)
        #expect(second.registered.map(\.row) == [2, 3] && second.refused.isEmpty)
        let both = sold.after(second)
        #expect(SalesPlan(.rows(mended), ledger: both, today: Sample.today).unchanged.map(\.sale) == [Sample.id(3), Sample.id(4)])
        // Beside the rows of the others, wherever they stand.
        let whole = [mended[0], Sample.row(4, 1, reference: "a"), Sample.row(5, 2, reference: "b"), mended[1]]
        for rows in [whole, whole.reversed()] {
            let again = SalesPlan(.rows(rows), ledger: both, today: Sample.today)
            #expect(again.isEmpty && Set(again.unchanged.map(\.sale)) == Set((1...4).map(Sample.id)))
        }
        // Refused once more, it keeps what it said.
        mended[0].mobile = ""
        #expect(SalesPlan(.rows([mended[0]]), ledger: sold, today: Sample.today).refused.map(\.otherSales) == [[Sample.id(1)]])
    }

    @Test func `the contact of an ordered sale is not dropped in silence`() throws {
        var sales = Self.sold().sales
        let order = try #require(OrderNumber("2800886"))
        sales[0].order = order
        let ordered = SalesLedger(Self.sold().setup, sales: sales)
        #expect(ordered.plan(Self.rows[0]).warnings.isEmpty)
        for change in [{ $0.email = "nouvelle@exemple.fr" }, { $0.mobile = "0612345678" }] as [(inout SaleRow) -> Void] {
            var row = Self.rows[0]
            change(&row)
            let plan = ordered.plan(row)
            #expect(plan.isEmpty && plan.unchanged.count == 1 && plan.warnings.map(\.warning) == [.saleOrderedContact(order)])
        }
    }
}
