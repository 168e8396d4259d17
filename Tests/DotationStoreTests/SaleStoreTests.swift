import DotationSales
import DotationStore
import Dotations
import Foundation
import StoreTestSupport
import TestSupport
import Testing

/// A works council in the store: one event of one session, and people who may all take part.
enum Council {
    static func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

    static func session(
        _ name: String = "100€ de chèques ANCV", places: Int = 2, price: Int = 50, cap: Int? = nil, last: String = "2025-04-30"
    ) throws -> SaleSession {
        SaleSession(
            name: name, dates: Period(first: try day("2025-06-01"), last: try day("2025-09-30")),
            registration: Period(first: try day("2025-04-01"), last: try day(last)), address: "CSE HappyPal", placesPerBeneficiary: places,
            price: Euros(cents: price * 100), cap: cap)
    }

    static func event(
        _ name: String = "Chèques-vacances", _ criteria: [Criterion] = [], maximum: Int? = nil, sessions: [SaleSession]? = nil
    ) throws -> SaleEvent {
        SaleEvent(
            name: name, description: "Été « 2025 »", images: ["plage.png", "montagne.png"], verifiesContacts: true, maximum: maximum,
            criteria: criteria, sessions: try sessions ?? [session()])
    }

    static func person(_ number: Int) -> Beneficiary {
        Beneficiary(
            matricule: String(format: "%03d", number), lastName: "Nom\(number)", firstName: "Zoé",
            contact: Contact(email: "personne\(number)@exemple.fr", mobile: "06" + String(12_000_000 + number)))
    }

    static func row(
        _ number: Int, _ person: Int, quantity: Int = 1, status: Sale.Status = .active, reference: String? = nil,
        date: String = "2025-04-10"
    ) throws -> SaleRow {
        let beneficiary = self.person(person)
        return SaleRow(
            number: number, session: "100€ de chèques ANCV", matricule: beneficiary.matricule, lastName: beneficiary.lastName,
            firstName: beneficiary.firstName, email: beneficiary.contact.email, mobile: beneficiary.contact.mobile, quantity: quantity,
            date: try day(date), status: status, reference: reference)
    }

    static func setup(_ events: [SaleEvent]? = nil, people: Int = 5) throws -> SaleSetup {
        SaleSetup(events: try events ?? [event()], people: (1...people).map(person))
    }
}

extension ClientStore {
    static func council(_ folder: TemporaryFolder, _ events: [SaleEvent]? = nil, people: Int = 5) throws -> ClientStore {
        let store = try ClientStore(in: folder)
        let loaded = try store.loadEvents(Council.setup(events, people: people), context: context)
        #expect(loaded.review.faults.isEmpty && loaded.operation != nil)
        try folder.addTwin()
        return store
    }

    func sell(_ rows: SaleRow...) throws -> CarriedOutSales {
        try carryOut(.rows(rows), today: Council.day("2025-04-20"), context: context)
    }
}

@Suite struct SaleStoreTests {
    @Test func `what was loaded is read back as it was`() throws {
        let folder = try TemporaryFolder()
        let criteria = [
            Criterion(.familyQuotient, Bracket(lower: .exclusive(Euros(cents: 80_000)), upper: .inclusive(Euros(cents: 120_000)))),
            Criterion(.schoolCertificate),
        ]
        let plain = SaleSession(
            name: "Lot", faceValue: Euros(cents: 12_345), registration: try Council.session().registration, price: .zero)
        var setup = try Council.setup([
            Council.event("A", criteria, maximum: 9, sessions: [Council.session(cap: 7), plain]), Council.event("B"),
        ])
        setup.documents = [
            SupportingDocument(
                matricule: "001", kind: .familyQuotient, amount: Euros(cents: 90_000), status: .validated,
                validUntil: try Council.day("2025-12-31")),
            SupportingDocument(matricule: "002", kind: .schoolCertificate, status: .pending),
        ]
        let store = try ClientStore(in: folder)
        let file = ImportedFile(name: "événement.xlsx", content: Hash256(of: Array("x".utf8)))
        let loaded = try store.loadEvents(setup, file: file, context: context)
        #expect(try store.salesLedger().setup == setup)
        #expect(loaded.operation?.kind == .events && loaded.operation?.counts.rows == 9 && loaded.operation?.file == file)
        let again = try store.loadEvents(setup, context: context)
        #expect(again.operation != nil)
        #expect(try store.salesLedger().setup == setup)
        #expect(try store.verifyAudit().operations == 2)
    }

    @Test func `the history says each change of what is loaded, and forgets what is of people when its time is over`() throws {
        let folder = try TemporaryFolder()
        let store = try ClientStore.council(folder)
        let known = try store.salesLedger().setup
        var setup = known
        let event = try #require(setup.events.first)
        setup.events = [
            SaleEvent(name: event.name, description: "Autre", verifiesContacts: true, criteria: event.criteria, sessions: event.sessions)
        ]
        let person = try #require(setup.people.first)
        setup.people[0] = Beneficiary(
            matricule: person.matricule, lastName: "Nouveau", firstName: person.firstName,
            contact: Contact(email: "neuf@exemple.fr", mobile: person.contact.mobile))
        setup.people.append(Beneficiary(matricule: "999", lastName: "Dernier", firstName: "Venu"))
        setup.documents = [
            SupportingDocument(matricule: person.matricule, kind: .salaryBracket, amount: Euros(cents: 5), status: .validated)
        ]
        let operation = try #require(try store.loadEvents(setup, context: context).operation)
        let rows = try store.auditRows(of: operation)
        let changes = known.changes(loading: setup)
        #expect(changes.count == operation.auditCount && rows.map(\.action) == changes.map { .setup($0) })
        #expect(operation.counts.changed == 4 && operation.counts.unchanged == operation.counts.rows - 4)
        #expect(rows.compactMap(\.beneficiary) == [1, 1, setup.people.count, 1] && rows.last?.lastName == "Nouveau")
        #expect(rows.last?.withoutDocuments.action == .withheldDocument && rows.first?.withoutDocuments == rows.first)
        let withheld = try #require(rows.last?.withoutDocuments)
        #expect(withheld.beneficiary == nil && withheld.lastName == nil && withheld.firstName == nil)
        _ = try store.verifyAudit()
        let later = OperationContext(user: "test", way: .command, date: context.date.addingTimeInterval(86_400 * 3_000))
        _ = try store.purge(olderThan: .standard, context: later)
        let kept = try store.auditRows(of: operation)
        #expect(
            kept.map { $0.action == .purged("setup") }
                == changes.map { change in
                    if case .event = change.subject { false } else { change.act != .added }
                })
        _ = try store.verifyAudit()
    }

    @Test func `faults load nothing at all`() throws {
        let folder = try TemporaryFolder()
        let store = try ClientStore.council(folder)
        var setup = try Council.setup([Council.event("Autre")])
        setup.people.append(Beneficiary(matricule: "", lastName: "A", firstName: "B"))
        let loaded = try store.loadEvents(setup, context: context)
        #expect(loaded.operation == nil && loaded.review.faults.map(\.code) == [.personMatriculeMissing])
        #expect(try store.salesLedger().events.map(\.name) == ["Chèques-vacances"])
        #expect(try store.operations([.events]).count == 1)
    }

    @Test func `an edited workbook changes what may change, and what would break a sale is refused`() throws {
        let folder = try TemporaryFolder()
        let other = try Council.session("200 €", price: 80)
        let store = try ClientStore.council(folder, [Council.event(sessions: [Council.session(), other])])
        _ = try store.sell(Council.row(2, 1, quantity: 2), Council.row(3, 2))
        let wider = try Council.event("CHEQUES VACANCES", maximum: 3, sessions: [Council.session(places: 3, cap: 3, last: "2025-05-31")])
        #expect(try store.loadEvents(SaleSetup(events: [wider]), context: context).review.faults.isEmpty)
        #expect(try store.salesLedger().events == [wider] && store.salesLedger().sales.count == 2)
        for event in [
            try Council.event(maximum: 2), try Council.event(sessions: [Council.session(cap: 2)]),
            try Council.event(sessions: [Council.session(places: 1)]), try Council.event(sessions: [Council.session(price: 40)]),
            try Council.event(sessions: [Council.session(last: "2025-04-09")]), try Council.event(sessions: [other]),
        ] {
            let loaded = try store.loadEvents(SaleSetup(events: [event]), context: context)
            #expect(loaded.operation == nil && !loaded.review.faults.isEmpty)
            #expect(
                loaded.review.faults.allSatisfy {
                    [.breaksSale, .removesSession, .sessionPriceLocked, .sessionRegistrationLocked].contains($0.code)
                })
        }
        #expect(try store.salesLedger().events == [wider])
    }

    @Test(.onFiles) func `an event without active sales is withdrawn, sells nothing to any program, and is loaded again`() throws {
        let folder = try TemporaryFolder()
        let store = try ClientStore.council(folder)
        let event = try #require(try store.saleEvents().first)
        _ = try store.sell(Council.row(2, 1))
        let id = try #require(Sale.ID(rawValue: 1))
        #expect(expect(.eventHasSales) { try store.withdrawEvent(event.id, context: context) }?.subject == .sales([1]))
        _ = try store.carryOut(.status(.cancelled, [id]), today: Council.day("2025-04-20"), context: context)
        let operation = try #require(try store.withdrawEvent(event.id, context: context))
        #expect(operation.kind == .eventWithdrawal)
        #expect(try store.auditRows(of: operation).map(\.action) == [.eventWithdrawn(event.name)])
        #expect(try store.withdrawEvent(event.id, context: context) == nil)
        expect(.eventUnknown) { try store.withdrawEvent(SaleEvent.ID(name: "Noël"), context: context) }
        let withdrawn = try #require(try store.saleEvents().first)
        #expect(withdrawn.withdrawn == CalendarDate(inParisAt: context.date) && withdrawn.sessions == event.sessions)
        #expect(try store.sell(Council.row(2, 2)).plan.refused.map { $0.reasons.map(\.code) } == [[.eventWithdrawn]])
        let sale = "INSERT INTO sales (client, id, session_id, beneficiary_id, quantity, price_paid, date, email, mobile, status) "
        let raw = try RawDatabase(folder.store)
        #expect(raw.execute(sale + "VALUES (1, 2, 1, 2, 1, 5000, '2025-04-10', 'a@b.fr', '0612345678', 'active')") != nil)
        // What was sold and cancelled is still refunded.
        #expect(try store.carryOut(.status(.refunded, [id]), today: Council.day("2025-04-20"), context: context).operation != nil)
        #expect(try store.loadEvents(SaleSetup(events: [event]), context: context).operation != nil)
        #expect(try store.saleEvents() == [event])
        #expect(try store.sell(Council.row(2, 2)).plan.registered.count == 1)
        #expect(try store.examine(at: context.date).isSound)
    }

    @Test func `a sheet is applied whole, with its history, and twice changes nothing`() throws {
        let folder = try TemporaryFolder()
        let store = try ClientStore.council(folder)
        let rows = [
            try Council.row(2, 1, reference: "ch_1"), try Council.row(3, 2, quantity: 3), try Council.row(4, 3, status: .refunded),
            try Council.row(5, 9),
        ]
        let today = try Council.day("2025-04-20")
        let plan = SalesPlan(.rows(rows), ledger: try store.salesLedger(), today: today)
        let file = ImportedFile(name: "ventes.csv", content: Hash256(of: Array("ventes".utf8)))
        let operation = try store.apply(plan, file: file, context: context)
        #expect(operation.counts == Operation.Counts(rows: 4, changed: 2, refused: 2) && operation.file == file)
        let history = try store.auditRows(of: operation)
        #expect(
            history.map(\.action) == [
                .sale(from: nil, to: .active), .sale(from: nil, to: .refunded), .refused(["sale.places-exceeded"]),
                .refused(["sale.beneficiary-unknown"]),
            ])
        #expect(history.map(\.row) == [2, 4, 3, 5] && history.map { $0.sale?.rawValue } == [1, 2, nil, nil])
        #expect(try store.salesLedger().sales.map(\.reference) == ["ch_1", nil])

        let again = try store.carryOut(.rows(rows), today: today, context: context)
        #expect(again.operation == nil && again.plan.unchanged.map(\.row) == [2, 4] && again.plan.refused.count == 2)
        let refund = try store.carryOut(.status(.refunded, [plan.registered[0].sale.id]), today: today, context: context)
        let refunded = try #require(refund.operation)
        #expect(try store.auditRows(of: refunded).map(\.action) == [.sale(from: .active, to: .refunded)])
        #expect(try store.verifyAudit().operations == 3)
    }

    @Test func `a plan that no longer holds is not applied, one that still does is`() throws {
        let folder = try TemporaryFolder()
        let store = try ClientStore.council(folder, [Council.event(sessions: [Council.session(cap: 2)])])
        let today = try Council.day("2025-04-20")
        let plan = SalesPlan(.rows([try Council.row(2, 1, quantity: 2)]), ledger: try store.salesLedger(), today: today)
        let small = SalesPlan(.rows([try Council.row(2, 3)]), ledger: try store.salesLedger(), today: today)
        _ = try store.sell(Council.row(2, 2))
        expect(.salesMoved) { try store.apply(plan, context: context) }
        #expect(try store.salesLedger().sales.map(\.matricule) == ["002"])
        // Another sale took the number that the plan had in mind, which matters to nobody.
        _ = try store.apply(small, context: context)
        #expect(try store.salesLedger().sales.map(\.matricule) == ["002", "003"])
        expect(.salesMoved) { try store.apply(small, context: context) }
    }

    @Test func `of many that sell the last place at the same time exactly one does`() throws {
        let folder = try TemporaryFolder()
        let (rounds, sellers) = (12, 6)
        let sessions = try (0..<rounds).map { try Council.session("Lot \($0) de 100€", cap: 1) }
        _ = try ClientStore.council(folder, [Council.event(sessions: sessions)], people: sellers)
        let stores = try (0..<sellers).map { _ in try ClientStore(in: folder, busyTimeout: 60) }
        let wins = Counter()
        for round in 0..<rounds {
            let today = try Council.day("2025-04-20")
            let rows = try (0..<sellers).map { seller in
                var row = try Council.row(0, seller + 1)
                row.session = "Lot \(round) de 100€"
                return row
            }
            DispatchQueue.concurrentPerform(iterations: sellers) { seller in
                do {
                    let done = try stores[seller].carryOut(.rows([rows[seller]]), today: today, context: context)
                    if done.operation != nil { wins.add(round) }
                    if done.operation == nil, done.plan.codes == [.sessionFull] { wins.lose() }
                } catch {
                    Issue.record(error)
                }
            }
        }
        #expect(wins.won == Dictionary(uniqueKeysWithValues: (0..<rounds).map { ($0, 1) }))
        #expect(wins.lost == rounds * (sellers - 1))
        #expect(try stores[0].salesLedger().sales.count == rounds)
        _ = try stores[0].verifyAudit()
    }

    @Test func `two plans for the last place, looked at, then applied: the second is told that it moved`() throws {
        let folder = try TemporaryFolder()
        let store = try ClientStore.council(folder, [Council.event(maximum: 1)])
        let today = try Council.day("2025-04-20")
        let plans = try (1...2).map { SalesPlan(.rows([try Council.row(2, $0)]), ledger: try store.salesLedger(), today: today) }
        _ = try store.apply(plans[0], context: context)
        expect(.salesMoved) { try store.apply(plans[1], context: context) }
    }
}

extension SalesPlan {
    fileprivate var codes: [SaleRefusal.Code] { refused.flatMap { $0.reasons.map(\.code) } }
}

/// Who won which round, counted from several threads.
private final class Counter: @unchecked Sendable {
    // Every access holds the lock.
    private let lock = NSLock()
    private var rounds: [Int: Int] = [:]
    private var losses = 0

    func add(_ round: Int) { lock.withLock { rounds[round, default: 0] += 1 } }
    func lose() { lock.withLock { losses += 1 } }
    var won: [Int: Int] { lock.withLock { rounds } }
    var lost: Int { lock.withLock { losses } }
}
