import Dotations
import Foundation
import StoreTestSupport
import Synchronization
import TestSupport
import Testing

@testable import DotationStore

@Suite struct CancellationTests {
    @Test("A cancelled order frees its number and identifiers, cancels what waits, and stays in the history", .onFiles)
    func cancelled() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder, 3)
        _ = try store.resend(.dotations([ids[0]]), context: context)
        let number = try orderNumber(2_800_886)
        let cancellation = try store.cancellation(of: number)
        #expect(cancellation.dotationCount == 3 && cancellation.faceValue == Euros(cents: 300_000) && cancellation.waitingMails.count == 1)
        let operation = try store.cancelOrder(cancellation, context: context)
        #expect(operation.kind == .orderCancellation && operation.order == number)
        #expect(try store.order(number) == nil && store.dotations(ids).isEmpty && store.find(DotationQuery()).isEmpty)
        #expect(try store.jobs().map(\.state) == [.cancelled] && store.job(1).lastName == "Nom0" && store.job(1).order == number)
        #expect(try store.cancelledOrders().map(\.order.number) == [number])
        let amounts = try RawDatabase(folder.store).column("SELECT amount FROM cancelled_dotations WHERE client = 1 ORDER BY position")
        #expect(try store.cancelledOrders(number).count == 1 && amounts == people(3).map { String($0.amount.cents) })
        // The same number, the same identifiers, other people.
        let again = zip(ids, people(3)).map { id, person in
            NewDotation(
                id: id, matricule: person.matricule, lastName: "Autre", firstName: person.firstName, contact: person.contact,
                amount: person.amount, status: .awaitingActivation)
        }
        try store.createOrder(newOrder(2_800_886), dotations: again, context: context)
        _ = try store.resend(.dotations([ids[0]]), context: context)
        #expect(try store.jobs().map(\.lastName) == ["Nom0", "Autre"])
        #expect(try store.lease(at: moment(0)).map(\.lastName) == ["Autre"])
        #expect(try store.verifyAudit().operations > 4)
        #expect(try store.examine(at: context.date).broken == [:])
    }

    @Test("An order that is not paid can be cancelled though it was exported; its exports are none of the next order of its number")
    func exportedUnpaid() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder, 1, isPaid: false)
        let number = try orderNumber(2_800_886)
        let old = try store.export(number, context: context)
        _ = try store.cancelOrder(store.cancellation(of: number), context: context)
        #expect(try store.exportRecord(old.identity) == nil && store.exports(of: number).isEmpty)
        let person = people(1)[0]
        let again = NewDotation(
            id: ids[0], matricule: person.matricule, lastName: person.lastName, firstName: person.firstName, contact: person.contact,
            amount: person.amount, status: .awaitingActivation)
        try store.createOrder(newOrder(2_800_886), dotations: [again], context: context)
        // The same data, another order: another export.
        let new = try store.export(number, context: context)
        #expect(new.identity != old.identity)
        #expect(try store.exportRecord(new.identity)?.order == number && store.exportRecord(old.identity) == nil)
        #expect(try store.examine(at: context.date).broken == [:])
    }

    @Test("Others write while an order is exported: what they change is told from it, and an order that goes is not exported")
    func changedMeanwhile() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder, 2)
        let number = try orderNumber(2_800_886)
        let before = try store.dotations([ids[0]])[0].contact
        let fault = Mutex<(any Error)?>(nil)
        let export = try store.export(number, context: context) { dotation in
            guard dotation.id == ids[0] else { return true }
            do { _ = try store.apply(store.planEmail(ids[0], "x@yopmail.com"), as: .edit, context: context) } catch {
                fault.withLock { $0 = error }
            }
            return true
        }
        #expect(fault.withLock { $0 == nil })
        #expect(export.dotations.first { $0.id == ids[0] }?.contact == before)
        #expect(try store.dotations([ids[0]])[0].contact.email == "x@yopmail.com")
        let record = try #require(try store.exportRecord(export.identity))
        #expect(try store.base(of: record).rows[ids[0]]?.contact == before)

        let second = try orderNumber(2_800_887)
        try store.createOrder(newOrder(2_800_887, isPaid: false), dotations: people(1), context: context)
        expect(.orderUnknown) {
            try store.export(second, context: context) { _ in
                _ = try? store.cancelOrder(store.cancellation(of: second), context: context)
                return true
            }
        }
        #expect(try store.order(second) == nil && store.examine(at: context.date).broken == [:])
    }

    @Test("The names of a cancelled order's people are emptied with the values of changes")
    func purged() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder, 2)
        let number = try orderNumber(2_800_886)
        _ = try store.resend(.dotations(ids), context: context)
        _ = try store.cancelOrder(store.cancellation(of: number), context: context)
        let later = OperationContext(user: "alice", way: .command, date: context.date.addingTimeInterval(86_400))
        #expect(try store.purge(olderThan: RetentionPeriods(changes: 2, mails: 99), of: [ids[0]], context: later).changes == 0)
        #expect(try store.purge(olderThan: RetentionPeriods(changes: 0, mails: 99), of: [ids[0]], context: later).changes == 1)
        #expect(try store.jobs().map(\.lastName) == ["", "Nom1"])
        #expect(try store.purge(olderThan: RetentionPeriods(changes: 0, mails: 99), context: later).changes == 1)
        #expect(try store.jobs().map(\.lastName) == ["", ""] && store.verifyAudit().operations > 3)
    }

    @Test("A payment that is taken back locks the dotations, and can be noted again")
    func unpaid() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder, 1)
        let number = try orderNumber(2_800_886)
        _ = try store.resend(.dotations(ids), context: context)
        let paid = try store.cancellation(of: number)
        #expect(try store.unpayOrder(paid, context: context).kind == .paymentCancellation)
        #expect(try store.order(number)?.isPaid == false && store.jobs([.pending]).isEmpty)
        #expect(try store.resendPlan(.dotations(ids)).refused.map(\.reason.code) == [.orderUnpaid])
        let unpaid = try store.payment(of: number)
        try store.payOrder(unpaid, context: context)
        // What was agreed to before is about another payment.
        expect(.moved) { try store.unpayOrder(paid, context: context) }
        try store.unpayOrder(store.cancellation(of: number), context: context)
        expect(.moved) { try store.payOrder(unpaid, context: context) }
        #expect(try store.order(number)?.isPaid == false)
        #expect(try store.examine(at: context.date).broken == [:])
    }

    @Test(
        "An order on which something depends is kept, and so is its payment",
        arguments: [OrderBond.exported, .changed, .mailed, .activated])
    func bound(bond: OrderBond) throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder, 2)
        let number = try orderNumber(2_800_886)
        let before = try store.cancellation(of: number)
        switch bond {
        case .exported: _ = try store.export(number, context: context)
        case .changed: _ = try store.apply(store.planEmail(ids[0], "x@yopmail.com"), as: .edit, context: context)
        case .mailed:
            _ = try store.resend(.dotations([ids[0]]), context: context)
            _ = try store.lease(at: moment(0))
        case .activated: _ = try store.setStatus(.activated, of: [ids[1]], context: context)
        case .purged: break
        }
        let error = expect(.orderBound) { try store.cancellation(of: number) }
        if case .bonds(number, let bonds)? = error?.subject { #expect(bonds.contains(bond)) } else { Issue.record("names no bond") }
        expect(.orderBound) { try store.cancelOrder(before, context: context) }
        expect(.orderBound) { try store.unpayOrder(before, context: context) }
        #expect(try store.order(number)?.isPaid == true && store.dotations(ids).count == 2)
    }

    @Test("An order that changed since it was looked at is not cancelled unseen")
    func moved() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder, 1)
        let before = try store.cancellation(of: orderNumber(2_800_886))
        _ = try store.resend(.dotations(ids), context: context)
        expect(.moved) { try store.cancelOrder(before, context: context) }
        #expect(try store.jobs().map(\.state) == [.pending])
    }

    @Test("No other program takes an order away", .onFiles)
    func raw() throws {
        let folder = try TemporaryFolder()
        _ = try ClientStore.filled(folder, 1)
        let raw = try RawDatabase(folder.store)
        for sql in [
            "DELETE FROM dotations", "DELETE FROM orders",
            "INSERT INTO cancelled_orders VALUES (1, 1, 2800886, '2020-08-21', NULL, 0, 1, 100000)",
        ] {
            #expect(raw.execute(sql) != nil, "\(sql)")
        }
    }
}
