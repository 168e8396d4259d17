import DotationAccounts
import DotationSales
import Dotations
import Foundation
import StoreTestSupport
import TestSupport
import Testing

@testable import DotationStore

/// Clients that come, set things and go.
@Suite struct LeavingTests {
    @Test("Settings and names are the client's own, and in its history", .onFiles)
    func settings() throws {
        let folder = try TemporaryFolder()
        let (store, _) = try ClientStore.filled(folder)
        let operation = try #require(try store.set([.senderName: "CSE de l’usine", .linkDays: "10"], context: context))
        #expect(try store.settings() == [.senderName: "CSE de l’usine", .linkDays: "10"])
        #expect(try store.auditRows(of: operation).map(\.action) == [.setting("link.days"), .setting("mail.sender-name")])
        #expect(try store.set([.senderName: "CSE de l’usine"], context: context) == nil)
        _ = try store.set([.linkDays: nil], context: context)
        #expect(try store.settings() == [.senderName: "CSE de l’usine"])
        let usine = try #require(Client.Code("usine"))
        let renamed = try store.rename(to: usine, name: "CSE de l’usine", context: context)
        #expect(try store.store.client(usine).client == renamed.client)
        expect(.clientUnknown) { try store.store.client(.first) }
        expect(.clientExists) { try store.rename(to: #require(Client.Code("JUMEAU")), name: "", context: context) }
        #expect(try store.verifyAudit().operations == 5 && store.store.examine(at: context.date).isSound)
    }

    /// Two clients, each with an order, e-mails, an export, sales and people.
    private func two(_ folder: TemporaryFolder) throws -> [ClientStore] {
        let store = try Store(in: folder)
        let stores = [try store.client(), try store.addClient(#require(Client.Code("duo")), name: "CSE Duo", at: context.date)]
        for store in stores {
            let ids = try store.createOrder(newOrder(2_800_886), dotations: people(3), context: context)
            _ = try store.apply(store.planEmail(ids[0], "neuf@exemple.fr"), as: sheet, context: context)
            _ = try store.export(orderNumber(2_800_886), context: context)
            #expect(try store.loadEvents(Council.setup(), context: context).operation != nil)
            #expect(try store.sell(Council.row(2, 1), Council.row(3, 2)).operation != nil)
            try store.addMember(EmailAddress.parse("tous@exemple.fr"), name: "Tous", as: .administration, context: context)
            try store.addMember(EmailAddress.parse("\(store.client.code)@exemple.fr"), name: "Seul", as: .gestion, context: context)
        }
        return stores
    }

    @Test("A client that leaves takes a store of its own with it, in which everything holds", .onFiles, arguments: [0, 1])
    func export(index: Int) throws {
        let folder = try TemporaryFolder()
        let stores = try two(folder)
        let file = folder.file("depart.sqlite")
        let (source, other) = (stores[index], stores[1 - index])
        _ = try other.setStatus(
            DotationStatus("libellé d’un autre"), of: other.dotations(of: orderNumber(2_800_886)).map(\.id), context: context)
        // Somebody else writes meanwhile, and is not held up.
        let writer = try RawDatabase(folder.store)
        #expect(writer.execute("BEGIN IMMEDIATE") == nil)
        defer { _ = writer.execute("ROLLBACK") }
        try source.store.export(source.client, to: file)
        let own = try Store(path: file, creating: .never).client()
        #expect(own.client.code == source.client.code && own.client.name == source.client.name)
        // Neither what others typed nor what their keys are made of goes with it.
        let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
        #expect(bytes.range(of: Data("libellé d’un autre".utf8)) == nil)
        let key = try RawDatabase(folder.store).text("SELECT hex(secret) FROM store")
        #expect(try RawDatabase(file).text("SELECT hex(secret) FROM store") != key)
        #expect(own.store.secret(of: .init(rawValue: 2)) != other.secret && own.secret != other.secret && own.secret == source.secret)
        #expect(writer.execute("ROLLBACK; SELECT 1") == nil)
        #expect(
            try RawDatabase(folder.store).text("SELECT count(*) FROM sqlite_stat1")
                == RawDatabase(file).text("SELECT count(*) FROM sqlite_stat1"))
        #expect(try own.verifyAudit() == source.verifyAudit() && own.store.examine(at: context.date).isSound)
        let number = try orderNumber(2_800_886)
        #expect(try own.dotations(of: number) == source.dotations(of: number) && own.salesLedger().sales == source.salesLedger().sales)
        #expect(try own.jobs().map(\.idempotencyKey) == source.jobs().map(\.idempotencyKey) && own.mailSecret == source.mailSecret)
        // What was exported before comes back there, and the same data is the same export.
        #expect(try own.export(number, context: context).identity == source.export(number, context: context).identity)
        #expect(try own.members().isEmpty && own.store.users().isEmpty)
        #expect(try own.resend(.order(number), context: context).sent.count == 3 && own.verifyAudit().operations == 10)
        expect(.exists) { try source.store.export(source.client, to: file) }
        #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
    }

    @Test("Numbers of statuses tell a client nothing of the labels that another has", .onFiles)
    func statuses() throws {
        let folder = try TemporaryFolder()
        let stores = try two(folder)
        let number = try orderNumber(2_800_886)
        for (store, label) in zip(stores, ["un libellé", "un autre"]) {
            _ = try store.setStatus(DotationStatus(label), of: store.dotations(of: number).map(\.id), context: context)
        }
        let raw = try RawDatabase(folder.store)
        let labels = try (1...2).map { try raw.column("SELECT id || ' ' || label FROM statuses WHERE client = \($0) ORDER BY id") }
        #expect(labels[0] == labels[1].map { $0.replacing("un autre", with: "un libellé") })
        #expect(try stores.map { try Set($0.dotations(of: number).map(\.status.label)) } == [["un libellé"], ["un autre"]])
        #expect(raw.execute("PRAGMA foreign_keys = ON; INSERT INTO statuses VALUES (1, 99, 'x', 0, 0)") == nil)
        #expect(raw.execute("UPDATE dotations SET status_id = 99, revision = revision + 1 WHERE client = 2") != nil)
    }

    @Test(
        "A history that is put in another client's place is seen, also where release 0.1.0 began one", .onFiles, arguments: [false, true],
        [1, 2])
    func movedHistory(isOld: Bool, from: Int) throws {
        let folder = try TemporaryFolder()
        if isOld { try FileManager.default.copyItem(at: madeByFirstRelease, to: URL(fileURLWithPath: folder.store)) }
        let store = try Store(in: folder)
        let stores = [try store.client(), try store.addClient(#require(Client.Code("duo")), name: "CSE Duo", at: context.date)]
        for store in stores { try store.createOrder(newOrder(2_900_886), dotations: people(3), context: context) }
        #expect(try store.examine(at: context.date).isSound)
        let raw = try RawDatabase(folder.store)
        let to = 3 - from
        let triggers = ["operations_kept", "operations_unchanged", "audit_kept", "audit_unchanged", "clients_locked"]
        #expect(
            raw.execute(
                """
                PRAGMA foreign_keys = OFF; \(triggers.map { "DROP TRIGGER \($0);" }.joined())
                DELETE FROM audit WHERE client = \(to); DELETE FROM operations WHERE client = \(to); DELETE FROM file_names WHERE client = \(to);
                UPDATE audit SET client = \(to) WHERE client = \(from); UPDATE operations SET client = \(to) WHERE client = \(from);
                UPDATE clients SET (last_operation, last_audit, head) =
                    (SELECT last_operation, last_audit, head FROM clients WHERE id = \(from)) WHERE id = \(to)
                """) == nil)
        let history = try #require(try store.examine(at: context.date).histories[stores[to - 1].client.code])
        #expect(throws: StoreError(.auditBroken, "")) { try history.get() }
        do throws(StoreError) { _ = try history.get() } catch { #expect(error.subject == .audit(.operation(.init(stored: 1)))) }
    }

    @Test("Of a client that is erased the hashes of its history stay, and nothing else", .onFiles)
    func erasure() throws {
        let folder = try TemporaryFolder()
        let stores = try two(folder)
        let store = stores[0].store
        let (kept, gone) = (stores[1], stores[0])
        let twin = try RawDatabase(folder.store)
        // Somebody from whom another client took the role is none of this one's people.
        try kept.addMember(EmailAddress.parse("ancien@exemple.fr"), name: "Ancien", as: .lecture, context: context)
        let former = try #require(try store.user(EmailAddress.parse("ancien@exemple.fr")))
        try store.setDisabled(true, former.id, context: .init(user: "operator", way: .command, date: context.date))
        try kept.removeMember(former.email, context: context)
        // Nor is what another client typed.
        for (store, label) in [(gone, "libellé parti"), (kept, "libellé resté")] {
            _ = try store.setStatus(
                DotationStatus(label), of: store.dotations(of: orderNumber(2_800_886)).map(\.id), context: context)
        }
        let head = try gone.verifyAudit()
        let other = try kept.verifyAudit()
        try store.erase(gone.client, at: context.date)
        #expect(try store.clients().map(\.code) == [kept.client.code])
        expect(.clientUnknown) { try store.client(.first) }
        // Whoever still has it at hand finds nothing, and writes nothing.
        #expect(try gone.orders().isEmpty && gone.operations().isEmpty && gone.members().isEmpty)
        expect(.clientUnknown) { try gone.createOrder(newOrder(2_800_886), dotations: people(1), context: context) }
        expect(.clientUnknown) { try store.erase(gone.client, at: context.date) }
        #expect(try kept.verifyAudit() == other && store.examine(at: context.date).isSound)
        for table in Schema.tablesOfClients where !["erased_links", "order_bonds"].contains(table) {
            #expect(try twin.text("SELECT count(*) FROM \(table) WHERE client = 1") == "0", "\(table)")
        }
        let links = try twin.column("SELECT hex(hash) FROM erased_links WHERE client = 1 ORDER BY position")
        #expect(links.count == head.operations + head.rows && links.last?.lowercased() == head.head.bytes.hexadecimal)
        // Who worked for others as well is still there.
        #expect(try store.users().map(\.email.text) == ["ancien@exemple.fr", "DUO@exemple.fr", "tous@exemple.fr"])
        let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.store))
        #expect(bytes.range(of: Data("CSE@exemple.fr".utf8)) == nil && bytes.range(of: Data("libellé parti".utf8)) == nil)
        #expect(bytes.range(of: Data("libellé resté".utf8)) != nil)
        #expect(twin.execute("DROP TRIGGER erased_links_kept; DELETE FROM erased_links WHERE position = 2") == nil)
        #expect(try store.examine(at: context.date).broken == [.erasures: 1])
        // A code that is free again can be another client's, whose numbers begin anew.
        let new = try store.addClient(.first, name: "", at: context.date)
        #expect(try new.createOrder(newOrder(2_800_886), dotations: people(1), context: context).map(\.rawValue) == [10_000_000])
    }
}
