import DotationStore
import Dotations
import Foundation
import StoreTestSupport
import Synchronization
import Testing

/// What reads waits for no write, and what writes for no reading.
@Suite struct ReadingTests {
    /// Runs a body on another thread; nil where it has not come back within a minute, or threw.
    private static func onAnotherThread<T: Sendable>(_ body: @escaping @Sendable () throws -> T) -> T? {
        let (result, done) = (Shared<T>(), DispatchSemaphore(value: 0))
        Thread.detachNewThread {
            let value = try? body()
            result.value.withLock { $0 = value }
            done.signal()
        }
        return done.wait(timeout: .now() + 60) == .success ? result.value.withLock { $0 } : nil
    }

    private final class Shared<T: Sendable>: Sendable {
        let value = Mutex<T?>(nil)
    }

    @Test("A page never waits for an import: it sees what was before, for as long as the import is under way")
    func duringWrite() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder, 600)
        let number = try orderNumber(2_800_886)
        let plan = try store.plan(ids.map { ($0, "neuf\($0)@yopmail.com", nil, false) }, of: number)
        let before = try store.dotations(of: number)
        var looks = 0
        _ = try store.apply(
            plan, as: sheet, context: context,
            progress: { _, _ in
                looks += 1
                // The import goes on once the pages are there: one of this client, and one of the whole store.
                #expect(Self.onAnotherThread { try store.dotations(of: number) } == before)
                #expect(Self.onAnotherThread { try store.store.clients().count } == (TestServer.isAbsent ? 2 : 1))
                #expect(Self.onAnotherThread { try Store(in: folder).client(.first).operations().count } == 2)
                return true
            })
        #expect(looks > 0)
        #expect(try store.dotations(of: number).allSatisfy { $0.contact.email.hasPrefix("neuf") })
    }

    @Test("An import waits for no page, which goes on to see what it began with")
    func duringReading() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder, 3)
        let plan = try store.planEmail(ids[2], "neuf@yopmail.com")
        var seen: [String] = []
        try store.search(DotationQuery(lastName: "Nom")) { dotation in
            if seen.isEmpty {
                #expect(Self.onAnotherThread { try store.apply(plan, as: .edit, context: context).kind } == .edit)
            }
            seen.append(dotation.contact.email)
        }
        #expect(seen.count == 3 && !seen.contains("neuf@yopmail.com"))
        #expect(try store.dotation(ids[2]).contact.email == "neuf@yopmail.com")
    }
}
