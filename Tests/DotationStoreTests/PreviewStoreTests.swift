import DotationAccounts
import Dotations
import Foundation
import StoreTestSupport
import TestSupport
import Testing

@testable import DotationStore

/// What is kept of plans that somebody looks at.
@Suite struct PreviewStoreTests {
    private static let first = Date(timeIntervalSince1970: 1_700_000_000)

    private func id(_ number: Int) throws -> Preview.ID { try #require(Preview.ID(String(repeating: "0", count: 24) + "\(10 + number)")) }

    private func person(_ store: ClientStore, _ name: String) throws -> User.ID {
        let email = try EmailAddress.parse("\(name)@exemple.fr")
        try store.addMember(email, name: name, as: .gestion, context: context)
        return try #require(try store.store.user(email)).id
    }

    @Test("A preview is one person's at one client, until its time is over", .onFiles)
    func whose() throws {
        let folder = try TemporaryFolder()
        let store = try ClientStore(in: folder)
        let other = try store.store.addClient(#require(Client.Code("AUTRE")), name: "", at: Self.first)
        let (ann, bob) = (try person(store, "ann"), try person(store, "bob"))
        let id = try id(1)
        _ = try store.addPreview(id, of: ann, at: Self.first)
        try store.keep([(.init("table", 1), [1, 2]), (.init("table", 2), [3])], of: id)
        #expect(try store.preview(id, of: ann, at: Self.first)?.applied == nil && store.part(.init("table", 2), of: id) == [3])
        #expect(try store.preview(id, of: bob, at: Self.first) == nil)
        #expect(try other.preview(id, of: ann, at: Self.first) == nil && other.part(.init("table", 2), of: id) == nil)
        try other.keep([(.init("table", 2), [9])], of: id)
        try other.removePreview(id, of: ann)
        try store.removePreview(id, of: bob)
        #expect(try store.part(.init("table", 2), of: id) == [3])
        try store.removeParts(of: id, except: ["other"])
        #expect(try store.part(.init("table", 1), of: id) == nil)
        let end = Self.first.addingTimeInterval(Preview.lifetime)
        #expect(try store.preview(id, of: ann, at: end) == nil)
        try store.store.removePreviews(expiredAt: end)
        #expect(try RawDatabase(folder.store).text("SELECT count(*) FROM previews") == "0")
        // Whoever still has it at hand keeps nothing.
        try store.keep([(.init("table", 1), [1])], of: id)
        #expect(try RawDatabase(folder.store).text("SELECT count(*) FROM preview_parts") == "0")
    }

    @Test("The oldest goes where somebody has too many, and all of somebody who goes", .onFiles)
    func limits() throws {
        let folder = try TemporaryFolder()
        let store = try ClientStore(in: folder)
        let (ann, bob) = (try person(store, "ann"), try person(store, "bob"))
        _ = try store.addPreview(id(0), of: bob, at: Self.first)
        for number in 1...Preview.limit + 1 {
            let id = try id(number)
            _ = try store.addPreview(id, of: ann, at: Self.first.addingTimeInterval(Double(number)))
            try store.keep([(.init("file"), [1])], of: id)
        }
        // A file that is refused takes nobody's preview: room is made for what is kept.
        #expect(try store.preview(id(1), of: ann, at: Self.first) != nil)
        try store.makeRoom(for: id(Preview.limit + 1))
        #expect(try store.preview(id(1), of: ann, at: Self.first) == nil && store.preview(id(2), of: ann, at: Self.first) != nil)
        #expect(try store.preview(id(0), of: bob, at: Self.first) != nil)
        // What was carried out goes before what still waits.
        try store.noteApplied(id(Preview.limit), as: nil, at: Self.first)
        _ = try store.addPreview(id(Preview.limit + 2), of: ann, at: Self.first.addingTimeInterval(100))
        try store.makeRoom(for: id(Preview.limit + 2))
        #expect(try store.preview(id(Preview.limit), of: ann, at: Self.first) == nil)
        #expect(try store.preview(id(2), of: ann, at: Self.first) != nil)
        try store.removeMember(EmailAddress.parse("ann@exemple.fr"), context: context)
        #expect(try RawDatabase(folder.store).text("SELECT count(*) FROM previews") == "1")
        #expect(try RawDatabase(folder.store).text("SELECT count(*) FROM preview_parts") == "0")
        #expect(try store.store.examine(at: Self.first).isSound)
    }
}
