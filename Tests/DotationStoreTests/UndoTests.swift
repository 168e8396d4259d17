import DotationStore
import Dotations
import Foundation
import StoreTestSupport
import TestSupport
import Testing

/// The undo of an import, and the e-mails that it leaves.
@Suite struct UndoTests {
    private let number: OrderNumber
    private let folder: TemporaryFolder
    private let store: ClientStore
    private let ids: [Dotation.ID]

    init() throws {
        number = try orderNumber(2_800_886)
        folder = try TemporaryFolder()
        (store, ids) = try ClientStore.filled(folder)
    }

    @Test("An import that is undone before anything left tells nobody, and what had given way to it waits again")
    func beforeSending() throws {
        _ = try store.resend(.dotations([ids[1]]), context: context)
        let operation = try store.apply(
            store.plan(
                [(ids[0], "x@yopmail.com", nil, false), (ids[1], nil, "0755555555", false), (ids[2], nil, nil, true)], of: number),
            as: sheet, context: context)
        let plan = try store.undoPlan(of: operation)
        #expect(plan.changes.map(\.job) == [nil, .accountCreation])
        #expect((plan.jobCount, plan.cancelledMailCount, plan.restoredMailCount, plan.mailCancellations.map(\.id)) == (1, 3, 1, [ids[2]]))
        _ = try store.apply(plan, as: .revert(operation.id), context: context)
        let waiting = try store.jobs([.pending])
        #expect(waiting.map(\.dotation) == [ids[1]] && waiting.map(\.kind) == [.accountCreation] && waiting.map(\.mobile) == [nil])
        #expect(
            try store.jobs([.cancelled]).map(\.outcome?.code) == ["job.superseded", "job.taken-back", "job.taken-back", "job.taken-back"])
        #expect(try store.examine(at: context.date).isSound)
    }

    @Test("Whom its e-mail has reached or may have reached is told")
    func afterSending() throws {
        let edits: [(Dotation.ID, String?, String?, Bool)] = ids.map { ($0, nil, "07555555" + $0.description.suffix(2), false) }
        let operation = try store.apply(store.plan(edits, of: number), as: sheet, context: context)
        let jobs = try store.lease(at: moment(0))
        _ = try store.record(.accepted, of: jobs[0], at: moment(1))
        let unanswered = DeliveryTrouble(.noConfirmation, cause: .notConfirmed, detail: "")
        _ = try store.record(.deferred(unanswered), of: jobs[1], at: moment(1))
        _ = try store.record(.deferred(busy), of: jobs[2], at: moment(1))
        #expect(try store.undoPlan(of: operation).changes.map(\.job) == [.phoneChanged, .phoneChanged, nil])
        // Tried again, and refused for good this time: the first may have left all the same.
        let again = try #require(try store.lease(1, at: moment(10_000_000)).first { $0.id == jobs[1].id })
        _ = try store.record(.refused(noSuchUser, concernsAddress: true), of: again, at: moment(10_000_001))
        #expect(try store.undoPlan(of: operation).changes.map(\.job) == [.phoneChanged, .phoneChanged, nil])
    }

    @Test("A worker that ended, or was stopped at the end of a message, may have sent it")
    func lostWorker() throws {
        let operation = try store.apply(store.planEmail(ids[0], "x@yopmail.com"), as: .edit, context: context)
        let other = try store.apply(store.planEmail(ids[1], "y@yopmail.com"), as: .edit, context: context)
        let third = try store.apply(store.planEmail(ids[2], "z@yopmail.com"), as: .edit, context: context)
        let leased = try store.lease(at: moment(0))
        _ = try store.record(.interrupted(mayHaveLeft: true), of: leased[1], at: moment(1))
        _ = try store.record(.interrupted(mayHaveLeft: false), of: leased[2], at: moment(1))
        #expect(try store.undoPlan(of: other).changes.map(\.job) == [.accountCreation])
        #expect(try store.undoPlan(of: third).changes.map(\.job) == [nil])
        _ = try store.lease(at: moment(200_000))
        _ = try store.record(.interrupted(mayHaveLeft: false), of: store.job(leased[0].id.rawValue), at: moment(200_001))
        #expect(try store.undoPlan(of: operation).changes.map(\.job) == [.accountCreation])
    }

    @Test("A plan is out of date once an e-mail that it takes back has left")
    func outOfDate() throws {
        let operation = try store.apply(store.planEmail(ids[0], "x@yopmail.com"), as: .edit, context: context)
        let plan = try store.undoPlan(of: operation)
        let job = try #require(try store.lease(at: moment(0)).first)
        expect(.moved) { try store.apply(plan, as: .revert(operation.id), context: context) }
        _ = try store.record(.interrupted(mayHaveLeft: false), of: job, at: moment(1))
        _ = try store.apply(plan, as: .revert(operation.id), context: context)
        #expect(try store.jobs().map(\.state) == [.cancelled])
    }

    @Test("An e-mail that was being sent goes on once what was to follow it is taken back")
    func leasedBefore() throws {
        _ = try store.resend(.dotations([ids[0]]), context: context)
        let job = try #require(try store.lease(at: moment(0)).first)
        let operation = try store.apply(store.planEmail(ids[0], "x@yopmail.com"), as: .edit, context: context)
        #expect(try !store.store.mail.mayBeSent(job))
        _ = try store.apply(store.undoPlan(of: operation), as: .revert(operation.id), context: context)
        #expect(try store.store.mail.mayBeSent(job))
        #expect(try store.record(.deferred(busy), of: job, at: moment(1)) == .became(.retry))
    }

    @Test("What a bounced e-mail was to say is not taken for taken back", .onFiles)
    func afterBounce() throws {
        _ = try store.resend(.dotations([ids[0]]), context: context)
        let first = try #require(try store.lease(at: moment(0)).first)
        _ = try store.apply(store.plan([(ids[0], nil, "0755555555", false)], of: number), as: .edit, context: context)
        _ = try store.record(.accepted, of: first, at: moment(1))
        let raw = try RawDatabase(folder.store)
        #expect(raw.execute("UPDATE jobs SET state = 'failed', outcome = 'bounced.5.1.1' WHERE id = 1") == nil)
        let operation = try store.apply(store.planEmail(ids[0], "x@yopmail.com"), as: .edit, context: context)
        #expect(try store.undoPlan(of: operation).changes.map(\.job) == [.accountCreation])
    }

    @Test("Where a person cancelled the e-mail that had taken its place, nothing is recorded anew")
    func cancelledSuccessor() throws {
        _ = try store.resend(.dotations([ids[0]]), context: context)
        let operation = try store.apply(store.planEmail(ids[0], "x@yopmail.com"), as: .edit, context: context)
        _ = try store.resend(.dotations([ids[0]]), context: context)
        _ = try store.cancelJobs([store.job(3).id], context: context, at: moment(0))
        let plan = try store.undoPlan(of: operation)
        #expect(plan.changes.map(\.job) == [nil] && plan.cancelledMailCount == 0)
    }

    @Test("Who counted as reached when the undo was planned, and was not after all, is not told")
    func returnedMeanwhile() throws {
        let operation = try store.apply(store.planEmail(ids[0], "x@yopmail.com"), as: .edit, context: context)
        let job = try #require(try store.lease(at: moment(0)).first)
        let plan = try store.undoPlan(of: operation)
        #expect(plan.changes.map(\.job) == [.accountCreation])
        _ = try store.record(.interrupted(mayHaveLeft: false), of: job, at: moment(1))
        expect(.moved) { try store.apply(plan, as: .revert(operation.id), context: context) }
    }

    @Test("A file whose import was undone before sending asks for its e-mails again, and one that was sent does not")
    func resendsAgain() throws {
        let operation = try store.apply(
            store.plan([(ids[0], nil, nil, true), (ids[1], nil, "0755555555", true)], of: number), as: sheet, context: context)
        let content = Hash256(of: Array("contenu".utf8))
        #expect(try store.mailedDotations(of: number, byImportsOf: content) == [ids[0], ids[1]])
        _ = try store.apply(store.undoPlan(of: operation), as: .revert(operation.id), context: context)
        #expect(try store.mailedDotations(of: number, byImportsOf: content).isEmpty)
    }

    @Test("An undo that is undone before its own e-mails have left tells nobody either")
    func undoTwice() throws {
        let edits: [(Dotation.ID, String?, String?, Bool)] = [(ids[0], "x@yopmail.com", nil, false), (ids[1], nil, "0755555555", false)]
        let operation = try store.apply(store.plan(edits, of: number), as: sheet, context: context)
        for job in try store.lease(at: moment(0)) { _ = try store.record(.accepted, of: job, at: moment(1)) }
        let undo = try store.apply(store.undoPlan(of: operation), as: .revert(operation.id), context: context)
        let again = try store.undoPlan(of: undo)
        #expect(again.changes.map(\.job) == [nil, nil] && again.cancelledMailCount == 2)
        _ = try store.apply(again, as: .revert(undo.id), context: context)
        #expect(try store.jobs().map(\.state) == [.sent, .sent, .cancelled, .cancelled])
        #expect(try store.isLatest(store.job(1)) && store.examine(at: context.date).isSound)
    }

    @Test("The undo of an undo that took e-mails back tells as any change does")
    func undoOfUndo() throws {
        let operation = try store.apply(store.planEmail(ids[0], "x@yopmail.com"), as: .edit, context: context)
        let undo = try store.apply(store.undoPlan(of: operation), as: .revert(operation.id), context: context)
        let again = try store.undoPlan(of: undo)
        #expect(again.changes.map(\.job) == [.accountCreation])
        _ = try store.apply(again, as: .revert(undo.id), context: context)
        #expect(try store.jobs([.pending]).map(\.recipient?.text) == ["x@yopmail.com"])
        #expect(try store.examine(at: context.date).isSound)
    }

    @Test("After an import that was undone before sending exactly those e-mails leave that would have left without it", arguments: 1...60)
    func property(seed: UInt64) throws {
        var (with, without) = (try Course(seed), try Course(seed))
        let (expected, found) = (try without.deliveries(withImport: false), try with.deliveries(withImport: true))
        let differences = (found.filter { expected[$0.key] != $0.value }, expected.filter { found[$0.key] != $0.value })
        #expect(differences.0.isEmpty && differences.1.isEmpty)
    }
}

extension ClientStore {
    /// The plan that undoes an operation.
    func undoPlan(of operation: StoreOperation) throws -> ImportPlan {
        let (changes, resends) = (try changes(of: operation), try resends(of: operation))
        let ids = changes.map(\.id) + resends.map(\.id)
        let first = try #require(ids.first)
        let number = try #require(try order(of: first))
        return ImportPlan.reverting(
            changes, resends: resends, of: try #require(try order(number)), dotations: try dotations(of: number),
            unsent: try unsentMails(of: operation, to: ids))
    }
}

/// A random course of events, with or without an import in its midst that is undone before anything is sent.
private struct Course {
    private let folder: TemporaryFolder
    private let store: ClientStore
    private let ids: [Dotation.ID]
    private let number: OrderNumber
    private var random: SeededGenerator
    private var clock = 0
    private var held: [Job] = []

    struct Delivery: Hashable {
        let dotation: Dotation.ID
        let kind: ActivationEmailJob.Kind
        let recipient: StoredAddress?
        let mobile: String?
    }

    /// What an import or a correction asks of each dotation.
    private typealias Edits = [(id: Dotation.ID, email: String?, mobile: String?, resend: Bool)]

    init(_ seed: UInt64) throws {
        random = SeededGenerator(seed: seed)
        folder = try TemporaryFolder()
        number = try orderNumber(2_800_886)
        (store, ids) = try ClientStore.filled(folder, 12)
    }

    private mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &random) }

    private mutating func chosen() -> [Dotation.ID] { ids.filter { _ in number(0..<2) == 0 } }

    /// Edits of the columns that `columns` allows a dotation; always new values.
    private mutating func edits(_ columns: (Dotation.ID) -> Set<SheetColumn>) -> Edits {
        clock += 1
        return ids.map { id in
            let free = columns(id)
            let (draws, digits) = ((number(0..<3), number(0..<3), number(0..<4)), String(id.rawValue % 100 + 100).suffix(2))
            return (
                id, draws.0 == 0 && free.contains(.email) ? "c\(clock)d\(id)@yopmail.com" : nil,
                draws.1 == 0 && free.contains(.mobile) ? "07" + String(50_0000 + clock) + digits : nil,
                draws.2 == 0 && free.contains(.resend)
            )
        }
    }

    private func apply(_ edits: Edits) throws -> StoreOperation? {
        let plan = try store.plan(edits.filter { $0.email != nil || $0.mobile != nil || $0.resend }, of: number)
        return plan.isEmpty ? nil : try store.apply(plan, as: sheet, context: context)
    }

    /// A worker takes what is due; what comes of it depends on the dotation and the moment alone.
    private mutating func send(_ results: [DeliveryResult?]) throws {
        clock += 1
        let offset = number(0..<results.count)
        for job in try store.lease(20, at: moment(clock * 10_000_000, steady: clock)) {
            guard let result = results[(Int(job.dotation.rawValue) + offset) % results.count] else {
                held.append(job)
                continue
            }
            _ = try store.record(result, of: job, at: moment(clock * 10_000_000 + 1, steady: clock))
        }
    }

    mutating func deliveries(withImport: Bool) throws -> [Delivery: Int] {
        for _ in 0..<number(0..<4) {
            switch number(0..<3) {
            case 0: _ = try apply(edits { _ in [.email, .mobile, .resend] })
            case 1: _ = try store.resend(.dotations(chosen()), context: context)
            default:
                try send([.accepted, .interrupted(mayHaveLeft: false), .deferred(busy), .refused(noSuchUser, concernsAddress: false), nil])
            }
        }
        let before = Set(try store.jobs([.sent]).map(\.id))
        let imported = edits { _ in [.email, .mobile, .resend] }
        let operation = withImport ? try apply(imported) : nil
        // Others go on with what the import does not touch.
        let touched = Dictionary(uniqueKeysWithValues: imported.map { ($0.id, $0) })
        var others: [StoreOperation] = []
        for _ in 0..<number(0..<3) {
            if number(0..<2) == 0 {
                let free = { (id: Dotation.ID) -> Set<SheetColumn> in
                    Set([touched[id]?.email == nil ? .email : .resend, touched[id]?.mobile == nil ? .mobile : .resend])
                }
                if let other = try apply(edits(free)) { others.append(other) }
            } else {
                _ = try store.resend(.dotations(chosen()), context: context)
            }
        }
        let undoesOther = number(0..<2) == 0
        if let operation { _ = try store.apply(store.undoPlan(of: operation), as: .revert(operation.id), context: context) }
        if undoesOther, let other = others.last {
            let plan = try store.undoPlan(of: other)
            if !plan.isEmpty { _ = try store.apply(plan, as: .revert(other.id), context: context) }
        }
        #expect(try store.examine(at: context.date).broken.isEmpty)
        clock += 1
        for job in held {
            let result: DeliveryResult = job.dotation.rawValue % 2 == 0 ? .accepted : .deferred(busy)
            _ = try store.record(result, of: job, at: moment(clock * 10_000_000 + 1, steady: 1))
        }
        for _ in 0..<2 { try send([.accepted]) }
        let sent = try store.jobs([.sent]).filter { !before.contains($0.id) }
        #expect(try store.jobs([.pending, .leased, .retry]).isEmpty)
        return Dictionary(
            sent.map { (Delivery(dotation: $0.dotation, kind: $0.kind, recipient: $0.recipient, mobile: $0.mobile), 1) },
            uniquingKeysWith: +)
    }
}
