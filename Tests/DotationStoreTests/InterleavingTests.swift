import DotationSales
import Dotations
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import DotationStore

/// What several do to one store at the same moment, each with a connection of its own, held against what one after the other could have done.
///
/// `DOTATIONS_INTERLEAVINGS` says how many rounds there are of each.
@Suite(.serialized) struct InterleavingTests {
    static let rounds = ProcessInfo.processInfo.environment["DOTATIONS_INTERLEAVINGS"].flatMap { Int($0) } ?? 20

    private let folder: TemporaryFolder
    let stores: [ClientStore]
    var store: ClientStore { stores[0] }

    init() throws {
        let folder = try TemporaryFolder()
        self.folder = folder
        stores = try (0..<4).map { _ in try ClientStore(in: folder, busyTimeout: 60) }
    }

    /// Runs all of these at the same moment, each in a thread of its own.
    func atOnce<T: Sendable>(_ bodies: [@Sendable () throws -> T]) -> [Result<T, any Error>] {
        let results = Mutex<[Int: Result<T, any Error>]>([:])
        let waiting = Mutex(bodies.count)
        let finished = DispatchGroup()
        let threads = bodies.indices.map { index in
            finished.enter()
            let body = bodies[index]
            return Thread {
                waiting.withLock { $0 -= 1 }
                while waiting.withLock({ $0 }) > 0 { sched_yield() }
                let result = Result { try body() }
                results.withLock { $0[index] = result }
                finished.leave()
            }
        }
        for thread in threads { thread.start() }
        finished.wait()
        return results.withLock { results in bodies.indices.compactMap { results[$0] } }
    }

    func code(_ result: Result<some Any, any Error>) -> StoreError.Code? {
        guard case .failure(let error) = result else { return nil }
        #expect(error is StoreError, "\(error)")
        return (error as? StoreError)?.code
    }

    func expectSound() throws {
        let examination = try store.examine(at: context.date)
        #expect(examination.isSound, "\(examination.broken) \(examination.schema) \(examination.histories)")
    }

    func number(_ index: Int) throws -> UInt32 { UInt32(2_000_000 + index) }

    @Test("Of those who create the same order one does, and those who create different ones give no identifier twice")
    func orders() throws {
        var created = 0
        for round in 0..<Self.rounds {
            let same = try newOrder(number(2 * round))
            let other = try newOrder(number(2 * round + 1))
            let results = atOnce(
                [(0, same), (1, same), (2, other)].map { index, order in
                    { @Sendable [stores] in
                        try stores[index].createOrder(order, dotations: people(3), allowsRepeat: true, context: context)
                    }
                })
            #expect([nil, .orderExists] == results.prefix(2).map(code).sorted { $0 == nil && $1 != nil }, "\(results)")
            #expect(code(results[2]) == nil)
            let ids = results.compactMap { try? $0.get() }.flatMap(\.self)
            created += ids.count
            #expect(Set(ids).count == 6)
        }
        #expect(try store.find(DotationQuery()).count == created)
        try expectSound()
    }

    @Test("Of those who apply one plan one does, and the others are told that it moved")
    func plans() throws {
        let ids = try store.createOrder(newOrder(2_800_886), dotations: people(5), context: context)
        for round in 0..<Self.rounds {
            let plan = try store.plan(
                ids.enumerated().map { ($1, "r\(round)p\($0)@yopmail.com", nil, false) }, of: orderNumber(2_800_886))
            let results = atOnce(stores.map { store in { _ = try store.apply(plan, as: sheet, context: context) } })
            #expect(results.count { code($0) == nil } == 1 && results.count { code($0) == .moved } == 3, "\(results)")
        }
        #expect(try store.verifyAudit().rows == 5 * Self.rounds)
        try expectSound()
    }

    @Test("A request that comes several times at once is carried out once")
    func requests() throws {
        let ids = try store.createOrder(newOrder(2_800_886), dotations: people(2), context: context)
        for round in 0..<Self.rounds {
            let plan = try store.planEmail(ids[0], "r\(round)@yopmail.com")
            let id = try #require(RequestID("request-\(round)"))
            let request = OperationContext(user: "alice", way: .command, date: context.date, request: id)
            let results = atOnce(stores.map { store in { _ = try store.apply(plan, as: sheet, context: request) } })
            #expect(results.count { code($0) == nil } == 1 && results.count { code($0) == .moved } == 3, "\(results)")
            #expect(try store.operation(request: id) != nil)
        }
        #expect(try store.verifyAudit().rows == Self.rounds)
        try expectSound()
    }

    @Test("A result and a bounce of the same message at once leave it failed, and its dotation marked once")
    func results() throws {
        let ids = try store.createOrder(newOrder(2_800_886), dotations: people(4), context: context)
        for round in 0..<Self.rounds {
            let time = moment(round * 200_000)
            _ = try store.resend(.dotations([ids[round % 4]]), context: context)
            let job = try #require(try store.lease(1, at: time).first)
            let address = try store.dotation(ids[round % 4]).contact.email
            let bounce = BounceReport(
                messageID: try #require(job.messageID), recipient: address, action: .failed, status: "5.1.1", diagnostic: "550",
                blamesAddress: true)
            let results = atOnce([
                { @Sendable [stores] in
                    var random = SystemRandomNumberGenerator()
                    return "\(try stores[0].store.mail.record([(.accepted, job)], at: time, user: "w", random: &random)[0])"
                },
                { @Sendable [stores] in "\(try stores[1].store.mail.recordBounces([bounce], context: context)[0])" },
                { @Sendable [stores] in "\(try stores[2].store.mail.recordBounces([bounce], context: context)[0])" },
            ])
            #expect(results.allSatisfy { code($0) == nil }, "\(results)")
            let bounces = results.dropFirst().compactMap { try? $0.get() }
            #expect(bounces.map { String($0.prefix { $0 != "(" }) }.sorted() == ["known", "recorded"], "\(bounces)")
            #expect(try store.job(job.id.rawValue).state == .failed)
            #expect(try store.dotation(ids[round % 4]).status == .emailError)
            _ = try store.setStatus(.awaitingActivation, of: [ids[round % 4]], context: context)
        }
        try expectSound()
    }

    @Test("The last place of a session is sold once")
    func places() throws {
        let sessions = try (0..<Self.rounds).map { try Council.session("Lot \($0) de 100€", cap: 1) }
        // An event has as many sessions as a workbook may give it: they are spread over several.
        let events = try stride(from: 0, to: Self.rounds, by: 50).map { first in
            try Council.event("Événement \(first)", sessions: Array(sessions[first..<min(first + 50, Self.rounds)]))
        }
        let loaded = try store.loadEvents(Council.setup(events, people: 4), context: context)
        #expect(loaded.review.faults.isEmpty && loaded.operation != nil)
        let today = try Council.day("2025-04-20")
        for round in 0..<Self.rounds {
            let rows = try (0..<4).map { seller in
                var row = try Council.row(0, seller + 1)
                row.session = "Lot \(round) de 100€"
                return row
            }
            let results = atOnce(
                stores.indices.map { seller in
                    { @Sendable [stores] in
                        try stores[seller].carryOut(.rows([rows[seller]]), today: today, context: context).operation != nil
                    }
                })
            #expect(results.compactMap { try? $0.get() }.sorted { $0 && !$1 } == [true, false, false, false], "\(results)")
        }
        #expect(try store.salesLedger().sales.count == Self.rounds)
        try expectSound()
    }

    @Test("Workers that lease at once share what there is, and what each has is its own")
    func leases() throws {
        let ids = try store.createOrder(newOrder(2_800_886), dotations: people(12), context: context)
        let others = try store.store.addClient(#require(Client.Code("DUO")), name: "", at: context.date)
        let othersIDs = try others.createOrder(newOrder(2_800_887), dotations: people(4), context: context)
        for round in 0..<Self.rounds {
            let time = moment(round * 200_000)
            _ = try store.resend(.dotations(ids), context: context)
            _ = try others.resend(.dotations(othersIDs), context: context)
            let taken = Mutex<[String]>([])
            let results = atOnce(
                stores.map { store in
                    {
                        var random = SystemRandomNumberGenerator()
                        // Until there is nothing left: a worker leaves the jobs of a client that another writes.
                        var idle = 0
                        while idle < 3 {
                            let jobs = try store.lease(3, at: time)
                            idle = jobs.isEmpty ? idle + 1 : 0
                            taken.withLock { $0 += jobs.map { "\($0.client.rawValue) \($0.id)" } }
                            let ended = try store.store.mail.record(jobs.map { (.accepted, $0) }, at: time, user: "w", random: &random)
                            if ended.contains(.lost) { throw StoreError(.moved, "A result was lost.") }
                        }
                    }
                })
            #expect(results.allSatisfy { code($0) == nil }, "\(results)")
            let all = taken.withLock { $0 }
            #expect(all.count == 16 && Set(all).count == 16, "\(all.sorted())")
        }
        try expectSound()
    }

    @Test("A worker whose lease has ended records its result or loses the job, and never both")
    func fence() throws {
        let ids = try store.createOrder(newOrder(2_800_886), dotations: people(1), context: context)
        for round in 0..<Self.rounds {
            _ = try store.resend(.dotations(ids), context: context)
            let start = moment(round * 400_000)
            let late = moment(round * 400_000 + 60_001)
            let job = try #require(try store.lease(1, at: start).first)
            let leased = Mutex<[Job]>([])
            let results = atOnce([
                { @Sendable [stores] in
                    var random = SystemRandomNumberGenerator()
                    return try stores[0].store.mail.record([(.accepted, job)], at: late, user: "w", random: &random) == [.lost]
                },
                { @Sendable [stores] in
                    let jobs = try stores[1].lease(1, at: late)
                    leased.withLock { $0 = jobs }
                    return !jobs.isEmpty
                },
                { @Sendable [stores] in try !stores[2].store.mail.renewLeases(of: [job], at: start).isEmpty },
            ])
            #expect(results.allSatisfy { code($0) == nil }, "\(results)")
            guard let isLost = try? results[0].get(), let isTaken = try? results[1].get() else { continue }
            #expect(isLost == isTaken)
            let second = leased.withLock { $0.first }
            #expect(try store.job(job.id.rawValue).attempt == (isTaken ? 2 : 1))
            var random = SystemRandomNumberGenerator()
            if let second {
                let ended = try store.store.mail.record([(.accepted, second)], at: late, user: "w", random: &random)
                #expect(ended == [.became(.sent)])
            }
            #expect(try store.job(job.id.rawValue).state == .sent)
        }
        try expectSound()
    }

    @Test("Jobs that are retried, cancelled and leased at once are one of it")
    func control() throws {
        let ids = try store.createOrder(newOrder(2_800_886), dotations: people(1), context: context)
        for round in 0..<Self.rounds {
            _ = try store.resend(.dotations(ids), context: context)
            let time = moment(round * 200_000_000)
            let job = try #require(try store.lease(1, at: time).first)
            _ = try store.record(.refused(busy, concernsAddress: false), of: job, at: time)
            #expect(try store.job(job.id.rawValue).state == .failed)
            let results = atOnce([
                { @Sendable [stores] in try stores[0].retryJobs([job.id], context: context, at: time).done.count },
                { @Sendable [stores] in try stores[1].cancelJobs([job.id], context: context, at: time).done.count },
                { @Sendable [stores] in try stores[2].lease(1, at: time).count },
            ])
            #expect(results.allSatisfy { code($0) == nil }, "\(results)")
            let state = try store.job(job.id.rawValue).state
            let counts = results.compactMap { try? $0.get() }
            let isLeased = counts[2] == 1
            let expected: Set<Job.State> = counts[1] == 1 ? [.cancelled] : isLeased ? [.leased] : [.pending, .retry]
            #expect(expected.contains(state) && counts[1] + counts[2] <= 1, "\(counts) \(state)")
            // Whatever is left ends here.
            _ = try store.cancelJobs([job.id], context: context, at: moment(round * 200_000_000 + 130_000))
        }
        try expectSound()
    }

    @Test("A purge beside an import takes nothing of the import's away")
    func purge() throws {
        let ids = try store.createOrder(newOrder(2_800_886), dotations: people(3), context: context)
        for round in 0..<Self.rounds {
            let day = OperationContext(user: "alice", way: .command, date: context.date.addingTimeInterval(Double(round) * 86_400))
            let plan = try store.planEmail(ids[round % 3], "r\(round)@yopmail.com")
            let results = atOnce([
                { @Sendable [stores] in _ = try stores[0].apply(plan, as: sheet, context: day) },
                { @Sendable [stores] in _ = try stores[1].purge(olderThan: .init(changes: 1, mails: 1), context: day) },
                { @Sendable [stores] in _ = try stores[2].verifyAudit() },
            ])
            #expect(results.allSatisfy { code($0) == nil }, "\(results)")
            #expect(try store.dotation(ids[round % 3]).contact.email == "r\(round)@yopmail.com")
        }
        #expect(try store.verifyAudit().operations > Self.rounds)
        try expectSound()
    }

    @Test("Statuses that several write for the first time at once have one number each")
    func statuses() throws {
        let ids = try store.createOrder(newOrder(2_800_886), dotations: people(4), context: context)
        for round in 0..<Self.rounds {
            let labels = ["état \(round)", "état \(round)", "autre \(round)", "autre \(round)"]
            let results = atOnce(
                stores.indices.map { index in
                    { @Sendable [stores] in
                        _ = try stores[index].setStatus(DotationStatus(labels[index]), of: [ids[index]], context: context)
                    }
                })
            #expect(results.allSatisfy { code($0) == nil }, "\(results)")
            #expect(try store.dotations(ids).map(\.status.label) == labels)
        }
        try expectSound()
    }

    @Test("Clients that are added at once have numbers of their own")
    func clients() throws {
        for round in 0..<Self.rounds {
            let results = atOnce(
                stores.indices.map { index in
                    { @Sendable [stores] in
                        let code = try #require(Client.Code(index < 2 ? "MEME\(round)" : "C\(round)X\(index)"))
                        return try stores[index].store.addClient(code, name: "", at: context.date).client.id
                    }
                })
            #expect(results.count { code($0) == nil } == 3 && results.count { code($0) == .clientExists } == 1, "\(results)")
            let ids = results.compactMap { try? $0.get() }
            #expect(Set(ids).count == 3)
        }
        #expect(try store.store.clients().count == 3 * Self.rounds + 1)
    }
}
