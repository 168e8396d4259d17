import DotationSales
import DotationStore
import Dotations
import Foundation
import StoreTestSupport
import TestSupport
import Testing

/// Who took part in events, once those are long past. Every event here sells in April 2025, and its sessions end on 30 September.
@Suite struct PurgePeopleTests {
    private func document(_ person: Int, until: String? = nil) throws -> SupportingDocument {
        SupportingDocument(
            matricule: Council.person(person).matricule, kind: .familyQuotient, amount: Euros(cents: 50_000), status: .validated,
            validUntil: try until.map(Council.day))
    }

    private func council(
        _ folder: TemporaryFolder, _ events: [SaleEvent], _ documents: [SupportingDocument] = [], people: Int = 3
    ) throws -> ClientStore {
        let store = try ClientStore(in: folder)
        let setup = SaleSetup(events: events, people: (1...people).map(Council.person), documents: documents)
        let loaded = try store.loadEvents(setup, context: context)
        #expect(loaded.review.faults.isEmpty && loaded.operation != nil)
        return store
    }

    private func purge(_ store: ClientStore, on day: String, after days: Int = 365, isDryRun: Bool = false) throws -> Purge {
        let date = try #require(try? Date("\(day)T12:00:00Z", strategy: .iso8601))
        return try store.purge(
            olderThan: .init(changes: .max / 2, mails: .max / 2, people: days), isDryRun: isDryRun,
            context: OperationContext(user: "carl", way: .command, date: date))
    }

    private func order(_ store: ClientStore) throws {
        let made = try store.exportSales(today: Council.day("2025-05-01"), context: context)
        let dotations = made.export.lines.map {
            NewDotation(matricule: $0.matricule, lastName: $0.lastName, firstName: $0.firstName, contact: $0.contact, amount: $0.amount)
        }
        try store.createOrder(newOrder(2_800_886), dotations: dotations, salesExport: made.identity, context: context)
    }

    @Test("People and documents go a period after the last day of the event, and not before")
    func period() throws {
        let folder = try TemporaryFolder()
        let event = try Council.event("Tranche 1", [Criterion(.familyQuotient)])
        let store = try council(folder, [event], [document(1), document(2, until: "2025-12-31")])
        _ = try store.sell(Council.row(2, 1))
        try order(store)
        // 30 September counts whole.
        let early = try purge(store, on: "2026-09-30")
        #expect(early.documents == 0 && early.people == 1, "the third, who has no document and bought nothing")
        let planned = try purge(store, on: "2026-10-01", isDryRun: true)
        let done = try purge(store, on: "2026-10-01")
        // The second document has a last day of its own.
        #expect(done.documents == 1 && done.people == 1 && planned.documents == 1 && planned.people == 1)
        #expect(planned.operation == nil && done.operation != nil)
        let last = try purge(store, on: "2027-01-02")
        #expect(last.documents == 1 && last.people == 1 && last.operation != nil)
        #expect(try purge(store, on: "2028-01-01").isEmpty)

        let ledger = try store.salesLedger()
        #expect(ledger.setup.documents.isEmpty && ledger.setup.people.map(\.matricule) == ["001", "002", "003"])
        #expect(ledger.setup.people.allSatisfy { $0 == Beneficiary(matricule: $0.matricule, lastName: "", firstName: "") })
        #expect(ledger.sales.map(\.order?.description) == ["2800886"])
        let dotation = try #require(try store.dotations(of: orderNumber(2_800_886)).first)
        #expect(dotation.lastName == "Nom1" && dotation.contact.email == "personne1@exemple.fr")
        #expect(try store.examine(at: context.date).isSound)
        // Who comes back is not held to documents of a sale that was ordered long ago.
        let again = try store.loadEvents(SaleSetup(events: [event], people: [Council.person(1)]), context: context)
        #expect(again.review.faults.isEmpty && again.operation != nil)
    }

    @Test("Nothing goes that an open or coming event, or an order that is still to be made, needs")
    func needed() throws {
        let folder = try TemporaryFolder()
        let event = try Council.event("Tranche 1", [Criterion(.familyQuotient)])
        let store = try council(folder, [event], [document(1), document(2)])
        _ = try store.sell(Council.row(2, 1))
        // The first person's sale is not ordered.
        #expect(try purge(store, on: "2030-01-01", after: 0).people == 2)
        #expect(try store.salesLedger().setup.documents.map(\.matricule) == ["001"])
        try order(store)
        let session = SaleSession(
            name: "200 €", registration: Period(first: try Council.day("2031-03-01"), last: try Council.day("2031-03-31")),
            price: Euros(cents: 10_000))
        let coming = SaleEvent(
            name: "Tranche 2", verifiesContacts: true, criteria: [Criterion(.schoolCertificate)], sessions: [session])
        _ = try store.loadEvents(SaleSetup(events: [coming], people: [Council.person(2)]), context: context)
        // The coming event asks for another kind of document, but anybody may still hand one in.
        let before = try purge(store, on: "2031-03-31")
        #expect(before.documents == 1 && before.people == 0)
        #expect(try purge(store, on: "2031-04-01").people == 2)
    }

    @Test("While an event counts that everybody could take part in nobody goes; of several events the last counts")
    func openToAll() throws {
        let folder = try TemporaryFolder()
        let store = try council(folder, [Council.event("Été")])
        #expect(try purge(store, on: "2026-09-30").isEmpty)
        #expect(try purge(store, on: "2026-10-01").people == 3)
        // Who is loaded again is there again.
        _ = try store.loadEvents(SaleSetup(people: [Council.person(2)]), context: context)
        #expect(try store.salesLedger().roster.people["002"] == Council.person(2))
    }

    @Test("An event that was withdrawn keeps nobody but who bought something at it")
    func withdrawn() throws {
        let folder = try TemporaryFolder()
        let events = try [
            Council.event("Ouvert à tous"), Council.event("Tranche 1", [Criterion(.familyQuotient)]),
        ]
        let store = try council(folder, events, [document(1)])
        // Long after all was loaded, a week after the events' last day.
        #expect(try purge(store, on: "2025-10-07", after: 30).isEmpty)
        for event in events { #expect(try store.withdrawEvent(event.id, context: context) != nil) }
        let done = try purge(store, on: "2025-10-07", after: 30)
        #expect(done.documents == 1 && done.people == 3)
    }

    @Test("The contacts of sales go with their event, but not of what is still to be ordered; the rest of a sale stays", .onFiles)
    func contactsOfSales() throws {
        let folder = try TemporaryFolder()
        let event = try Council.event("Été")
        let store = try council(folder, [event])
        var paid = try Council.row(2, 1)
        paid.reference = "pi_1"
        _ = try store.sell(paid, Council.row(3, 2, status: .cancelled))
        try order(store)
        _ = try store.sell(Council.row(4, 3))
        #expect(try purge(store, on: "2026-09-30").isEmpty)
        let planned = try purge(store, on: "2026-10-01", isDryRun: true)
        let done = try purge(store, on: "2026-10-01")
        #expect(planned.sales == 2 && done.sales == 2 && done.operation != nil)
        #expect(try purge(store, on: "2026-10-02").sales == 0)
        let sales = try store.salesLedger().sales
        #expect(sales.map(\.contact.email) == ["", "", "personne3@exemple.fr"])
        #expect(sales.map(\.matricule) == ["001", "002", "003"] && sales[0].reference == "pi_1")
        #expect(try store.dotations(of: orderNumber(2_800_886)).first?.contact.email == "personne1@exemple.fr")
        #expect(try store.examine(at: context.date).isSound)
        // The workbook still loads, and the sheet that the sales came from still changes nothing.
        let again = try store.loadEvents(SaleSetup(events: [event], people: [Council.person(1)]), context: context)
        #expect(again.review.faults.isEmpty && again.operation != nil)
        let sheet = try store.carryOut(.rows([paid]), today: Council.day("2025-05-01"), context: context)
        #expect(sheet.operation == nil && sheet.plan.unchanged.count == 1)
        // Nobody else may write a contact, or empty half of one.
        for change in ["email = 'x@exemple.fr'", "mobile = '+33639980001'", "email = '', mobile = 'x'"] {
            #expect(try RawDatabase(folder.store).execute("UPDATE sales SET \(change) WHERE id = 1") != nil)
        }
    }

    @Test("What a workbook named lately stays, though no event needs it yet; named dotations take no people with them")
    func loadedLately() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder)
        let documents = try [document(1), document(2, until: "2035-06-30")]
        let setup = SaleSetup(people: [Council.person(1), Council.person(2)], documents: documents)
        _ = try store.loadEvents(setup, context: context)
        // The store's first day is 14 November 2023, at 22:13.
        #expect(try purge(store, on: "2024-11-13").isEmpty)
        let alone = try store.purge(
            olderThan: .init(changes: 0, mails: 0, people: 0), of: ids,
            context: OperationContext(user: "carl", way: .command, date: context.date + 1e9))
        #expect(alone.people == 0 && alone.documents == 0)
        let first = try purge(store, on: "2024-11-14")
        #expect(first.documents == 1 && first.people == 1)
        #expect(try purge(store, on: "2036-06-29").isEmpty)
        let second = try purge(store, on: "2036-07-01")
        #expect(second.documents == 1 && second.people == 1)
    }
}
