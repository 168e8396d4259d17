import Dotations
import Foundation
import TestSupport
import Testing

@testable import DotationStore

/// Random operations of two clients of one store, who use the same numbers, held against a model of each after every step.
///
/// With `DOTATIONS_LONG_TESTS` set there are more runs, and longer ones.
@Suite struct TwoClientsTests {
    private static let isLong = ProcessInfo.processInfo.environment["DOTATIONS_LONG_TESTS"] != nil

    @Test("Each of two clients sees what it did itself, and nothing else", arguments: 1...(isLong ? 100 : 6))
    func interleavings(seed: UInt64) throws {
        var run = try TwoClientsRun(seed: seed)
        for _ in 0..<(Self.isLong ? 300 : 80) { try run.step() }
        try run.finish()
    }
}

/// What one client has to see.
private struct ClientModel {
    struct OrderModel {
        var isPaid: Bool
        var ids: [Dotation.ID]
        var isExported = false
    }

    struct DotationModel: Equatable {
        var email: String
        var revision = 0
        var status = DotationStatus.awaitingActivation
    }

    struct JobModel {
        let dotation: Dotation.ID
        let recipient: String
        var state = Job.State.pending
        var attempt = 0
        var isSuperseded = false
    }

    var orders: [OrderNumber: OrderModel] = [:]
    var dotations: [Dotation.ID: DotationModel] = [:]
    var jobs: [JobModel] = []
    var operations: [DotationStore.Operation.Kind] = []
    var settings: [ClientSetting: String] = [:]
    var cancelled: [OrderNumber] = []
    var changed: Set<Dotation.ID> = []
    /// The imports that nobody has undone.
    var undoable: [(operation: DotationStore.Operation, dotation: Dotation.ID, before: String)] = []

    func isBound(_ number: OrderNumber) -> Bool {
        guard let order = orders[number] else { return false }
        return (order.isExported && order.isPaid)
            || order.ids.contains { id in
                changed.contains(id) || dotations[id]?.status == .activated
                    || jobs.contains { $0.dotation == id && ($0.attempt > 0 || ![.pending, .cancelled].contains($0.state)) }
            }
    }

    /// A later e-mail takes the place of one that waits, and of one that is being sent should that fail.
    mutating func addJob(to id: Dotation.ID) {
        for index in jobs.indices where jobs[index].dotation == id {
            switch jobs[index].state {
            case .pending, .retry: jobs[index].state = .cancelled
            case .leased: jobs[index].isSuperseded = true
            case .sent, .failed, .cancelled: break
            }
        }
        jobs.append(JobModel(dotation: id, recipient: dotations[id]?.email ?? ""))
    }

    /// What a worker's result makes of a job, and of its dotation.
    mutating func record(_ result: DeliveryResult, _ index: Int) -> Job.State {
        let job = jobs[index]
        let concernsDotation = dotations[job.dotation]?.email == job.recipient
        switch result {
        case .accepted:
            jobs[index].state = .sent
            if concernsDotation, dotations[job.dotation]?.status == .emailError { set(.awaitingActivation, of: job.dotation) }
        case _ where job.isSuperseded || !concernsDotation: jobs[index].state = .cancelled
        case .deferred: jobs[index].state = .retry
        case .interrupted, .refused:
            jobs[index].state = .failed
            if concernsDotation { set(.emailError, of: job.dotation) }
        }
        return jobs[index].state
    }

    private mutating func set(_ status: DotationStatus, of id: Dotation.ID) {
        operations.append(.delivery)
        guard dotations[id]?.status != status else { return }
        dotations[id]?.status = status
        dotations[id]?.revision += 1
    }
}

/// One run: the store, and a model of each of its clients.
private struct TwoClientsRun {
    private let folder: TemporaryFolder
    private var stores: [ClientStore]
    private var models = [ClientModel(), ClientModel()]
    private var random: SeededGenerator
    private var steps = 0
    private var names = ["", "CSE Duo"]
    private var leased: [Job] = []
    private var turn: Client.ID?

    init(seed: UInt64) throws {
        random = SeededGenerator(seed: seed)
        folder = try TemporaryFolder()
        let store = try Store(in: folder)
        stores = [try store.client(), try store.addClient(#require(Client.Code("DUO")), name: "CSE Duo", at: context.date)]
    }

    // An hour a step, so that what is to be tried again is due now and then; leases do not end.
    private var now: OutboxTime { moment(steps * 3_600_000, steady: steps) }
    private var nowContext: OperationContext { OperationContext(user: "alice", way: .command, date: now.date) }

    mutating func step() throws {
        steps += 1
        let who = random.number(0...1)
        switch random.number(0...16) {
        case 0, 1: try createOrder(who)
        case 2...4: try correct(who)
        case 5, 6: try resend(who)
        case 7, 8: try undo(who)
        case 9, 10: try lease()
        case 11, 12: try record()
        case 13: try cancelOrder(who)
        case 14: try export(who)
        case 15: try pay(who)
        default: if random.chance(2) { try set(who) } else { try rename(who) }
        }
        for client in 0...1 { try check(client) }
    }

    private mutating func createOrder(_ who: Int) throws {
        let number = try orderNumber(2_800_000 + UInt32(random.number(1...8)))
        let (isPaid, count) = (!random.chance(4), random.number(1...3))
        let order = try newOrder(number.rawValue, isPaid: isPaid)
        guard models[who].orders[number] == nil else {
            expect(.orderExists) {
                try stores[who].createOrder(order, dotations: people(count), allowsRepeat: true, context: nowContext)
            }
            return
        }
        let ids = try stores[who].createOrder(order, dotations: people(count), allowsRepeat: true, context: nowContext)
        // Numbers are those of a store in which there is nobody else.
        let next = (models[who].dotations.keys.map(\.rawValue).max() ?? 9_999_999) + 1
        #expect(ids.map(\.rawValue) == (0..<UInt32(count)).map { next + $0 })
        models[who].orders[number] = .init(isPaid: isPaid, ids: ids)
        for (id, person) in zip(ids, people(count)) { models[who].dotations[id] = .init(email: person.contact.email) }
        models[who].operations += isPaid ? [.order, .payment] : [.order]
    }

    /// A dotation of an order that is paid.
    private mutating func dotation(_ who: Int) -> Dotation.ID? {
        random.pick(models[who].orders.values.filter(\.isPaid).flatMap(\.ids).sorted())
    }

    private mutating func correct(_ who: Int) throws {
        guard let id = dotation(who), let before = models[who].dotations[id]?.email else { return }
        let email = "n\(steps)@yopmail.com"
        let operation = try stores[who].apply(
            stores[who].planEmail(id, email), as: random.chance(2) ? .edit : sheet, context: nowContext)
        models[who].dotations[id]?.email = email
        models[who].dotations[id]?.revision += 1
        models[who].addJob(to: id)
        models[who].operations.append(operation.kind)
        models[who].changed.insert(id)
        models[who].undoable.append((operation, id, before))
    }

    private mutating func resend(_ who: Int) throws {
        guard let id = dotation(who) else { return }
        let result = try stores[who].resend(.dotations([id]), context: nowContext)
        #expect(result.sent.map(\.id) == [id] && result.refused.isEmpty)
        models[who].dotations[id]?.revision += 1
        models[who].addJob(to: id)
        models[who].operations.append(.resend)
    }

    /// Which e-mails an undo leaves is for `UndoTests`: here they are as the store has them, but those to others.
    private mutating func undo(_ who: Int) throws {
        guard let (operation, id, before) = models[who].undoable.popLast() else { return }
        let plan = try stores[who].undoPlan(of: operation)
        guard plan.changes.count == 1 else { return }
        _ = try stores[who].apply(plan, as: .revert(operation.id), context: nowContext)
        models[who].dotations[id]?.email = before
        models[who].dotations[id]?.revision += 1
        models[who].operations.append(.revert)
        let jobs = try stores[who].jobs()
        for (index, job) in jobs.enumerated() where job.dotation == id {
            if index >= models[who].jobs.count {
                models[who].jobs.append(.init(dotation: id, recipient: job.recipient?.text ?? ""))
                #expect(job.recipient?.text == before)
            }
            models[who].jobs[index].state = job.state
            models[who].jobs[index].isSuperseded = job.supersededBy != nil
        }
    }

    private mutating func lease() throws {
        let limit = random.number(1...4)
        let jobs = try stores[0].store.mail.leaseJobs(limit, at: now, after: turn, linkDays: 30) {
            "<\($0.client)-\($0.id)@example.fr>"
        }
        turn = jobs.turn
        #expect(jobs.failed.isEmpty)
        for (cancelled, _) in jobs.cancelled {
            let index = cancelled.id.rawValue - 1
            let owner = try #require(stores.firstIndex { $0.client.code == cancelled.client })
            #expect([.pending, .retry].contains(models[owner].jobs[index].state))
            let job = models[owner].jobs[index]
            #expect(models[owner].dotations[job.dotation]?.email != job.recipient)
            models[owner].jobs[index].state = .cancelled
        }
        for job in jobs.jobs {
            let (who, index) = (job.client.rawValue - 1, job.id.rawValue - 1)
            #expect([.pending, .retry].contains(models[who].jobs[index].state))
            #expect(!models[who].jobs.contains { $0.state == .leased && $0.dotation == job.dotation })
            #expect(job.recipient?.text == models[who].dotations[job.dotation]?.email)
            models[who].jobs[index].state = .leased
            models[who].jobs[index].attempt += 1
        }
        leased += jobs.jobs
        if jobs.jobs.count < limit, jobs.cancelled.isEmpty {
            // Nobody's e-mail waits that could go.
            for model in models {
                #expect(
                    !model.jobs.contains { job in
                        job.state == .pending && !model.jobs.contains { $0.dotation == job.dotation && $0.state == .leased }
                    })
            }
        }
    }

    private mutating func record() throws {
        guard !leased.isEmpty else { return }
        let job = leased.remove(at: random.number(0...leased.count - 1))
        let (who, index) = (job.client.rawValue - 1, job.id.rawValue - 1)
        let results = [DeliveryResult.accepted, .accepted, .deferred(busy), .refused(noSuchUser, concernsAddress: true)]
        let result = results[random.number(0...results.count - 1)]
        let state = models[who].record(result, index)
        #expect(try stores[who].record(result, of: job, at: now, seed: UInt64(steps)) == .became(state))
    }

    private mutating func cancelOrder(_ who: Int) throws {
        let number = try orderNumber(2_800_000 + UInt32(random.number(1...8)))
        guard let order = models[who].orders[number] else {
            expect(.orderUnknown) { try stores[who].cancellation(of: number) }
            return
        }
        guard !models[who].isBound(number) else {
            expect(.orderBound) { try stores[who].cancelOrder(stores[who].cancellation(of: number), context: nowContext) }
            return
        }
        _ = try stores[who].cancelOrder(stores[who].cancellation(of: number), context: nowContext)
        for index in models[who].jobs.indices where order.ids.contains(models[who].jobs[index].dotation) {
            models[who].jobs[index].state = .cancelled
        }
        for id in order.ids { models[who].dotations[id] = nil }
        models[who].orders[number] = nil
        models[who].cancelled.append(number)
        models[who].operations.append(.orderCancellation)
    }

    private mutating func export(_ who: Int) throws {
        guard let number = random.pick(models[who].orders.keys.sorted { $0.rawValue < $1.rawValue }), random.chance(2) else { return }
        let export = try stores[who].export(number, context: nowContext)
        #expect(try stores[1 - who].exportRecord(export.identity) == nil)
        models[who].orders[number]?.isExported = true
        models[who].operations.append(.export)
    }

    private mutating func pay(_ who: Int) throws {
        guard let number = random.pick(models[who].orders.keys.sorted { $0.rawValue < $1.rawValue }) else { return }
        let payment = try stores[who].payment(of: number)
        #expect(payment.order.isPaid == models[who].orders[number]?.isPaid)
        guard !payment.order.isPaid else {
            expect(.moved) { try stores[who].payOrder(payment, context: nowContext) }
            return
        }
        try stores[who].payOrder(payment, context: nowContext)
        models[who].operations.append(.payment)
        models[who].orders[number]?.isPaid = true
    }

    private mutating func set(_ who: Int) throws {
        let setting = [ClientSetting.senderName, .linkDays, .linkBase][random.number(0...2)]
        let value = random.chance(3) ? nil : "\(random.number(1...3))"
        let operation = try stores[who].set([setting: value], context: nowContext)
        #expect((operation == nil) == (models[who].settings[setting] == value))
        models[who].settings[setting] = value
        if operation != nil { models[who].operations.append(.settings) }
    }

    private mutating func rename(_ who: Int) throws {
        expect(.clientExists) { try stores[who].rename(to: stores[1 - who].client.code, name: "", context: nowContext) }
        names[who] = "Nom \(steps)"
        stores[who] = try stores[who].rename(to: #require(Client.Code("C\(steps)")), name: names[who], context: nowContext)
        models[who].operations.append(.settings)
    }

    /// The client sees all that is the model's, and nothing more.
    private func check(_ who: Int) throws {
        let (store, model) = (stores[who], models[who])
        #expect(try store.store.client(store.client.code).client == store.client && store.client.name == names[who])
        let orders = try store.orders()
        #expect(Set(orders.map(\.order.number)) == Set(model.orders.keys) && orders.count == model.orders.count)
        for (number, order) in model.orders {
            let dotations = try store.dotations(of: number)
            #expect(dotations.map(\.id) == order.ids)
            #expect(try store.order(number)?.isPaid == order.isPaid)
            for dotation in dotations {
                let seen = ClientModel.DotationModel(
                    email: dotation.contact.email, revision: dotation.revision, status: dotation.status)
                #expect(seen == model.dotations[dotation.id])
            }
        }
        #expect(try store.find(DotationQuery(lastName: "Nom")).map(\.id).sorted() == model.dotations.keys.sorted())
        let jobs = try store.jobs()
        #expect(jobs.map(\.id.rawValue) == Array(1..<(model.jobs.count + 1)))
        #expect(jobs.map(\.dotation) == model.jobs.map(\.dotation) && jobs.map { $0.recipient?.text } == model.jobs.map(\.recipient))
        #expect(jobs.map(\.state) == model.jobs.map(\.state) && jobs.map(\.attempt) == model.jobs.map(\.attempt))
        #expect(try store.jobCounts().mapValues(\.count) == Dictionary(grouping: model.jobs, by: \.state).mapValues(\.count))
        let operations = try store.operations()
        #expect(operations.map(\.id.rawValue) == (0..<model.operations.count).map { model.operations.count - $0 })
        #expect(operations.map(\.kind) == model.operations.reversed())
        #expect(try store.settings() == model.settings)
        #expect(try store.cancelledOrders().count == model.cancelled.count)
        #expect(try store.exports(of: orderNumber(2_800_001)).count <= model.operations.count { $0 == .export })
    }

    /// Both histories hold, and so does everything else.
    func finish() throws {
        for (store, model) in zip(stores, models) { #expect(try store.verifyAudit().operations == model.operations.count) }
        #expect(try stores[0].store.examine(at: now.date).isSound)
    }
}
