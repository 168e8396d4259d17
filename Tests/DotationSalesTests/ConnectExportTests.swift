import Dotations
import Testing

@testable import DotationSales

@Suite struct ConnectExportTests {
    private static let may = Sample.day("2025-05-01")

    private static func ledger() -> SalesLedger {
        let sessions = [
            Sample.session(places: 3), Sample.session("200 €", price: Sample.euros(80)), Sample.session("33,33 €", price: Sample.euros(10)),
        ]
        let ledger = Sample.ledger([
            Sample.event(sessions: sessions), Sample.event("Rentrée", sessions: [Sample.session("20 €", price: .zero)]),
        ])
        let plan = ledger.plan(
            Sample.row(2, 2, quantity: 2, reference: "a"), Sample.row(3, 1, reference: "b"), Sample.row(4, 1, session: "200€"),
            Sample.row(5, 3, session: "33.33 €", status: .cancelled), Sample.row(6, 3, session: "33.33 €", date: "2025-04-11"),
            Sample.row(7, 4, status: .refunded), Sample.row(8, 5, session: "20€"))
        return ledger.after(plan)
    }

    @Test func `one line for each person, by name, with all that they bought`() throws {
        let export = try #require(ConnectExport(Self.ledger(), today: Self.may))
        #expect(export.lines.map(\.matricule) == ["001", "002", "003", "005"])
        #expect(export.lines.map(\.amount) == [Sample.euros(300), Sample.euros(200), Sample.euros(33, 33), Sample.euros(20)])
        #expect(export.lines.first?.contact == Sample.contact(1) && export.lines.first?.lastName == "Nom1")
    }

    @Test func `or one for each voucher book`() throws {
        let export = try #require(ConnectExport(Self.ledger(), grouping: .perVoucherBook, today: Self.may))
        #expect(export.lines.map(\.matricule) == ["001", "001", "002", "002", "003", "005"])
        #expect(export.lines.map(\.amount.cents) == [10_000, 20_000, 10_000, 10_000, 3_333, 2_000])
    }

    @Test func `the recap has each session's figures, and the commission of everything is what ANCV takes`() throws {
        let export = try #require(ConnectExport(Self.ledger(), today: Self.may))
        #expect(export.recap.map(\.session) == [Sample.booklet, "200 €", "33,33 €", "20 €"])
        #expect(export.recap.map(\.figures.count) == [3, 1, 1, 1])
        #expect(export.recap.map(\.figures.faceValue.cents) == [30_000, 20_000, 3_333, 2_000])
        #expect(export.recap.map(\.figures.employeesShare.cents) == [15_000, 8_000, 1_000, 0])
        #expect(export.recap.map(\.figures.councilShare.cents) == [15_000, 12_000, 2_333, 2_000])
        #expect(export.recap.map(\.figures.commission.cents) == [300, 200, 33, 20])
        #expect(export.events.map(\.figures.total.cents) == [53_866, 2_020])
        #expect(export.total.faceValue.cents == 55_333 && export.total.commission.cents == 553 && export.total.total.cents == 55_886)
        let one = try #require(ConnectExport(Self.ledger(), events: [SaleEvent.ID(name: "rentree")], today: Self.may))
        #expect(one.lines.map(\.matricule) == ["005"] && one.recap.count == 1 && one.leftOut.isEmpty)
    }

    @Test func `commissions of sessions add up to the order's, though each is rounded`() throws {
        let sessions = (0..<3).map { Sample.session("Lot \($0)", faceValue: Euros(cents: 1_050), price: .zero) }
        let ledger = Sample.ledger([Sample.event(sessions: sessions)])
        let export = try #require(
            ConnectExport(
                ledger.after(
                    ledger.plan(Sample.row(2, 1, session: "lot 0"), Sample.row(3, 1, session: "lot 1"), Sample.row(4, 1, session: "lot 2"))),
                today: Self.may))
        // Half up three times would be 33 cents, where ANCV takes 1 % of 31,50 €.
        #expect(export.recap.map(\.figures.commission.cents) == [11, 10, 11] && export.total.commission.cents == 32)
    }

    @Test func `what is left out is said, with its reason`() throws {
        var sales = Self.ledger().sales
        sales[0].order = OrderNumber("2800886")
        let export = try #require(ConnectExport(SalesLedger(Self.ledger().setup, sales: sales), today: Self.may))
        #expect(Set(export.leftOut.map(\.reason.code)) == ["export.ordered", "export.cancelled", "export.refunded"])
        #expect(export.leftOut.allSatisfy { $0.beneficiary != nil && !$0.session.isEmpty })
        #expect(!export.sales.contains(sales[0].id) && export.sales.count == 4)
    }

    @Test func `it is partial up to the last day of the registration, and no longer`() throws {
        let last = try #require(ConnectExport(Self.ledger(), today: Sample.day("2025-04-30")))
        #expect(last.isPartial && last.openSessions.count == 4 && last.openSessions[0].closes == Sample.day("2025-04-30"))
        #expect(try !#require(ConnectExport(Self.ledger(), today: Self.may)).isPartial)
    }

    @Test func `the contact is the one that the latest sale verified`() throws {
        let ledger = Sample.ledger([Sample.event(sessions: [Sample.session(places: 2)])])
        var later = Sample.row(2, 1, date: "2025-04-12", reference: "b")
        later.email = "nouvelle@exemple.fr"
        let sold = ledger.after(ledger.plan(later, Sample.row(3, 1, reference: "a")))
        #expect(try #require(ConnectExport(sold, today: Self.may)).lines.map(\.contact.email) == ["nouvelle@exemple.fr"])
    }

    @Test func `a document that has expired since the sale does not matter`() throws {
        let event = Sample.event("QF", [Criterion(.familyQuotient)])
        let ledger = Sample.ledger([event], documents: [Sample.quotient(1, Sample.euros(500), until: "2025-04-10")])
        let sold = ledger.after(ledger.plan(Sample.row(2, 1)))
        #expect(try #require(ConnectExport(sold, today: Self.may)).lines.count == 1)
    }

    @Test func `amounts beyond what can be counted give no export, and more than a dotation can be is left out`() throws {
        let most = Sample.session("Lot", faceValue: SaleSession.largestFaceValue, places: 10_000, price: .zero)
        let event = Sample.event(sessions: [most, Sample.session("1€", price: .zero)])
        let ledger = Sample.ledger([event])
        let sold = ledger.after(ledger.plan(Sample.row(2, 1, session: "lot", quantity: 10_000), Sample.row(3, 1, session: "1 €")))
        let export = try #require(ConnectExport(sold, today: Self.may))
        #expect(export.leftOut.map(\.reason) == [.tooMuch] && export.lines.map(\.amount.cents) == [1_000_000_000_000])

        let wrong = (1...3).map {
            Sale(
                id: Sample.id($0), session: event.id(of: most), matricule: "00\($0)", quantity: 1, pricePaid: Euros(cents: .max),
                date: Sample.today, contact: Sample.contact($0))
        }
        #expect(ConnectExport(SalesLedger(ledger.setup, sales: wrong), today: Self.may) == nil)
    }
}
