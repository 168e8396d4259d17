import DotationSales
import Dotations
import DotationsApplication
import Testing

/// What sentences of the sales side say beside their values.
@Suite struct SalesWordsTests {
    private static func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

    private static func sale(reference: String? = nil) throws -> Sale {
        Sale(
            id: try #require(Sale.ID("2")), session: SaleSession.ID(event: SaleEvent.ID(name: "É"), key: "s"), matricule: "002",
            quantity: 1,
            pricePaid: .zero, date: try day("2025-04-10"), contact: Contact(email: "", mobile: ""), reference: reference)
    }

    @Test func `a row that is probably a known sale names it, and the advice says how to cancel it`() throws {
        let refusal = SaleRefusal.probablyKnown(try Self.sale(reference: "b"), .reference)
        #expect(refusal.message.contains("vente 2 du 10/04/2025 (paiement « b »)"))
        #expect(refusal.advice.contains("annulez la vente"))
    }

    @Test func `too many places name the sale that has them, and the advice says to mend the date`() throws {
        let refusal = SaleRefusal.placesExceeded(2, limit: 1, other: .sale(try Self.sale()))
        #expect(refusal.message.contains("la vente 2 du 10/04/2025"))
        #expect(refusal.advice.contains("remettez sa date"))
    }

    @Test func `a payment of several people names the other row, or the sale by its number`() throws {
        let row = SaleRefusal.referenceTaken("ch_1", by: .row(3)).message
        #expect(row.contains("« ch_1 »") && row.contains("ligne 3") && !row.contains("vente"))
        #expect(SaleRefusal.referenceTaken("ch_1", by: .sale(try Self.sale())).message.contains("vente 2"))
    }

    @Test func `what a name that is not there could be is named, five at most`() {
        let names = (1...9).map { "\($0 * 100)€ de chèques ANCV" }
        let session = SaleRefusal.sessionUnknown("chèque", event: nil, names: names + ["Noël 50 €"]).advice
        #expect(session.contains("« 100€ de chèques ANCV »") && !session.contains("Noël"))
        #expect(SaleRefusal.eventUnknown("Hivers", names: ["Hiver", "Été"]).advice.contains("« Hiver », « Été »"))
        #expect(SaleRefusal.eventUnknown("", names: []).advice.contains("Chargez d’abord l’événement"))
    }

    @Test func `refusals tell their days, documents and numbers`() throws {
        #expect(SaleRefusal.eventWithdrawn("A", since: try Self.day("2025-04-05")).message.contains("05/04/2025"))
        #expect(SaleRefusal.quantityInvalid(0).message.contains("au moins 1"))
        #expect(SaleRefusal.documentPending(.familyQuotient).message.contains("Quotient familial"))
        let order = try #require(OrderNumber("2800886"))
        #expect(Warning.saleOrderedContact(order).message.contains("2800886"))
    }

    @Test func `faults of events tell how much has sold, the old value, and what to do`() {
        let (old, new) = (Euros(cents: 10_000), Euros(cents: 12_000))
        let faceValue = SetupFault(.sessionFaceValueLocked("Lot", sold: 3, old: old, new: new), at: .whole)
        let price = SetupFault(.sessionPriceLocked("Lot", sold: 3, old: old, new: new), at: .whole)
        for fault in [faceValue, price] { #expect(fault.message.contains("3 chéquiers") && fault.advice.contains("100,00")) }
        #expect(SetupFault(.sessionRegistrationLocked("Lot", sales: 2), at: .whole).advice.contains("autre nom"))
        #expect(SetupFault(.bracketsOverlap("A", "B", at: Euros(cents: 80_000)), at: .whole).message.contains("800,00"))
    }

    @Test func `every outcome of a reconciliation has its words`() {
        for outcome in Reconciliation.Outcome.allCases {
            #expect(!outcome.label.isEmpty)
            #expect(outcome == .settled || outcome.advice.hasSuffix("."))
        }
    }

    @Test func `every reason to leave a sale out has its sentence`() throws {
        let order = try #require(OrderNumber("2800886"))
        for reason in [ConnectExport.LeftOut.Reason.cancelled, .refunded, .ordered(order), .tooMuch] {
            #expect(reason.message.hasSuffix("."))
        }
    }

    @Test func `a bracket of one amount says it once`() {
        func bracket(_ lower: Bracket.Bound, _ upper: Bracket.Bound) -> String { Bracket(lower: lower, upper: upper).french }
        let (amount, below, above) = (Euros(cents: 80_000), Euros(cents: 79_999), Euros(cents: 80_001))
        let one = "exactement \(amount)"
        #expect(bracket(.inclusive(amount), .inclusive(amount)) == one)
        #expect(bracket(.exclusive(below), .inclusive(amount)) == one)
        #expect(bracket(.inclusive(amount), .exclusive(above)) == one)
        #expect(bracket(.exclusive(below), .exclusive(above)) == one)
        #expect(bracket(.inclusive(amount), .inclusive(above)).contains("jusqu’à"))
    }
}
