import DotationStore
import Dotations
import Foundation
import Spreadsheet
import Synchronization
import TestSupport
import Testing

@testable import DotationsApplication

/// What an approval is for, shown on the import of a sheet.
@Suite struct ApprovalTests {
    @Test func `what was seen is what is done`() throws {
        try withTemporaryFolder { folder in
            let office = try Office(folder)
            let useCase = try office.importing([2: "nouvelle@yopmail.com"])
            let proposal = try useCase.propose()
            #expect(proposal.plan.changeCount == 1)
            guard case .done(_, let operation?) = try useCase.apply(Approval(proposal.fingerprint), to: proposal) else {
                throw Unexpected()
            }
            #expect(operation.counts.changed == 1)
            #expect(try office.email(2) == "nouvelle@yopmail.com")
            // The second time there is nothing to do.
            let again = try useCase.propose()
            guard case .done(_, nil) = try useCase.apply(Approval(again.fingerprint)) else { throw Unexpected() }
        }
    }

    @Test func `a store that moves without changing the plan needs no other approval`() throws {
        try withTemporaryFolder { folder in
            let office = try Office(folder)
            let useCase = try office.importing([2: "nouvelle@yopmail.com"])
            let proposal = try useCase.propose()
            // A resend is another revision of the dotation.
            _ = try office.application.store.resend(.dotations([office.ids[2]]), context: office.context)
            guard case .done(_, _?) = try useCase.apply(Approval(proposal.fingerprint), to: proposal) else { throw Unexpected() }
            #expect(try office.email(2) == "nouvelle@yopmail.com")
        }
    }

    @Test func `a plan that has become another is shown and not done`() throws {
        try withTemporaryFolder { folder in
            let office = try Office(folder)
            let useCase = try office.importing([2: "nouvelle@yopmail.com", 3: "autre@yopmail.com"])
            let proposal = try useCase.propose()
            try office.correct(2, email: "nouvelle@yopmail.com")
            guard case .changed(let other, let difference?) = try useCase.apply(Approval(proposal.fingerprint), to: proposal) else {
                throw Unexpected()
            }
            let subject = PlanDescription.Subject.id(.dotation(office.ids[2]))
            #expect(Set(difference.removed.map(\.part)) == [.change, .email] && difference.removed.allSatisfy { $0.subject == subject })
            #expect(difference.added.isEmpty && difference.altered.isEmpty)
            #expect(
                difference.message == "1 modification en moins (dotation \(office.ids[2])), 1 e-mail en moins (dotation \(office.ids[2]))")
            #expect(other.fingerprint != proposal.fingerprint && other.plan.changeCount == 1)
            #expect(try office.email(3) == Office.email(3))
            // Without the proposal at hand nothing tells what has changed.
            guard case .changed(_, nil) = try useCase.apply(Approval(proposal.fingerprint)) else { throw Unexpected() }
            guard case .done(_, _?) = try useCase.apply(Approval(other.fingerprint)) else { throw Unexpected() }
            #expect(try office.email(3) == "autre@yopmail.com")
        }
    }

    @Test func `a request that comes twice is carried out once, and gives the first result`() throws {
        try withTemporaryFolder { folder in
            let office = try Office(folder)
            let useCase = try office.importing([2: "nouvelle@yopmail.com"])
            let approval = Approval(try useCase.propose().fingerprint, request: .unique())
            guard case .done(_, let operation?) = try useCase.apply(approval) else { throw Unexpected() }
            // By now the plan is another, or none.
            try office.correct(2, email: "encore@yopmail.com")
            guard case .repeated(let first) = try useCase.apply(approval) else { throw Unexpected() }
            #expect(first == operation)
            #expect(try office.email(2) == "encore@yopmail.com")
            guard case .changed = try useCase.apply(Approval(approval.fingerprint, request: .unique())) else { throw Unexpected() }
        }
    }

    @Test func `e-mails are cancelled at the application's time`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("times-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let office = try Office(folder)
        try office.correct(0, email: "autre@yopmail.com")
        let operation = try #require(try office.application.store.operations([.edit]).first)
        #expect(try office.application.cancelJobs(of: operation.id).cancelled.count == 1)
        var finished: [Date?] = []
        try office.application.store.forEachJob([.cancelled]) { finished.append($0.finishedAt) }
        #expect(finished == [Date(timeIntervalSince1970: 1_700_000_000)])
        try office.application.store.forEachJob([]) { _ in Issue.record("A job of no state.") }
        #expect(try office.application.store.operations([]).isEmpty)
    }

    @Test func `of a request that comes many times at once one is carried out`() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("requests-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let office = try Office(folder)
        let useCase = office.application.resend(.order(office.order))
        let approval = Approval(try useCase.propose().fingerprint, typedCount: 10, request: .unique())
        let (application, order) = (office.application, office.order)
        let operations = try await withThrowingTaskGroup(of: DotationStore.Operation?.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    switch try application.resend(.order(order)).apply(approval) {
                    case .done(_, let operation): operation
                    case .repeated(let operation): operation
                    case .changed: nil
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(operations.count == 8 && Set(operations).count == 1 && !operations.contains(nil))
        #expect(try application.store.operations([.resend]).count == 1)
    }

    @Test func `a request is bound to its plan: with another approval it is another request`() throws {
        try withTemporaryFolder { folder in
            let office = try Office(folder)
            let request = RequestID.unique()
            for (index, address) in [(2, "une@yopmail.com"), (3, "deux@yopmail.com")] {
                let useCase = try office.importing([index: address])
                guard case .done(_, _?) = try useCase.apply(Approval(useCase.propose().fingerprint, request: request)) else {
                    throw Unexpected()
                }
            }
            #expect(try office.email(2) == "une@yopmail.com" && office.email(3) == "deux@yopmail.com")
        }
    }

    @Test func `a new order that is paid is one request, of two operations`() throws {
        try withTemporaryFolder { folder in
            let office = try Office(folder)
            let number = try #require(OrderNumber("2800887"))
            let sheet = Array("Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant\r\n1;A;B;a@b.fr;0612345678;100\r\n".utf8)
            let order = Order(number: number, date: try #require(CalendarDate("2020-08-21")), isPaid: true)
            let useCase = try office.application.createOrder(
                order, from: SheetFile(bytes: sheet, name: "a.csv"), file: ImportedFile(name: "a.csv", content: Hash256(of: sheet)))
            let approval = Approval(try useCase.propose().fingerprint, request: .unique())
            guard case .done = try useCase.apply(approval) else { throw Unexpected() }
            // The order exists by now, so that it cannot be planned again.
            guard case .repeated(let operation) = try useCase.apply(approval) else { throw Unexpected() }
            #expect(operation.kind == .order && operation.order == number)
        }
    }

    @Test(arguments: [
        ("", false), ("a", true), (String(repeating: "x", count: 64), true), (String(repeating: "x", count: 65), false), ("a b", false),
        ("é", false),
    ])
    func `a request is told by visible characters`(text: String, isValid: Bool) {
        #expect((RequestID(text) != nil) == isValid)
    }

    @Test func `a bulk resend needs the number of its e-mails`() throws {
        try withTemporaryFolder { folder in
            let office = try Office(folder)
            for selection in [ResendSelection.order(office.order), .all] {
                let bulk = office.application.resend(selection)
                let proposal = try bulk.propose()
                #expect(proposal.plan.confirmations == [.bulkResend(count: 10)])
                #expect(throws: ApprovalError.countNeeded) { try bulk.apply(Approval(proposal.fingerprint)) }
            }
            #expect(try office.application.resend(.dotations([office.ids[0]])).propose().plan.confirmations.isEmpty)
        }
    }

    @Test func `what was approved once for an e-mail is not approved for a second one`() throws {
        try withTemporaryFolder { folder in
            let office = try Office(folder)
            let resend = office.application.resend(.order(office.order))
            let proposal = try resend.propose()
            let approval = Approval(proposal.fingerprint, typedCount: 10)
            guard case .done(_, _?) = try resend.apply(approval, to: proposal) else { throw Unexpected() }
            // A colleague who had the same plan before them.
            guard case .changed(_, let difference?) = try resend.apply(approval, to: proposal) else { throw Unexpected() }
            #expect(difference.altered.count == 10 && difference.added.isEmpty)
            guard case .changed = try resend.apply(approval) else { throw Unexpected() }
            #expect(try office.application.store.operations([.resend]).count == 1)
        }
    }

    @Test func `an approval is for one request, though another's plan looks the same`() throws {
        try withTemporaryFolder { folder in
            let office = try Office(folder)
            let (application, order) = (office.application, office.order)
            let cancelling = try application.cancelOrder(order, .order).propose().fingerprint
            #expect(try application.cancelOrder(order, .payment).propose().fingerprint != cancelling)
            func purging(_ index: Int, days: Int = 0) throws -> Fingerprint {
                let periods = RetentionPeriods(changes: days, mails: 0, people: 0)
                return try application.purge(periods, of: [office.ids[index]]).propose().fingerprint
            }
            #expect(try purging(0) == purging(0))
            #expect(try purging(0) != purging(1))
            #expect(try purging(0) != purging(0, days: 1))
            // An order of the same number, people and amounts is another order.
            guard case .done(_, _?) = try application.cancelOrder(order, .order).apply(Approval(cancelling)) else {
                throw Unexpected()
            }
            try office.createOrder()
            #expect(try application.cancelOrder(order, .order).propose().fingerprint != cancelling)
        }
    }

    @Test func `a purge empties what was shown, and nothing that was done since`() throws {
        try withTemporaryFolder { folder in
            let office = try Office(folder)
            let clock = Mutex(Date(timeIntervalSince1970: 1_700_000_000))
            let application = Application(store: office.application.store, user: "alice", way: .page, role: nil) { clock.withLock(\.self) }
            try office.correct(0, email: "avant@yopmail.com")
            clock.withLock { $0 += 10 }
            let purge = application.purge(RetentionPeriods(changes: 0, mails: 0, people: 0))
            let proposal = try purge.propose()
            clock.withLock { $0 += 10 }
            let later = application.correct(office.ids[1], email: "apres@yopmail.com", mobile: nil)
            guard case .done(_, let operation?) = try later.apply(Approval(later.propose().fingerprint)) else { throw Unexpected() }
            clock.withLock { $0 += 10 }
            guard case .done(_, let purged?) = try purge.apply(Approval(proposal.fingerprint), to: proposal) else { throw Unexpected() }
            #expect(purged.changes == proposal.plan.changes && purged.changes == 1)
            #expect(try application.undo(operation.id).propose().plan.changeCount == 1)
        }
    }

    @Test func `an unusual plan needs its number of changes`() throws {
        try withTemporaryFolder { folder in
            let office = try Office(folder)
            // More than one in five.
            let useCase = try office.importing(Dictionary(uniqueKeysWithValues: (0..<3).map { ($0, "nouvelle\($0)@yopmail.com") }))
            let proposal = try useCase.propose()
            #expect(proposal.plan.confirmations.map(\.code) == [.manyEmails])
            #expect(throws: ApprovalError.countNeeded) { try useCase.apply(Approval(proposal.fingerprint), to: proposal) }
            #expect(throws: ApprovalError.otherCount) { try useCase.apply(Approval(proposal.fingerprint, typedCount: 4), to: proposal) }
            #expect(try office.email(0) == Office.email(0))
            guard case .done(_, _?) = try useCase.apply(Approval(proposal.fingerprint, typedCount: 3), to: proposal) else {
                throw Unexpected()
            }
        }
    }

    @Test func `a fingerprint is one plan's of one file in one store`() throws {
        try withTemporaryFolder { folder in
            let office = try Office(folder)
            let fingerprint = try office.importing([2: "nouvelle@yopmail.com"]).propose().fingerprint
            #expect(try office.importing([2: "nouvelle@yopmail.com"]).propose().fingerprint == fingerprint)
            #expect(try office.importing([2: "nouvelle2@yopmail.com"]).propose().fingerprint != fingerprint)
            #expect(try office.importing([3: "nouvelle@yopmail.com"]).propose().fingerprint != fingerprint)
            #expect(try office.importing([2: "nouvelle@yopmail.com"], isAtomic: true).propose().fingerprint != fingerprint)
            let elsewhere = try Office(folder.appendingPathComponent("autre"))
            #expect(try elsewhere.importing([2: "nouvelle@yopmail.com"]).propose().fingerprint != fingerprint)
            #expect(Fingerprint(fingerprint.description.uppercased()) == fingerprint)
            #expect(Fingerprint(fingerprint.description.dropLast()) == nil && Fingerprint(String(repeating: "g", count: 32)) == nil)
        }
    }
}

/// An outcome that the test does not expect.
struct Unexpected: Error {}
