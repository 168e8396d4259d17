import DotationStore
import Dotations
import Foundation
import Testing

/// What a plan asks of the rest of the store: who else has a value, and which values are old ones.
@Suite struct PlanningTests {
    private static let content = Hash256(of: Array("contenu".utf8))

    private func seconds(_ date: Date) -> String { String(Int(date.timeIntervalSince1970)) }

    private func replaced(_ store: ClientStore, importing content: Hash256 = Hash256(of: Array("autre".utf8))) throws -> ReplacedValues {
        try store.replacedValues(in: orderNumber(2_800_886), importing: content, date: seconds)
    }

    @Test("Who of other orders has an address or a number, each person once")
    func holders() throws {
        let folder = try TemporaryFolder()
        let (store, _) = try ClientStore.filled(folder)
        var others = people(3)
        others[0].contact = Contact(email: "a.b@yopmail.com", mobile: "+33 6 12 34 56 78")
        others[1].contact = Contact(email: "AB@yopmail.com", mobile: "0612345678")
        others[2].contact = Contact(email: "personne0@yopmail.com", mobile: "0698765432")
        let second = try store.createOrder(newOrder(2_800_901), dotations: others, allowsRepeat: true, context: context)
        // The same people once more, a year later.
        _ = try store.createOrder(newOrder(2_800_902), dotations: others, allowsRepeat: true, context: context)
        let asked = NewContacts(emails: ["a.b@yopmail.com", "personne1@yopmail.com"], mobiles: ["0612345678", "0711111111"])
        let found = try store.holders(of: asked, outside: orderNumber(2_800_886))
        #expect(found.emails.mapValues { $0.map(\.id) } == ["a.b@yopmail.com": [second[0]]])
        #expect(found.mobiles.mapValues { $0.map(\.id) } == ["0612345678": [second[0], second[1]]])
        #expect(try store.holders(of: NewContacts(), outside: orderNumber(2_800_886)).emails.isEmpty)
    }

    @Test("What edits, imports and undos replaced, with the last who did")
    func replacedValues() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder)
        #expect(try replaced(store).emails.isEmpty)
        let number = try orderNumber(2_800_886)
        func edit(_ email: String, by user: String, at seconds: TimeInterval) throws {
            _ = try store.apply(
                store.planEmail(ids[0], email), as: .edit,
                context: OperationContext(user: user, way: .command, date: context.date + seconds))
        }
        try edit("un@yopmail.com", by: "bob", at: 60)
        try edit("deux@yopmail.com", by: "carole", at: 120)
        try edit("un@yopmail.com", by: "dave", at: 180)
        _ = try store.apply(store.plan([(ids[0], nil, "0755555555", false)], of: number), as: sheet, context: context)
        let found = try replaced(store)
        let at = Int(context.date.timeIntervalSince1970)
        #expect(
            found.emails == [
                ids[0]: [
                    .init("deux@yopmail.com", user: "dave", date: String(at + 180)),
                    .init("un@yopmail.com", user: "carole", date: String(at + 120)),
                    .init("personne0@yopmail.com", user: "bob", date: String(at + 60)),
                ]
            ])
        #expect(found.mobiles == [ids[0]: [.init("0600000000", user: "alice", date: String(at))]])
        #expect(try store.replacedValues(in: orderNumber(2_800_999), importing: Self.content, date: seconds).emails.isEmpty)
    }

    @Test("What a file brought in and its own undo took away is no old value in this file, but in any other")
    func ownUndo() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder)
        let imported = try store.apply(store.planEmail(ids[0], "neuf@yopmail.com"), as: sheet, context: context)
        let undo = try store.undoPlan(of: imported)
        _ = try store.apply(undo, as: .revert(imported.id), context: context)
        #expect(try replaced(store).emails[ids[0]]?.map(\.text) == ["neuf@yopmail.com", "personne0@yopmail.com"])
        #expect(try replaced(store, importing: Self.content).emails[ids[0]]?.map(\.text) == ["personne0@yopmail.com"])
        // It was imported again, and then somebody corrected it.
        _ = try store.apply(store.planEmail(ids[0], "neuf@yopmail.com"), as: sheet, context: context)
        _ = try store.apply(store.planEmail(ids[0], "juste@yopmail.com"), as: .edit, context: context)
        #expect(
            try replaced(store, importing: Self.content).emails[ids[0]]?.map(\.text) == ["neuf@yopmail.com", "personne0@yopmail.com"])
    }

    @Test("Values that were emptied are not known any more")
    func purged() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder)
        _ = try store.apply(store.planEmail(ids[0], "un@yopmail.com"), as: .edit, context: context)
        let later = OperationContext(user: "alice", way: .command, date: context.date + 400 * 86_400)
        _ = try store.apply(store.planEmail(ids[1], "deux@yopmail.com"), as: .edit, context: later)
        _ = try store.purge(olderThan: .standard, context: later)
        #expect(try replaced(store).emails.keys.sorted() == [ids[1]])
    }
}
