import DotationStore
import Dotations
import Foundation
import StoreTestSupport
import TestSupport
import Testing

@Suite struct PurgeTests {
    /// A store with a change on the first day, one on the hundredth, and an e-mail of each; the first was sent at once.
    private func filled(
        _ folder: TemporaryFolder
    ) throws -> (ClientStore, [Dotation.ID], old: DotationStore.Operation, recent: DotationStore.Operation) {
        let (store, ids) = try ClientStore.filled(folder)
        let old = try store.apply(store.planEmail(ids[0], "canari-ancien@yopmail.com"), as: .edit, context: context)
        let raw = try RawDatabase(folder.store)
        let sent = Int(context.date.timeIntervalSince1970 * 1000)
        #expect(raw.execute("UPDATE jobs SET state = 'sent', finished_at = \(sent), last_error = '250 canari'") == nil)
        let recent = try store.apply(store.planEmail(ids[1], "recent@yopmail.com"), as: .edit, context: later(100))
        return (store, ids, old, recent)
    }

    private func later(_ day: Double) -> OperationContext {
        OperationContext(user: "carl", way: .command, date: context.date + day * 86_400)
    }

    @Test("Values go when their time is over, and not before", .onFiles, arguments: [(364.9, 0), (365.1, 1), (464.9, 1), (465.1, 2)])
    func changes(day: Double, count: Int) throws {
        let folder = try TemporaryFolder()
        let (store, _, old, recent) = try filled(folder)
        let purge = try store.purge(olderThan: .init(changes: 365, mails: .max / 2), context: later(day))
        #expect(purge.changes == count && purge.mails == 0 && (purge.operation != nil) == (count > 0))
        #expect(try store.auditRows(of: old).map(\.action).contains(.purged("change")) == (count > 0))
        #expect(try store.auditRows(of: recent).map(\.action).contains(.purged("change")) == (count > 1))
        _ = try store.verifyAudit()
        #expect(try store.examine(at: context.date).isSound)
    }

    @Test("An e-mail loses its address once it is done with, one that waits keeps it", .onFiles)
    func mails() throws {
        let folder = try TemporaryFolder()
        let (store, _, _, _) = try filled(folder)
        #expect(try store.purge(olderThan: .init(changes: 1000, mails: 30), context: later(29)).mails == 0)
        #expect(try store.purge(olderThan: .init(changes: 1000, mails: 30), context: later(400)).mails == 1)
        let jobs = try store.jobs()
        #expect(jobs.map(\.recipient?.text) == [nil, "recent@yopmail.com"] && jobs.map(\.state) == [.sent, .pending])
        #expect(jobs[0].lastError == nil)
    }

    @Test("A dry run counts what a purge empties, and a second purge finds nothing", .onFiles)
    func counts() throws {
        let folder = try TemporaryFolder()
        let (store, _, _, _) = try filled(folder)
        let history = try store.operations()
        let planned = try store.purge(olderThan: .standard, isDryRun: true, context: later(1000))
        #expect(planned.changes == 2 && planned.mails == 1 && planned.operation == nil)
        #expect(try store.operations() == history)
        let done = try store.purge(olderThan: .standard, context: later(1000))
        #expect(done.changes == 2 && done.mails == 1)
        #expect(try store.operations([.purge]).map(\.id) == [done.operation])
        let again = try store.purge(olderThan: .standard, context: later(1001))
        #expect(again.changes == 0 && again.mails == 0 && again.operation == nil)
    }

    @Test("One dotation's values can be emptied alone", .onFiles)
    func oneDotation() throws {
        let folder = try TemporaryFolder()
        let (store, ids, old, recent) = try filled(folder)
        let purge = try store.purge(olderThan: .init(changes: 0, mails: 0), of: [ids[0]], context: later(200))
        #expect(purge.changes == 1 && purge.mails == 1)
        #expect(try store.auditRows(of: old).map(\.action) == [.purged("change")])
        #expect(try store.auditRows(of: recent).map(\.action) != [.purged("change")])
        let unknown = try dotationID(99_999_999)
        let error = expect(.dotationUnknown) { try store.purge(olderThan: .standard, of: [unknown], context: context) }
        #expect(error?.subject == .dotations([unknown]))
    }

    @Test("The name of a file goes when its time is over, and its hashes stay", arguments: [(364.9, false), (365.1, true)])
    func fileNames(day: Double, isGone: Bool) throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder)
        let imported = try store.apply(store.planEmail(ids[0], "neuf@yopmail.com"), as: sheet, context: context)
        #expect(imported.file?.name == "commande.xlsx")
        #expect(try store.operation(imported.id)?.file == imported.file)
        let planned = try store.purge(olderThan: .standard, isDryRun: true, context: later(day))
        #expect(planned.files == (isGone ? 1 : 0))
        #expect(try store.purge(olderThan: .standard, context: later(day)).files == planned.files)
        let file = try #require(try store.operation(imported.id)?.file)
        #expect(file.name == (isGone ? nil : "commande.xlsx"))
        #expect(file.nameHash == imported.file?.nameHash && file.content == imported.file?.content)
        #expect(try store.operations([.import]).map(\.id) == [imported.id])
        _ = try store.verifyAudit()
        #expect(try store.purge(olderThan: .standard, context: later(day)).files == 0)
    }

    @Test("With one dotation the names of the files go that made and changed its order, and no others")
    func fileNamesOfOneDotation() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder)
        let other = try store.createOrder(newOrder(2_800_887), dotations: people(2), context: context)
        for id in [ids[0], other[0]] { _ = try store.apply(store.planEmail(id, "neuf@yopmail.com"), as: sheet, context: context) }
        let purge = try store.purge(olderThan: .init(changes: 0, mails: 1000), of: [ids[0], ids[1]], context: later(1))
        #expect(purge.files == 1)
        #expect(try store.operations([.import]).map { $0.file?.name } == ["commande.xlsx", nil])
    }

    @Test("A name of a file that somebody changed is found", .onFiles)
    func changedFileName() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder)
        let imported = try store.apply(store.planEmail(ids[0], "neuf@yopmail.com"), as: sheet, context: context)
        let raw = try RawDatabase(folder.store)
        let change = "UPDATE file_names SET name = 'autre.xlsx'"
        #expect(raw.execute(change) == "history is never rewritten")
        #expect(raw.execute("INSERT INTO file_names VALUES (1, 1, 'autre.xlsx')") == "history is only appended to")
        _ = try store.verifyAudit()
        #expect(raw.execute("DROP TRIGGER file_names_unchanged; \(change)") == nil)
        #expect(expect(.auditBroken) { try store.verifyAudit() }?.subject == .audit(.operation(imported.id)))
    }

    @Test("What was purged cannot be undone, nor its export be imported")
    func afterwards() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder)
        let number = try orderNumber(2_800_886)
        let export = try store.export(number, context: context)
        let operation = try store.apply(store.planEmail(ids[0], "neuf@yopmail.com"), as: .edit, context: context)
        _ = try store.purge(olderThan: .standard, context: later(1000))
        expect(.valuesExpired) { try store.changes(of: operation) }
        let record = try #require(try store.exportRecord(export.identity))
        expect(.valuesExpired) { try store.base(of: record) }
    }

    @Test("No byte of what was emptied is left in the files", .onFiles)
    func bytes() throws {
        let folder = try TemporaryFolder()
        let (store, ids, _, _) = try filled(folder)
        let file = ImportedFile(name: "canari.xlsx", content: Hash256(of: []))
        _ = try store.apply(
            store.planEmail(ids[0], "remplacant@yopmail.com"), as: .sheet(file, export: nil), context: later(1))
        func canaries() throws -> Int {
            try ["", "-wal"].count { tail in
                let path = folder.store + tail
                guard FileManager.default.fileExists(atPath: path) else { return false }
                return try Data(contentsOf: URL(fileURLWithPath: path)).firstRange(of: Data("canari".utf8)) != nil
            }
        }
        #expect(try canaries() > 0)
        _ = try store.purge(olderThan: .init(changes: 0, mails: 0), context: later(2))
        #expect(try canaries() == 0)
    }
}
