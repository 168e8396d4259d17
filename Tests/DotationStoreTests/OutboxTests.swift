import DotationStore
import Dotations
import StoreTestSupport
import TestSupport
import Testing

@Suite struct OutboxTests {
    @Test("A later e-mail takes the place of one that waits, and says what that was to say")
    func superseded() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder)
        let number = try orderNumber(2_800_886)
        _ = try store.apply(store.planEmail(ids[0], "x@yopmail.com"), as: .edit, context: context)
        _ = try store.apply(store.plan([(ids[0], nil, "0755555555", false)], of: number), as: .edit, context: context)
        _ = try store.resend(.dotations([ids[0]]), context: context)
        let jobs = try store.jobs()
        #expect(jobs.map(\.state) == [.cancelled, .cancelled, .pending])
        #expect(jobs.map(\.supersededBy) == [jobs[1].id, jobs[2].id, nil])
        #expect(jobs.map(\.kind) == [.accountCreation, .accountCreation, .accountCreation])
        #expect(jobs.map(\.mobile) == [nil, "0755555555", "0755555555"])
        #expect(jobs.map(\.recipient?.text) == ["x@yopmail.com", "x@yopmail.com", "x@yopmail.com"])
    }

    @Test("A new number is told by an e-mail of its own once the account is created, or its e-mail was sent", .onFiles)
    func kinds() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder)
        let number = try orderNumber(2_800_886)
        _ = try store.resend(.dotations(ids), context: context)
        #expect(try store.dotations(of: number).allSatisfy(\.awaitsAccountCreation))
        _ = try store.markAccountCreated([ids[0]], context: context)
        let raw = try RawDatabase(folder.store)
        #expect(raw.execute("UPDATE jobs SET state = 'sent', finished_at = 1 WHERE id = 2") == nil)
        #expect(raw.execute("UPDATE jobs SET state = 'leased', lease_until = 1, attempt = 1 WHERE id = 3") == nil)
        #expect(try store.dotations(of: number).map(\.awaitsAccountCreation) == [true, false, true])
        let plan = try store.plan(ids.map { ($0, nil, "0755555555", false) }, of: number)
        #expect(plan.changes.map(\.job) == [.phoneChanged, .phoneChanged, .accountCreation])
        _ = try store.apply(plan, as: .edit, context: context)
        #expect(try store.jobs().suffix(3).map(\.kind) == plan.changes.compactMap(\.job))
    }

    @Test("Nothing is sent again to an address that cannot be right")
    func undeliverable() throws {
        let folder = try TemporaryFolder()
        let store = try ClientStore(in: folder)
        var dotations = people(3)
        for (index, email) in ["pas une adresse", "a@b.fr\r\nBcc: c@d.fr"].enumerated() { dotations[index].contact.email = email }
        let ids = try store.createOrder(newOrder(2_800_886), dotations: dotations, context: context)
        let result = try store.resend(.order(orderNumber(2_800_886)), context: context)
        #expect(result.sent.map(\.id) == [ids[2]] && result.refused.map(\.reason.code) == [.emailSyntax, .emailControlCharacter])
        let plan = try store.plan([(ids[0], nil, nil, true), (ids[1], nil, "0755555555", false)], of: orderNumber(2_800_886))
        #expect(plan.refused.map { $0.reasons.map(\.code) } == [[.emailSyntax]])
        #expect(plan.changes.map(\.id) == [ids[1]] && plan.warnings.map(\.warning.code) == [.emailUndeliverable])
    }

    @Test("The link of an e-mail to a wrong address ends with the correction, also where its own e-mail is cancelled", .onFiles)
    func latest() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder)
        _ = try store.resend(.dotations([ids[0]]), context: context)
        let wrong = try #require(try store.jobs().last)
        let raw = try RawDatabase(folder.store)
        #expect(raw.execute("UPDATE jobs SET state = 'sent', finished_at = 1") == nil)
        #expect(try store.isLatest(wrong))
        _ = try store.apply(store.planEmail(ids[0], "juste@yopmail.com"), as: .edit, context: context)
        let right = try #require(try store.jobs().last)
        #expect(try !store.isLatest(wrong) && store.isLatest(right))
        #expect(raw.execute("UPDATE jobs SET state = 'cancelled', finished_at = 1 WHERE state = 'pending'") == nil)
        #expect(try !store.isLatest(wrong) && !store.isLatest(right))
    }

    @Test("A link ends with a later e-mail that was sent, and with none that waits or was given up", .onFiles)
    func laterLink() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder)
        _ = try store.resend(.dotations([ids[0]]), context: context)
        let raw = try RawDatabase(folder.store)
        #expect(raw.execute("UPDATE jobs SET state = 'sent', finished_at = 1") == nil)
        let first = try #require(try store.jobs().last)
        _ = try store.resend(.dotations([ids[0]]), context: context)
        for state in ["pending", "retry", "failed", "sent"] {
            let end = ["failed", "sent"].contains(state) ? "1" : "NULL"
            #expect(raw.execute("UPDATE jobs SET state = '\(state)', finished_at = \(end) WHERE id > \(first.id)") == nil)
            #expect(try store.isLatest(first) == (state != "sent"))
        }
    }

    @Test("An e-mail that was sent is not touched, and one that is being sent is marked as superseded", .onFiles)
    func sentAndLeased() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder)
        _ = try store.resend(.dotations(Array(ids.prefix(2))), context: context)
        let raw = try RawDatabase(folder.store)
        #expect(raw.execute("UPDATE jobs SET state = 'sent', finished_at = 1, attempt = 1 WHERE id = 1") == nil)
        #expect(raw.execute("UPDATE jobs SET state = 'leased', lease_until = 1, attempt = 1 WHERE id = 2") == nil)
        _ = try store.resend(.dotations(Array(ids.prefix(2))), context: context)
        let jobs = try store.jobs()
        #expect(jobs.map(\.state) == [.sent, .leased, .pending, .pending])
        #expect(jobs.map(\.supersededBy) == [nil, jobs[3].id, nil, nil])
        #expect(try store.jobCounts().mapValues(\.count) == [.sent: 1, .leased: 1, .pending: 2])
        #expect(try store.jobs([.pending]).map(\.id) == jobs.suffix(2).map(\.id))
    }

    @Test("A resend goes to those who are not activated, and says why not to others")
    func resend() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder, 5)
        try store.createOrder(newOrder(2_848_729, isPaid: false), dotations: people(1), context: context)
        let unpaid = try #require(try store.dotations(of: orderNumber(2_848_729)).first?.id)
        _ = try store.setStatus(.activated, of: [ids[0]], context: context)
        _ = try store.markAccountCreated([ids[1]], context: context)
        let unknown = try dotationID(99_999_999)

        let single = try store.resend(.dotations([ids[0], ids[1], ids[2], ids[2], unpaid, unknown]), context: context)
        #expect(single.sent.map(\.id) == [ids[2]])
        #expect(
            Dictionary(uniqueKeysWithValues: single.refused.map { ($0.id, $0.reason.code) }) == [
                ids[0]: .notModifiable, ids[1]: .accountCreated, unpaid: .orderUnpaid, unknown: .unknownID,
            ])
        #expect(single.operation.counts == .init(rows: 5, resent: 1, refused: 4))

        let order = try store.resend(.order(orderNumber(2_800_886)), context: context)
        #expect(order.sent.map(\.id) == Array(ids[2...]))
        #expect(order.refused.map(\.reason.code) == [.accountCreated])
        #expect(order.operation.counts == .init(rows: 5, resent: 3, refused: 1, unchanged: 1))

        let all = try store.resend(.all, context: context)
        #expect(all.sent.map(\.id) == Array(ids[2...]))
        #expect(try store.jobs([.pending]).count == 3)
        expect(.orderUnknown) { try store.resend(.order(orderNumber(1_111_111)), context: context) }
        expect(.orderUnknown) { try store.resendPlan(.order(orderNumber(1_111_111))) }
    }

    @Test("A resend that was agreed to is done as it was shown, or not at all")
    func resendAsPlanned() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder, 3)
        let plan = try store.resendPlan(.all)
        #expect(plan.sent.map(\.id) == ids && plan.refused.isEmpty)
        _ = try store.setStatus(.activated, of: [ids[1]], context: context)
        let error = expect(.moved) { try store.resend(.all, asIn: plan, context: context) }
        #expect(try error?.subject == .dotations([ids[1]]) && store.jobs().isEmpty)
        #expect(try store.resend(.all, asIn: store.resendPlan(.all), context: context).sent.map(\.id) == [ids[0], ids[2]])
    }

    @Test("Statuses and accounts are set once, and only of dotations that there are")
    func statuses() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder)
        let operation = try store.setStatus(DotationStatus("EN ATTENTE D’ACTIVATION"), of: ids, context: context)
        #expect(operation.counts == .init(rows: 3, unchanged: 3))
        #expect(try store.dotation(ids[0]).revision == 0)
        let set = try store.setStatus(.emailError, of: [ids[0]], context: context)
        #expect(try store.auditRows(of: set).map(\.action) == [.status(from: .awaitingActivation, to: .emailError)])
        let account = try store.markAccountCreated([ids[0], ids[0], ids[1]], context: context)
        #expect(account.counts == .init(rows: 2, changed: 2))
        #expect(try store.markAccountCreated([ids[0]], context: context).counts == .init(rows: 1, unchanged: 1))
        #expect(try store.dotation(ids[0]).isAccountCreated)
        #expect(try store.dotation(ids[0]).revision == 2)
        let unknown = try dotationID(99_999_999)
        let error = expect(.dotationUnknown) { try store.setStatus(.activated, of: [ids[0], unknown], context: context) }
        #expect(error?.subject == .dotations([unknown]))
        #expect(try store.dotation(ids[0]).status == .emailError)
        #expect(try store.jobs().isEmpty)
    }
}

@Suite struct ExportTests {
    @Test("The same data is the same export, in one store; other data or another store is another")
    func identity() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder)
        let number = try orderNumber(2_800_886)
        let first = try store.export(number, context: context)
        #expect(first.dotations.map(\.id) == ids)
        #expect(try store.export(number, context: context).identity == first.identity)
        #expect(try store.export(number, context: context) { $0.id != ids[0] }.identity != first.identity)
        _ = try store.apply(store.planEmail(ids[0], "x@yopmail.com"), as: .edit, context: context)
        #expect(try store.export(number, context: context).identity != first.identity)
        #expect(ExportIdentity(first.identity.description) == first.identity)

        let other = try TemporaryFolder()
        #expect(try ClientStore.filled(other).store.export(number, context: context).identity != first.identity)
        #expect(try store.exports(of: number).map(\.rowCount) == [3, 2, 3])
        #expect(try store.exportRecord(first.identity)?.context == context)
        #expect(try store.exportRecord(#require(ExportIdentity(String(repeating: "0", count: 32)))) == nil)
        #expect(try store.operations([.export]).count == 4)
        expect(.orderUnknown) { try store.export(orderNumber(1_111_111), context: context) }
    }

    @Test("With the same key and data two stores make the same export", .onFiles)
    func seeded() throws {
        let identities = try (0..<2).map { _ in
            let folder = try TemporaryFolder()
            let store = try ClientStore(in: folder, random: SeededGenerator(seed: 7))
            try store.createOrder(newOrder(2_800_886), dotations: people(4), context: context)
            return try store.export(orderNumber(2_800_886), context: context).identity
        }
        #expect(identities[0] == identities[1])
    }

    @Test(
        "An export's identity is thirty-two small hexadecimal digits",
        arguments: [
            "", "0", "00", "zz", String(repeating: "A", count: 32), String(repeating: "0", count: 33), String(repeating: "0", count: 34),
        ])
    func identityText(text: String) {
        #expect(ExportIdentity(text) == nil)
    }

    @Test("The base of an export is what was exported of each dotation that changed since")
    func base() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder, 4)
        let number = try orderNumber(2_800_886)
        _ = try store.apply(store.planEmail(ids[3], "avant@yopmail.com"), as: .edit, context: context)
        let export = try store.export(number, context: context)
        let record = try #require(try store.exportRecord(export.identity))
        #expect(try store.base(of: record).rows.isEmpty)
        _ = try store.apply(store.planEmail(ids[0], "un@yopmail.com"), as: .edit, context: context)
        _ = try store.apply(store.plan([(ids[0], "deux@yopmail.com", "0755555555", false)], of: number), as: .edit, context: context)
        _ = try store.setStatus(.emailError, of: [ids[0], ids[1]], context: context)
        _ = try store.setStatus(.activated, of: [ids[1]], context: context)
        _ = try store.resend(.dotations([ids[2]]), context: context)
        let exported = Dictionary(
            uniqueKeysWithValues: export.dotations.map { ($0.id, ExportBase.Row(contact: $0.contact, status: $0.status)) })
        #expect(try store.base(of: record).rows == [ids[0]: exported[ids[0]], ids[1]: exported[ids[1]]].compactMapValues { $0 })
    }

    @Test("An export whose values are no longer kept has no base", .onFiles)
    func expired() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder)
        let record = try #require(try store.exportRecord(store.export(orderNumber(2_800_886), context: context).identity))
        let operation = try store.apply(store.planEmail(ids[0], "un@yopmail.com"), as: .edit, context: context)
        #expect(
            try RawDatabase(folder.store).execute(
                "UPDATE audit SET salt = NULL, email_before = NULL, email_after = NULL, mobile_before = NULL, mobile_after = NULL") == nil)
        expect(.valuesExpired) { try store.base(of: record) }
        expect(.valuesExpired) { try store.changes(of: operation) }
        #expect(try store.auditRows(of: operation).map(\.action) == [.purged("change")])
        #expect(try store.verifyAudit().rows == 1)
    }
}
