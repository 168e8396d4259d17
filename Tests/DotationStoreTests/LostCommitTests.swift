import Dotations
import Foundation
import StoreTestSupport
import Testing

@testable import DotationStore

/// What a program knows of a write whose connection is lost while it ends.
@Suite(.onServer) struct LostCommitTests {
    private let folder: TemporaryFolder
    private let proxy: PostgresProxy
    /// By the proxy, and without.
    private let store: ClientStore
    private let direct: ClientStore
    private let ids: [Dotation.ID]

    init() throws {
        folder = try TemporaryFolder()
        (direct, ids) = try ClientStore.filled(folder, 3)
        proxy = try PostgresProxy(in: folder.path, to: folder.address(#require(TestServer.options)))
        store = ClientStore(store: try Store(server: proxy.address), client: direct.client)
    }

    private func change(_ index: Int) throws {
        _ = try store.apply(store.planEmail(ids[index], "neuve\(index)@yopmail.com"), as: sheet, context: context)
    }

    @Test("What the server has committed, and whose answer was lost, is found by its request, with or without one of the caller's")
    func answer() throws {
        for round in 0..<10 {
            proxy.cutNext(.answer)
            var context = context
            if round % 2 == 1 { context.request = .unique() }
            let plan = try store.planEmail(ids[round % 3], "r\(round)@yopmail.com")
            let operation = try store.apply(plan, as: sheet, context: context)
            #expect(proxy.cuts == round + 1)
            #expect(try direct.operations(limit: 1).map(\.id) == [operation.id])
            #expect(try direct.dotation(ids[round % 3]).contact.email == "r\(round)@yopmail.com")
        }
        #expect(try direct.verifyAudit().rows == 10)
        #expect(try direct.examine(at: context.date).isSound)
    }

    @Test("Of what was committed and is no operation, and whose answer was lost, it is said that it is not known")
    func unnamed() throws {
        proxy.cutNext(.answer)
        let code = try #require(Client.Code("DUO"))
        let error = expect(.unreachable) { try store.store.addClient(code, name: "", at: context.date) }
        #expect(proxy.cuts == 1 && error?.detail.contains("not known") == true)
        #expect(try direct.store.clients().count == 2)
    }

    @Test("What the server was not told to commit is not done, which the error does not leave open, and can be done again")
    func request() throws {
        for (index, cut) in [PostgresProxy.Cut.request, .late(700)].enumerated() {
            proxy.cutNext(cut)
            let error = expect(.unreachable) { try change(index) }
            #expect(proxy.cuts == index + 1 && error?.detail.contains("not known") == false)
            #expect(try direct.dotation(ids[index]).contact.email == "personne\(index)@yopmail.com")
            try change(index)
            #expect(try direct.dotation(ids[index]).contact.email == "neuve\(index)@yopmail.com")
        }
        #expect(try direct.verifyAudit().rows == 2)
        #expect(try direct.examine(at: context.date).isSound)
    }

    @Test("A worker whose lease or result may not have been committed is as one that was killed")
    func mail() throws {
        _ = try direct.resend(.all, context: context)
        proxy.cutNext(.request)
        expect(.unreachable) { try store.lease(1, at: moment(0)) }
        #expect(try direct.jobs([.leased]).isEmpty)
        proxy.cutNext(.answer)
        expect(.unreachable) { try store.lease(1, at: moment(1)) }
        let leased = try direct.jobs([.leased]).map(\.id)
        #expect(leased.count == 1)
        let job = try #require(try store.lease(3, at: moment(60_002)).first { leased.contains($0.id) })
        #expect(job.attempt == 2)
        proxy.cutNext(.answer)
        expect(.unreachable) { try store.record(.accepted, of: job, at: moment(60_003)) }
        #expect(try direct.jobs([.sent]).map(\.id) == leased)
        #expect(proxy.cuts == 3)
    }
}
