import Dotations
import Foundation
import Testing

@testable import DotationSales

@Suite struct ReconciliationTests {
    private static func sale(
        _ number: Int, _ price: Int = 50, person: Int = 1, reference: String? = nil, status: Sale.Status = .active, isOrdered: Bool = false
    ) -> Sale {
        Sale(
            id: Sample.id(number), session: SaleSession.ID(event: SaleEvent.ID(name: "E"), session: "S"),
            matricule: Sample.person(person).matricule, quantity: 1, pricePaid: Sample.euros(price), date: Sample.today,
            contact: Sample.contact(person), reference: reference, status: status,
            order: isOrdered ? OrderNumber("2800886") : nil)
    }

    private static func payment(
        _ row: Int, _ id: String = "", amount: Int = 50, refunded: Int = 0, metadata: [String] = [], currency: String = "eur",
        status: StripePayment.Status = .paid, person: Int? = nil, date: String? = nil
    ) -> StripePayment {
        StripePayment(
            row: row, id: id, references: metadata, date: date.map(Sample.day), amount: Sample.euros(amount),
            refunded: Sample.euros(refunded),
            currency: currency, status: status, email: person.map { Sample.contact($0).email.uppercased() } ?? "")
    }

    typealias Outcome = Reconciliation.Outcome

    static let cases: [([StripePayment], [Sale], [Outcome])] = [
        ([payment(2, "ch_1")], [sale(1, reference: "ch_1")], [.settled]),
        ([payment(2, "ch_1")], [], [.paidNotSold]),
        ([], [sale(1, reference: "ch_1")], [.soldNotPaid]),
        ([], [sale(1, 0)], []),
        ([], [sale(1, status: .refunded)], []),
        // Nothing to do, but it counts in the sums.
        ([payment(2, "ch_1", refunded: 50)], [], [.settled]),
        ([payment(2, "ch_1", refunded: 50)], [sale(1, reference: "ch_1")], [.refundedStillSold]),
        // The column of the amount refunded was not chosen.
        ([payment(2, "ch_1", status: .refunded)], [sale(1, reference: "ch_1")], [.refundedStillSold]),
        ([payment(2, "ch_1", refunded: 20, status: .refunded)], [sale(1, reference: "ch_1")], [.partlyRefunded]),
        ([payment(2, "ch_1", refunded: 50)], [sale(1, reference: "ch_1", status: .refunded)], [.settled]),
        ([payment(2, "ch_1", refunded: 20)], [sale(1, reference: "ch_1")], [.partlyRefunded]),
        ([payment(2, "ch_1", refunded: 20)], [sale(1, reference: "ch_1", status: .refunded)], [.notRefunded]),
        ([payment(2, "ch_1")], [sale(1, reference: "ch_1", status: .cancelled)], [.notRefunded]),
        ([payment(2, "ch_1", amount: 49)], [sale(1, reference: "ch_1")], [.amountDiffers]),
        ([payment(2, "ch_1", amount: 51)], [sale(1, reference: "ch_1")], [.amountDiffers]),
        ([payment(2, "ch_1", status: .failed)], [sale(1, reference: "ch_1")], [.soldNotPaid]),
        ([payment(2, "ch_1", status: .failed)], [], []),
        ([payment(2, "ch_1", status: .pending)], [sale(1, reference: "ch_1")], [.pending]),
        ([payment(2, "ch_1", status: .pending)], [], [.pending]),
        ([payment(2, "ch_1", status: .other("Disputed"))], [sale(1, reference: "ch_1")], [.unclear]),
        ([payment(2, "ch_1", currency: "usd")], [sale(1, reference: "ch_1")], [.unclear]),
        // More was given back than was paid.
        ([payment(2, "ch_1", refunded: 80)], [], [.unclear]),
        ([payment(2, "ch_1", refunded: 80)], [sale(1, reference: "ch_1")], [.unclear]),
        ([payment(2, "ch_1", refunded: 50)], [sale(1, reference: "ch_1", isOrdered: true)], [.refundedOrdered]),
        ([payment(2, "ch_1", refunded: 20)], [sale(1, reference: "ch_1", isOrdered: true)], [.partlyRefunded]),
        // Two sessions in one payment, one of them given back.
        (
            [payment(2, "ch_1", amount: 130, refunded: 80)],
            [sale(1, 50, reference: "ch_1"), sale(2, 80, reference: "ch_1", status: .refunded)], [.settled]
        ),
        // An attempt that failed, then one that did not, under one reference of the shop.
        (
            [payment(2, "ch_1", metadata: ["CMD-7"], status: .failed), payment(3, "ch_2", metadata: ["CMD-7"])],
            [sale(1, reference: "CMD-7")], [.settled]
        ),
        // Paid twice.
        (
            [payment(2, "ch_1", metadata: ["CMD-7"]), payment(3, "ch_2", metadata: ["CMD-7"])], [sale(1, reference: "CMD-7")],
            [.paidTwice]
        ),
        // Paid twice, and one of them given back; paid in two parts; paid twice what was cancelled.
        (
            [payment(2, "ch_1", metadata: ["CMD-7"]), payment(3, "ch_2", refunded: 50, metadata: ["CMD-7"])],
            [sale(1, reference: "CMD-7")], [.settled]
        ),
        (
            [payment(2, "ch_1", metadata: ["CMD-7"]), payment(3, "ch_2", metadata: ["CMD-7"])],
            [sale(1, reference: "CMD-7"), sale(2, reference: "CMD-7")], [.settled]
        ),
        (
            [payment(2, "ch_1", amount: 30, metadata: ["CMD-7"]), payment(3, "ch_2", amount: 30, metadata: ["CMD-7"])],
            [sale(1, reference: "CMD-7")], [.amountDiffers]
        ),
        (
            [payment(2, "ch_1", metadata: ["CMD-7"]), payment(3, "ch_2", metadata: ["CMD-7"])],
            [sale(1, reference: "CMD-7", status: .cancelled)], [.notRefunded]
        ),
    ]

    @Test("Each case has its outcome", arguments: cases)
    func outcome(payments: [StripePayment], sales: [Sale], outcomes: [Outcome]) {
        #expect(Reconciliation(payments: payments, sales: sales).entries.map(\.outcome) == outcomes)
    }

    @Test func `it says by which key a payment was found`() {
        let sales = [
            sale(1, reference: "ch_1"), sale(2, reference: "CMD-2"), sale(3, person: 3), sale(4, reference: "inconnue", person: 4),
        ]
        let payments = [
            Self.payment(2, "ch_1"), Self.payment(3, "ch_2", metadata: ["x", "CMD-2"]), Self.payment(4, "ch_3", person: 3),
            Self.payment(5, "ch_4", person: 4),
        ]
        let entries = Reconciliation(payments: payments, sales: sales).entries
        #expect(entries.map(\.key) == [.identifier, .metadata, .emailAndAmount, .emailAndAmount])
        #expect(entries.map(\.outcome) == [.settled, .settled, .settled, .settled])
        #expect(entries.map(\.sales) == [1, 2, 3, 4].map { [Sample.id($0)] })
    }

    @Test func `one payment is for all of a person's sales without one, where the sum is the same`() {
        let sales = [sale(1), sale(2), sale(3, person: 2), sale(4, reference: "b")]
        let paid = Reconciliation(
            payments: [Self.payment(2, "b"), Self.payment(3, "c", amount: 100, person: 1), Self.payment(4, "d", person: 2)], sales: sales)
        #expect(
            paid.entries.allSatisfy { $0.outcome == .settled } && paid.entries.map(\.key) == [.emailAndSum, .emailAndAmount, .identifier])
        #expect(paid.entries.first?.sales == [Sample.id(1), Sample.id(2)])
        let other = Reconciliation(payments: [Self.payment(3, "c", amount: 150, person: 1)], sales: [sale(1), sale(2)])
        #expect(other.entries.map(\.outcome) == [.soldNotPaid, .soldNotPaid, .paidNotSold])
        let back = Reconciliation(payments: [Self.payment(3, "c", amount: 100, refunded: 100, person: 1)], sales: [sale(1), sale(2)])
        #expect(back.entries.map(\.outcome) == [.refundedStillSold])
    }

    @Test func `of one address and amount, money that was kept goes to the active sale, and what was given back to the other`() {
        let sales = [sale(1, status: .refunded), sale(2)]
        let payments = [
            Self.payment(2, "a", refunded: 50, person: 1, date: "2025-04-01"), Self.payment(3, "b", person: 1, date: "2025-04-02"),
            Self.payment(4, "c", person: 1, date: "2025-04-03"), Self.payment(5, "d", amount: 49, person: 1),
        ]
        let result = Reconciliation(payments: payments, sales: sales)
        #expect(result.entries.map(\.outcome) == [.paidNotSold, .paidNotSold, .settled, .settled])
        #expect(result.entries.map { $0.payments.map(\.row) } == [[4], [5], [2], [3]])
        #expect(result.entries.map(\.sales) == [[], [], [Sample.id(1)], [Sample.id(2)]] && result.counts[.settled] == 2)
    }

    @Test func `a row that repeats an identifier is left out, and a failed payment of no sale is only counted`() {
        let payments = [Self.payment(2, "a"), Self.payment(3, "a"), Self.payment(4, "f", status: .failed)]
        let result = Reconciliation(payments: payments, sales: [Self.sale(1, reference: "a")])
        #expect(result.repeatedRows == [3] && result.ignoredFailures == 1 && result.entries.map(\.outcome) == [.settled])
    }

    @Test func `what was paid and given back without a sale counts in the sums`() {
        let payments = [Self.payment(2, "a", refunded: 50), Self.payment(3, "b", amount: 80)]
        let entries = Reconciliation(payments: payments, sales: [Self.sale(1, 80, reference: "b")]).entries
        #expect(Euros.sum(of: entries.map(\.paid)) == Sample.euros(130) && Euros.sum(of: entries.map(\.refunded)) == Sample.euros(50))
    }

    @Test func `amounts beyond what can be counted do no harm`() {
        let huge = StripePayment(row: 2, id: "a", amount: Euros(cents: .max), refunded: Euros(cents: .min))
        let result = Reconciliation(payments: [huge, huge], sales: [Self.sale(1, reference: "a")])
        #expect(result.entries.count == 1)
    }

    @Test(
        "Stripe's statuses are read as the dashboard and the interface write them",
        arguments: [
            ("Paid", StripePayment.Status.paid), ("succeeded", .paid), ("Refunded", .refunded), ("Partial refund", .paid),
            ("Failed", .failed),
            ("canceled", .failed), ("requires_payment_method", .failed), ("Uncaptured", .failed), ("Pending", .pending),
            ("Needs response", .other("Needs response")),
        ])
    func status(label: String, status: StripePayment.Status) {
        #expect(StripePayment.Status(label: label) == status)
    }

    private func sale(_ number: Int, reference: String? = nil, person: Int = 1, status: Sale.Status = .active) -> Sale {
        Self.sale(number, 50, person: person, reference: reference, status: status)
    }

    @Test(
        "The day of a moment is that in Paris, winter and summer",
        arguments: [
            ("2025-04-30T21:59:59Z", "2025-04-30"), ("2025-04-30T22:00:00Z", "2025-05-01"), ("2025-01-31T22:59:59Z", "2025-01-31"),
            ("2025-01-31T23:00:00Z", "2025-02-01"), ("2025-03-29T23:00:00Z", "2025-03-30"), ("2025-03-30T21:59:59Z", "2025-03-30"),
            ("2025-03-30T22:00:00Z", "2025-03-31"), ("2025-10-26T22:59:59Z", "2025-10-26"), ("2025-10-25T22:00:00Z", "2025-10-26"),
            ("2024-02-28T23:30:00Z", "2024-02-29"), ("2025-12-31T23:00:00Z", "2026-01-01"), ("1970-01-01T00:00:00Z", "1970-01-01"),
        ])
    func paris(moment: String, day: String) throws {
        let date = try Date(moment, strategy: .iso8601)
        #expect(CalendarDate(inParisAt: date) == Sample.day(day))
    }

    @Test func `every hour of thirty years has the day that the time zone database says`() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Paris"))
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        // From 1996 on, when the end of summer time went to October; an odd step meets every hour and weekday.
        for seconds in stride(from: 820_454_400, to: 1_900_000_000, by: 86_400 * 3 + 3_601) {
            let parts = calendar.dateComponents([.year, .month, .day], from: Date(timeIntervalSince1970: Double(seconds)))
            let day = try #require(CalendarDate(inParisAt: seconds))
            #expect(day.year == parts.year && day.month == parts.month && day.day == parts.day, "\(seconds)")
        }
    }

    @Test func `moments beyond the calendar have no day`() {
        #expect(CalendarDate(inParisAt: Int.max) == nil && CalendarDate(inParisAt: Int.min) == nil)
        #expect(CalendarDate(inParisAt: Date.distantFuture.addingTimeInterval(1e12)) == nil)
        #expect(CalendarDate(inParisAt: Date(timeIntervalSince1970: .nan)) == nil)
    }
}
