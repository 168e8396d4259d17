import DotationSales
import DotationStore
import DotationText
import Dotations
import TestSupport
import Testing

/// What the pages read of sales and people without the whole ledger, held against that ledger. Each seed is another works council.
@Suite struct SalePagingTests {
    private static let today = CalendarDate("2025-04-20")

    private static func setup(_ random: inout SeededGenerator) throws -> SaleSetup {
        let events = try (1...random.number(1...3)).map { event in
            let sessions = try (1...random.number(1...3)).map {
                try Council.session(
                    "\($0)00€ de chèques ANCV", places: 3, price: random.number(0...90), cap: random.chance(3) ? random.number(2...9) : nil)
            }
            // One event for those with a document, and others for everybody.
            let criteria = event == 1 ? [Criterion(.familyQuotient, Bracket(upper: .inclusive(Euros(cents: 100_000))))] : []
            return try Council.event(
                "Événement \(event)", criteria, maximum: random.chance(3) ? random.number(3...20) : nil, sessions: sessions)
        }
        let people = (1...random.number(1...14)).map(Council.person)
        let documents = people.flatMap { person in
            (0..<random.number(0...3)).map { _ in
                SupportingDocument(
                    matricule: person.matricule, kind: random.pick([.familyQuotient, .referenceTaxIncome]) ?? .familyQuotient,
                    amount: Euros(cents: random.number(90_000...105_000)),
                    status: random.pick(SupportingDocument.Status.allCases) ?? .pending,
                    validUntil: random.chance(2) ? CalendarDate("2025-04-\(random.number(10...30))") : nil)
            }
        }
        return SaleSetup(events: events, people: people, documents: documents)
    }

    private static func request(_ ledger: SalesLedger, _ random: inout SeededGenerator) throws -> SalesRequest {
        if random.chance(2) {
            let ids = (0..<random.number(1...6)).map { _ in random.number(1...ledger.sales.count + 2) }
            return .status(random.pick([.cancelled, .refunded, .active]) ?? .cancelled, ids.compactMap { Sale.ID(rawValue: $0) })
        }
        return .rows(
            try (0..<random.number(1...15)).map { index in
                let event = ledger.events[random.number(0...ledger.events.count - 1)]
                let session = event.sessions[random.number(0...event.sessions.count - 1)]
                let person = ledger.setup.people[random.number(0...ledger.setup.people.count - 1)]
                return SaleRow(
                    number: index + 2, event: event.name, session: session.name,
                    matricule: person.matricule, email: person.contact.email, mobile: person.contact.mobile,
                    quantity: random.number(1...2), date: try Council.day("2025-04-\(random.number(10...19))"),
                    status: random.chance(4) ? random.pick([.cancelled, .refunded]) ?? .active : .active,
                    reference: random.chance(3) ? "ch_\(random.number(1...30))" : nil)
            })
    }

    @Test(arguments: 0..<12)
    func `pages, counts and single sales are what the whole ledger says`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let today = try #require(Self.today)
        let folder = try TemporaryFolder()
        let store = try ClientStore(in: folder)
        #expect(try store.loadEvents(Self.setup(&random), context: context).review.faults.isEmpty)
        try folder.addTwin()
        for _ in 0..<6 {
            let before = try store.salesLedger()
            let request = try Self.request(before, &random)
            // What decides on a request decides the same with nothing else known.
            #expect(
                try SalesPlan(request, ledger: store.salesLedger(for: request), today: today)
                    == SalesPlan(request, ledger: before, today: today))
            _ = try store.carryOut(request, today: today, context: context)
            let ledger = try store.salesLedger()
            try Self.checkSales(store, ledger)
            try Self.checkPeople(store, ledger, &random)
        }
        #expect(try store.examine(at: context.date).isSound)
    }

    private static func checkSales(_ store: ClientStore, _ ledger: SalesLedger) throws {
        let sold = try store.soldEvents()
        #expect(sold.events == ledger.events)
        for event in ledger.events {
            #expect(sold.counts.sold(in: event.id) == ledger.counts.sold(in: event.id))
            #expect(sold.counts.left(in: event) == ledger.counts.left(in: event))
            for session in event.sessions {
                let id = event.id(of: session)
                #expect(sold.counts.sold(in: id) == ledger.counts.sold(in: id) && sold.counts.paid(in: id) == ledger.counts.paid(in: id))
                #expect(sold.counts.left(of: session, in: event) == ledger.counts.left(of: session, in: event))
            }
        }
        for sale in ledger.sales {
            let named = try #require(try store.sale(sale.id))
            let place = try #require(ledger.session(sale.session))
            #expect(named.sale == sale && named.event == place.event.name && named.session == place.session.name)
            #expect(named.buyer == ledger.roster.people[sale.matricule] && named.buyer == ledger.setup.people[named.buyerNumber - 1])
        }
        #expect(try Sale.ID(rawValue: ledger.sales.count + 1).map { try store.sale($0) == nil } == true)
        let numbers = [nil] + (0...ledger.events.count + 1).map(Optional.some)
        for event in numbers {
            for session in [nil, 0, 1, 2, 4] {
                for status in [nil] + Sale.Status.allCases.map(Optional.some) {
                    try checkPages(of: SaleQuery(event: event, session: session, status: status), store, ledger)
                }
            }
        }
        for words in ["nom1", "ZOÉ 3", "ch_1", "CH-2 nom2", "0612 000 004", "-", "nobody", " "] {
            for (event, status) in [(nil, nil), (1, Sale.Status.active)] {
                try checkPages(of: SaleQuery(event: event, status: status, words: words), store, ledger)
            }
        }
    }

    private static func checkPages(of query: SaleQuery, _ store: ClientStore, _ ledger: SalesLedger) throws {
        func names(of matricule: String) -> [String] {
            [matricule] + (ledger.roster.people[matricule].map { [$0.lastName, $0.firstName] } ?? [])
        }
        func element<T>(_ array: [T], _ number: Int) -> T? { array.indices.contains(number - 1) ? array[number - 1] : nil }
        let event = query.event.flatMap { element(ledger.events, $0) }
        let session = event.flatMap { event in query.session.flatMap { element(event.sessions, $0) }.map { event.id(of: $0) } }
        let expected = ledger.sales.reversed().filter { sale in
            (query.event == nil || sale.session.event == event?.id) && (query.session == nil || sale.session == session)
                && (query.status == nil || sale.status == query.status)
                && isFound(
                    query.words.map { (try? MobileNumber.parse($0)) == nil ? $0.split(separator: " ").map(String.init) : [$0] } ?? [],
                    in: [sale.contact.email, sale.contact.mobile, sale.reference ?? ""] + names(of: sale.matricule))
        }
        let active = expected.filter { $0.status == .active }
        for size in [1, 3, 100] {
            for offset in Set([0, 1, size, expected.count / 2, expected.count - size, expected.count - 1, expected.count, 1_000])
            where offset >= 0 {
                let found = try store.sales(query, after: offset, size: size)
                #expect(found.sales.map(\.sale) == Array(expected.dropFirst(offset).prefix(size)), "\(query), \(offset), \(size)")
                #expect(found.total == expected.count && found.books == active.reduce(0) { $0 + $1.quantity })
                #expect(found.paid.cents == active.reduce(0) { $0 + $1.pricePaid.cents })
            }
        }
    }

    /// Whether each word is in some text.
    private static func isFound(_ words: [String], in texts: [String]) -> Bool {
        words.map { Folding.key($0) }.allSatisfy { key in !key.isEmpty && texts.contains { Folding.key($0).contains(key) } }
    }

    private static func checkPeople(_ store: ClientStore, _ ledger: SalesLedger, _ random: inout SeededGenerator) throws {
        func pending(_ person: Beneficiary) -> Int { ledger.documents(of: person.matricule).count { $0.status == .pending } }
        for words in [[], ["nom1"], ["ZOÉ", "3"], ["Personne2@exemple.fr"], ["0612 000 004"], ["00"], ["-"], ["nobody"]] {
            for onlyPending in [false, true] {
                let expected = ledger.setup.people.enumerated().filter { _, person in
                    let texts = [person.matricule, person.lastName, person.firstName, person.contact.email, person.contact.mobile]
                    return (!onlyPending || pending(person) > 0) && isFound(words, in: texts)
                }
                for (offset, size) in [(0, 100), (0, 2), (1, 3), (expected.count, 5), (100, 5)] {
                    let found = try store.beneficiaries(words.joined(separator: " "), onlyPending: onlyPending, after: offset, size: size)
                    let page = Array(expected.dropFirst(offset).prefix(size))
                    #expect(found.entries.map(\.number) == page.map { $0.offset + 1 } && found.entries.map(\.person) == page.map(\.element))
                    #expect(found.total == expected.count && found.pendingTotal == ledger.setup.people.count { pending($0) > 0 })
                    #expect(found.entries.allSatisfy { $0.pending == pending($0.person) })
                    #expect(found.entries.allSatisfy { $0.documents == ledger.documents(of: $0.person.matricule).count })
                }
            }
        }
        for (index, person) in ledger.setup.people.enumerated() {
            let stored = try #require(try store.beneficiary(numbered: index + 1))
            #expect(stored.person == person && stored.documents == ledger.documents(of: person.matricule))
            #expect(stored.sales.map(\.sale) == ledger.sales.filter { $0.matricule == person.matricule })
        }
        #expect(try store.beneficiary(numbered: 0) == nil && store.beneficiary(numbered: ledger.setup.people.count + 1) == nil)
        for event in ledger.events {
            let day = try Council.day("2025-04-\(random.number(10...30))")
            let counts = try store.beneficiaryCounts(for: event, on: day)
            let eligible = ledger.setup.people.count { event.refusals(for: ledger.documents(of: $0.matricule), on: day).isEmpty }
            #expect(counts.all == ledger.setup.people.count && counts.eligible == eligible)
        }
    }
}
