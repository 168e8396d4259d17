import Dotations
import Foundation
import StoreTestSupport
import TestSupport
import Testing

@testable import DotationStore

@Suite struct OpeningTests {
    @Test("A new store is readable by its owner alone", .onFiles)
    func mode() throws {
        let folder = try TemporaryFolder()
        let (store, _) = try ClientStore.filled(folder)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let mode = try FileManager.default.attributesOfItem(atPath: folder.file(name))[.posixPermissions] as? Int
            #expect(mode == 0o600, "\(name)")
        }
        #expect(try store.orders().count == 1)
    }

    @Test("So is one that is made where a link leads to, or of an empty file", .onFiles)
    func modeOfAnotherBeginning() throws {
        let folder = try TemporaryFolder()
        for name in ["linked", "empty"] {
            let target = folder.file("\(name).sqlite")
            if name == "linked" {
                try FileManager.default.createSymbolicLink(atPath: folder.store, withDestinationPath: target)
                _ = try ClientStore(path: folder.store)
            } else {
                #expect(FileManager.default.createFile(atPath: target, contents: nil, attributes: [.posixPermissions: 0o644]))
                _ = try ClientStore(path: target)
            }
            #expect(try FileManager.default.attributesOfItem(atPath: target)[.posixPermissions] as? Int == 0o600, "\(name)")
        }
    }

    @Test("A store is found again with what was in it", .onFiles)
    func reopening() throws {
        let folder = try TemporaryFolder()
        let ids = try ClientStore.filled(folder).ids
        let store = try ClientStore(path: folder.store, creating: .never)
        #expect(try store.dotations(of: orderNumber(2_800_886)).map(\.id) == ids)
    }

    @Test("Only a new store is made of a missing or empty file, and only when asked", .onFiles)
    func missing() throws {
        let folder = try TemporaryFolder()
        expect(.missing) { try ClientStore(path: folder.store, creating: .never) }
        #expect(!FileManager.default.fileExists(atPath: folder.store))
        _ = FileManager.default.createFile(atPath: folder.store, contents: Data())
        expect(.notAStore) { try ClientStore(path: folder.store, creating: .never) }
        _ = try ClientStore(path: folder.store)
    }

    @Test("A file that is no store is refused and stays as it was", .onFiles)
    func notAStore() throws {
        let folder = try TemporaryFolder()
        let garbage = Data((0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        try garbage.write(to: URL(fileURLWithPath: folder.store))
        expect(.notAStore) { try ClientStore(path: folder.store) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.store)) == garbage)

        let other = folder.file("other.sqlite")
        #expect(try RawDatabase(other).execute("CREATE TABLE t (a)") == nil)
        let before = try Data(contentsOf: URL(fileURLWithPath: other))
        expect(.notAStore) { try ClientStore(path: other) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: other)) == before)
    }

    @Test("A folder, and a file in a folder that does not exist, are refused", .onFiles)
    func unwritable() throws {
        let folder = try TemporaryFolder()
        expect(.notAStore) { try ClientStore(path: folder.path) }
        expect(.unwritable) { try ClientStore(path: folder.file("none/dotations.sqlite")) }
        expect(.unwritable) { try ClientStore(path: folder.file(String(repeating: "n", count: 300))) }
    }

    @Test("A file that may not be written is read", .onFiles, .enabled(if: geteuid() != 0, "the superuser may write everything"))
    func readOnly() throws {
        let folder = try TemporaryFolder()
        _ = try ClientStore.filled(folder)
        try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: folder.store)
        let store = try ClientStore(path: folder.store)
        #expect(try store.orders().count == 1)
        expect(.readOnly) { try store.createOrder(newOrder(2_848_729), dotations: people(1), context: context) }
    }

    @Test("What is read without a lock is refused where the file was written meanwhile", .onFiles)
    func writtenMeanwhile() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder)
        let access = FileAccess.immutable(try #require(FileState(folder.store)))
        try access.check(folder.store)
        _ = try store.setStatus(.activated, of: ids, context: context)
        // Until then the change is in the log alone.
        try access.check(folder.store)
        try store.store.emptyLog()
        expect(.locked) { try access.check(folder.store) }
    }

    @Test("A store of a newer version is refused and stays as it was", .onFiles)
    func newerVersion() throws {
        let folder = try TemporaryFolder()
        _ = try ClientStore.filled(folder)
        #expect(try RawDatabase(folder.store).execute("PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE)") == nil)
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.store))
        expect(.newerVersion) { try ClientStore(path: folder.store) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.store)) == before)
    }

    @Test("While another program writes, a write ends in an error that says so, and a reading goes on", .onFiles)
    func locked() throws {
        let folder = try TemporaryFolder()
        _ = try ClientStore.filled(folder)
        let store = try ClientStore(path: folder.store, busyTimeout: 0.05)
        let other = try RawDatabase(folder.store)
        #expect(other.execute("BEGIN IMMEDIATE") == nil)
        expect(.locked) { try store.createOrder(newOrder(2_848_729), dotations: people(1), context: context) }
        #expect(try store.orders().count == 1)
        #expect(other.execute("ROLLBACK") == nil)
        try store.createOrder(newOrder(2_848_729), dotations: people(1), context: context)
    }

    @Test("A store can be opened and read while another program writes, also where its log is empty", .onFiles)
    func openedWhileLocked() throws {
        let folder = try TemporaryFolder()
        _ = try ClientStore.filled(folder)
        let other = try RawDatabase(folder.store)
        #expect(other.execute("PRAGMA wal_checkpoint(TRUNCATE); BEGIN IMMEDIATE") == nil)
        let store = try ClientStore(path: folder.store, busyTimeout: 0.05)
        #expect(try store.orders().count == 1)
        expect(.locked) { try store.createOrder(newOrder(2_848_729), dotations: people(1), context: context) }
    }

    @Test("A store that another program holds for itself alone cannot be opened", .onFiles)
    func exclusivelyLocked() throws {
        let folder = try TemporaryFolder()
        _ = try ClientStore.filled(folder)
        let other = try RawDatabase(folder.store)
        #expect(
            other.execute("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE t (a); COMMIT; PRAGMA user_version = 1") == nil)
        expect(.locked) { try ClientStore(path: folder.store, busyTimeout: 0.05) }
    }

    @Test("Many that create one store at the same time all get it", .onFiles)
    func creationRace() async throws {
        for _ in 0..<5 {
            let folder = try TemporaryFolder()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<6 {
                    group.addTask {
                        let store = try ClientStore(path: folder.store)
                        try store.createOrder(newOrder(2_800_000 + UInt32(index)), dotations: people(index + 1), context: context)
                    }
                }
                try await group.waitForAll()
            }
            let store = try ClientStore(path: folder.store)
            #expect(try store.orders().count == 6)
            #expect(try store.verifyAudit().operations == 12)
        }
    }

    @Test("An error names its file", .onFiles)
    func path() throws {
        let folder = try TemporaryFolder()
        let error = #expect(throws: StoreError.self) { try ClientStore(path: folder.path) }
        #expect(error?.code == .notAStore && error?.subject == .file(folder.path))
    }

    @Test("A file with the mark of a store and none of its tables is damaged", .onFiles, arguments: [6, Schema.version])
    func otherTables(version: Int) throws {
        let folder = try TemporaryFolder()
        let sql = "CREATE TABLE a (x); PRAGMA application_id = \(0x444F_5441); PRAGMA user_version = \(version)"
        #expect(try RawDatabase(folder.store).execute(sql) == nil)
        #expect(expect(.damaged) { try ClientStore(path: folder.store, creating: .never) }?.subject == .file(folder.store))
    }

    @Test("A store of a version that was never released is told, and not touched", .onFiles, arguments: [1, 5, 7, 10, 11])
    func neverReleased(version: Int) throws {
        let folder = try TemporaryFolder()
        let sql = "CREATE TABLE a (x); PRAGMA application_id = \(0x444F_5441); PRAGMA user_version = \(version)"
        #expect(try RawDatabase(folder.store).execute(sql) == nil)
        expect(.notAStore) { try Store(path: folder.store) }
        #expect(try RawDatabase(folder.store).text("PRAGMA user_version") == "\(version)")
    }
}
