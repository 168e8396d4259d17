import DotationStore
import Dotations
import Foundation
import Testing

@Suite struct ApplyTests {
    @Test("A change is stored with its revision, its history and its one e-mail")
    func change() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder)
        let number = try orderNumber(2_800_886)
        let before = try store.dotations(of: number)
        let plan = try store.plan(
            [(ids[0], "neuf@yopmail.com", nil, false), (ids[1], nil, "07 55 55 55 55", false), (ids[2], nil, nil, true)], of: number)
        let later = OperationContext(user: "bob", way: .command, date: context.date + 60.25)
        let operation = try store.apply(plan, as: sheet, context: later)

        let after = try store.dotations(of: number)
        #expect(after.map(\.contact.email) == ["neuf@yopmail.com", before[1].contact.email, before[2].contact.email])
        #expect(after.map(\.contact.mobile) == [before[0].contact.mobile, "0755555555", before[2].contact.mobile])
        #expect(after.map(\.revision) == [1, 1, 1])

        #expect(operation.kind == .import)
        #expect(operation.context == later)
        #expect(operation.order == number)
        #expect(operation.counts == Operation.Counts(rows: 3, changed: 2, resent: 1))
        #expect(operation.file == ImportedFile(name: "commande.xlsx", content: Hash256(of: Array("contenu".utf8))))
        #expect(try store.operation(operation.id) == operation)
        #expect(try store.mailedDotations(of: number, byImportsOf: Hash256(of: Array("contenu".utf8))) == Set(ids))
        #expect(try store.mailedDotations(of: number, byImportsOf: Hash256(of: Array("autre".utf8))).isEmpty)

        let rows = try store.auditRows(of: operation)
        #expect(rows.map(\.dotation) == ids)
        #expect(rows.map(\.row) == [2, 3, 4])
        #expect(
            rows.map(\.action) == [
                .change(from: before[0].contact, to: after[0].contact), .change(from: before[1].contact, to: after[1].contact), .resend,
            ])

        let jobs = try store.jobs()
        #expect(jobs.map(\.kind) == [.accountCreation, .phoneChanged, .accountCreation])
        #expect(jobs.map(\.recipient?.text) == after.map(\.contact.email))
        #expect(jobs.map(\.mobile) == [nil, "0755555555", nil])
        #expect(jobs.allSatisfy { $0.operation == operation.id && $0.state == .pending && $0.attempt == 0 && $0.dueAt == later.date })
        #expect(Set(jobs.map(\.idempotencyKey)).count == 3)
        #expect(try store.jobCounts().mapValues(\.count) == [.pending: 3])
    }

    @Test("A write that is stopped at any row leaves nothing, and can be done after all", arguments: [0, 512, 1024, 1300])
    func stopped(row: Int) throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder, 1300)
        let plan = try store.plan(ids.map { ($0, "neuf\($0)@yopmail.com", nil, false) }, of: try orderNumber(2_800_886))
        let history = try store.operations()
        var heard: [[Int]] = []
        let writes: [(@escaping WriteProgress) throws -> Void] = [
            { _ = try store.apply(plan, as: sheet, context: context, progress: $0) },
            { _ = try store.resend(.all, context: context, progress: $0) },
        ]
        for write in writes {
            heard = []
            expect(.stopped) {
                try write { done, total in
                    heard.append([done, total])
                    return done < row
                }
            }
            #expect(heard == [0, 512, 1024, 1300].filter { $0 <= row }.map { [$0, 1300] })
            #expect(try store.operations() == history)
            #expect(try store.jobs().isEmpty)
            #expect(try store.dotation(ids[0]).revision == 0)
        }
        _ = try store.apply(plan, as: sheet, context: context) { _, _ in true }
        #expect(try store.jobs().count == 1300)
        _ = try store.verifyAudit()
    }

    @Test("A plan of which one row moved is not applied at all, and says which")
    func moved() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder)
        let number = try orderNumber(2_800_886)
        let plan = try store.plan([(ids[0], "x@yopmail.com", nil, false), (ids[1], "y@yopmail.com", nil, false)], of: number)
        _ = try store.apply(store.planEmail(ids[1], "z@yopmail.com"), as: .edit, context: context)
        let history = try store.operations()
        let error = expect(.moved) { try store.apply(plan, as: sheet, context: context) }
        #expect(error?.subject == .dotations([ids[1]]))
        #expect(try store.dotation(ids[0]).revision == 0)
        #expect(try store.operations() == history)
        #expect(try store.jobs().count == 1)
    }

    @Test("A status that changed since the plan stops it", arguments: [DotationStatus.activated, .emailError])
    func statusRace(status: DotationStatus) throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder)
        let plan = try store.planEmail(ids[0], "x@yopmail.com")
        _ = try store.setStatus(status, of: [ids[0]], context: context)
        expect(.moved) { try store.apply(plan, as: sheet, context: context) }
        #expect(try store.jobs().isEmpty)
    }

    @Test("A plan is applied once, also where it only resends")
    func twice() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder)
        let plan = try store.plan([(ids[0], nil, nil, true)], of: orderNumber(2_800_886))
        _ = try store.apply(plan, as: sheet, context: context)
        expect(.moved) { try store.apply(plan, as: sheet, context: context) }
        #expect(try store.jobs().count == 1)
    }

    @Test("Eight who apply one plan at the same time: one does")
    func concurrently() async throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder, 50)
        let plan = try store.plan(
            ids.enumerated().map { ($1, "n\($0)@yopmail.com", nil, false) }, of: orderNumber(2_800_886))
        let applied = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    do {
                        _ = try ClientStore(in: folder).apply(plan, as: sheet, context: context)
                        return true
                    } catch {
                        #expect((error as? StoreError)?.code == .moved)
                        return false
                    }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(applied == 1)
        #expect(try store.jobs().count == 50)
        #expect(try store.verifyAudit().rows == 50)
    }

    @Test("Refused rows are recorded with the codes of their reasons, and change nothing")
    func refused() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder)
        let unknown = try dotationID(99_999_999)
        let plan = try store.plan([(ids[0], "pas une adresse", nil, false), (unknown, "a@b.fr", nil, false)], of: orderNumber(2_800_886))
        let operation = try store.apply(plan, as: sheet, context: context)
        #expect(operation.counts == Operation.Counts(rows: 2, refused: 2))
        let rows = try store.auditRows(of: operation)
        #expect(rows.map(\.dotation) == [ids[0], nil])
        #expect(rows.map(\.action) == [.refused(["email.syntax"]), .refused(["row.unknown-id"])])
        #expect(try store.dotation(ids[0]).revision == 0)
        #expect(try store.jobs().isEmpty)
    }

    @Test("What an operation changed can be taken back, and the undo too")
    func revert() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder)
        let number = try orderNumber(2_800_886)
        let before = try store.dotations(of: number).map(\.contact)
        func takeBack(_ operation: StoreOperation) throws -> StoreOperation {
            return try store.apply(store.undoPlan(of: operation), as: .revert(operation.id), context: context)
        }
        let plan = try store.plan([(ids[0], "x@yopmail.com", nil, false), (ids[1], nil, "0755555555", false)], of: number)
        let operation = try store.apply(plan, as: sheet, context: context)
        let changed = try store.dotations(of: number).map(\.contact)
        let undo = try takeBack(operation)
        #expect(undo.kind == .revert)
        #expect(undo.reverts == operation.id)
        #expect(try store.dotations(of: number).map(\.contact) == before)
        _ = try takeBack(undo)
        #expect(try store.dotations(of: number).map(\.contact) == changed)
        expect(.operationUnknown) {
            try store.apply(store.planEmail(ids[2], "w@yopmail.com"), as: .revert(#require(Operation.ID(rawValue: 999))), context: context)
        }
    }

    @Test("A plan for an order that the store does not have is refused")
    func unknownOrder() throws {
        let (one, other) = (try TemporaryFolder(), try TemporaryFolder())
        let (store, ids) = try ClientStore.filled(one)
        let plan = try store.planEmail(ids[0], "x@yopmail.com")
        expect(.orderUnknown) { try ClientStore(path: other.store).apply(plan, as: sheet, context: context) }
    }
}

typealias StoreOperation = DotationStore.Operation
