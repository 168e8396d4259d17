import DotationStore
import Dotations
import StoreTestSupport
import Testing

@Suite struct OrderTests {
    @Test("An order is given back as it was created, in the order of its rows", .onFiles)
    func creation() throws {
        let folder = try TemporaryFolder()
        let store = try ClientStore(in: folder)
        let rows = [
            NewDotation(
                id: try dotationID(11_843_518), matricule: "001", lastName: "D’Ürsel\u{0}", firstName: "",
                contact: Contact(email: "", mobile: ""),
                amount: Euros(cents: 100_000), status: DotationStatus("PRODUCTION")),
            NewDotation(
                id: try dotationID(11_843_510), matricule: "", lastName: "🎉", firstName: "E\u{301}",
                contact: Contact(email: "a@b.fr", mobile: "06"),
                amount: .zero, status: DotationStatus("tout autre")),
        ]
        let ids = try store.createOrder(newOrder(2_800_886, isPaid: false), dotations: rows, context: context)
        #expect(ids.map(\.rawValue) == [11_843_518, 11_843_510])
        let stored = try store.dotations(of: orderNumber(2_800_886))
        #expect(stored.map(\.id) == ids)
        #expect(stored.map(\.matricule) == rows.map(\.matricule))
        #expect(stored.map { Array($0.lastName.unicodeScalars) } == rows.map { Array($0.lastName.unicodeScalars) })
        #expect(stored.map { Array($0.firstName.unicodeScalars) } == rows.map { Array($0.firstName.unicodeScalars) })
        #expect(stored.map(\.contact) == rows.map(\.contact))
        #expect(stored.map(\.amount) == rows.map(\.amount))
        #expect(stored.map(\.status.label) == rows.map(\.status.label))
        #expect(stored.allSatisfy { $0.revision == 0 && !$0.isAccountCreated })
        #expect(try store.order(of: ids[1]) == orderNumber(2_800_886))
        #expect(try store.order(of: dotationID(99_999_999)) == nil)
        #expect(try store.order(orderNumber(2_800_886)) == newOrder(2_800_886, isPaid: false))
        #expect(try store.order(orderNumber(2_800_887)) == nil)
    }

    @Test("Dotations without identifiers get one block of free ones")
    func allocation() throws {
        let folder = try TemporaryFolder()
        let store = try ClientStore(in: folder)
        let first = try store.createOrder(newOrder(2_800_886), dotations: people(3), context: context)
        #expect(first.map(\.rawValue) == [10_000_000, 10_000_001, 10_000_002])
        var rows = people(3)
        rows[1].id = try dotationID(20_000_000)
        let second = try store.createOrder(newOrder(2_800_887), dotations: rows, context: context)
        #expect(second.map(\.rawValue) == [20_000_001, 20_000_000, 20_000_002])
        // The end of the range is taken: the first gap with room.
        rows[1].id = try dotationID(99_999_999)
        let third = try store.createOrder(newOrder(2_800_888), dotations: rows, context: context)
        #expect(third.map(\.rawValue) == [10_000_003, 99_999_999, 10_000_004])
        rows = people(3)
        rows[0].id = try dotationID(10_000_006)
        let fourth = try store.createOrder(newOrder(2_800_889), dotations: rows, context: context)
        #expect(fourth.map(\.rawValue) == [10_000_006, 10_000_007, 10_000_008])
    }

    @Test("An order of the same people and amounts as another is refused, unless it is meant")
    func repeats() throws {
        let folder = try TemporaryFolder()
        let store = try ClientStore(in: folder)
        try store.createOrder(newOrder(2_800_886), dotations: people(3), context: context)
        // What a spreadsheet and a correction change does not make it another order.
        var rows = people(3).reversed().map { row in
            NewDotation(
                matricule: String(row.matricule.drop { $0 == "0" }), lastName: row.lastName.uppercased(), firstName: row.firstName,
                contact: Contact(email: "autre\(row.matricule)@exemple.fr", mobile: row.contact.mobile), amount: row.amount)
        }
        let error = expect(.orderRepeated) { try store.createOrder(newOrder(2_800_887), dotations: rows, context: context) }
        #expect(try error?.subject == .order(orderNumber(2_800_886)))
        #expect(try store.orders().count == 1)
        // Whoever looks at it first is told the same.
        #expect(try store.doubts(of: orderNumber(2_800_887), dotations: rows, salesExport: nil).map(\.code) == [.orderRepeated])
        #expect(try store.doubts(of: orderNumber(2_800_887), dotations: people(4), salesExport: nil).isEmpty)
        expect(.orderExists) { try store.doubts(of: orderNumber(2_800_886), dotations: rows, salesExport: nil) }
        // Two amounts that changed places, another person, and what ANCV has numbered are other orders.
        rows[0].amount = Euros(cents: rows[0].amount.cents + 100)
        rows[1].amount = Euros(cents: rows[1].amount.cents - 100)
        try store.createOrder(newOrder(2_800_888), dotations: rows, context: context)
        (rows[0].amount, rows[1].amount) = (rows[1].amount, rows[0].amount)
        try store.createOrder(newOrder(2_800_889), dotations: rows, context: context)
        try store.createOrder(newOrder(2_800_890), dotations: Array(people(4).dropFirst()), context: context)
        var numbered = people(3)
        numbered[0].id = try dotationID(77_000_000)
        try store.createOrder(newOrder(2_800_891), dotations: numbered, context: context)
        try store.createOrder(newOrder(2_800_892), dotations: people(3), allowsRepeat: true, context: context)
        #expect(try store.orders().count == 6)
    }

    @Test("A number, an identifier or an empty order that cannot be is refused, and nothing is left of it")
    func refusals() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder)
        expect(.orderExists) { try store.createOrder(newOrder(2_800_886), dotations: people(1), context: context) }
        expect(.orderEmpty) { try store.createOrder(newOrder(2_848_729), dotations: [], context: context) }
        var rows = people(3)
        rows[2].id = ids[0]
        let taken = expect(.identifierInUse) { try store.createOrder(newOrder(2_848_729), dotations: rows, context: context) }
        #expect(taken?.subject == .dotations([ids[0]]))
        rows[0].id = try dotationID(55_555_555)
        rows[2].id = rows[0].id
        let twice = expect(.identifierInUse) { try store.createOrder(newOrder(2_848_729), dotations: rows, context: context) }
        #expect(try twice?.subject == .dotations([dotationID(55_555_555)]))
        #expect(try store.orders().count == 1)
        #expect(try store.operations().count == 2)
        expect(.orderUnknown) { try store.payment(of: orderNumber(1_234_567)) }
    }

    @Test("An order's list follows its payment and its statuses")
    func lists() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder, isPaid: false)
        let number = try orderNumber(2_800_886)
        func list() throws -> OrderList? { try store.summary(of: number)?.list }
        #expect(try list() == .pending)
        let unpaid = try store.payment(of: number)
        #expect(try store.payOrder(unpaid, context: context).kind == .payment)
        expect(.moved) { try store.payOrder(unpaid, context: context) }
        expect(.moved) { try store.payOrder(store.payment(of: number), context: context) }
        #expect(try list() == .inProgress)
        _ = try store.setStatus(.activated, of: ids, context: context)
        #expect(try list() == .history)
        _ = try store.setStatus(DotationStatus("ACTIVE"), of: [ids[1]], context: context)
        #expect(try list() == .history)
        _ = try store.setStatus(DotationStatus("inconnu"), of: [ids[1]], context: context)
        let summary = try #require(try store.summary(of: number))
        #expect(summary.list == .inProgress)
        #expect(summary.counts == [.activated: 2, DotationStatus("Inconnu"): 1])
        #expect(summary.dotationCount == 3)
        #expect(summary.faceValue == Euros(cents: 300_000))
        #expect(try store.operations([.payment]).map(\.context.date) == [context.date])
    }

    @Test("Labels of one status are counted together")
    func labels() throws {
        let folder = try TemporaryFolder()
        let store = try ClientStore(in: folder)
        var rows = people(2)
        rows[0].status = DotationStatus("Erreur e-mail")
        rows[1].status = DotationStatus("ERREUR SUR E-MAIL")
        try store.createOrder(newOrder(2_800_886), dotations: rows, context: context)
        #expect(try store.orders().first?.counts == [.emailError: 2])
        #expect(try store.dotations(of: orderNumber(2_800_886)).map(\.status.label) == ["Erreur e-mail", "ERREUR SUR E-MAIL"])
    }
}

@Suite struct SearchTests {
    private func store(_ folder: TemporaryFolder) throws -> ClientStore {
        let store = try ClientStore(in: folder)
        func person(_ matricule: String, _ last: String, _ first: String, _ email: String, _ mobile: String) -> NewDotation {
            NewDotation(
                matricule: matricule, lastName: last, firstName: first, contact: Contact(email: email, mobile: mobile),
                amount: Euros(cents: 55_000))
        }
        try store.createOrder(
            newOrder(2_800_886),
            dotations: [
                person("001", "LEFÈVRE", "Zoé", "zoe.lefevre@yopmail.com", "0676028936"),
                person("002", "Le Fevre", "Élodie", "e@orange.fr", "0659152360"),
                person("116", "Œuvrard", "Anne-Marie", "am@free.fr", "0700000001"),
            ], context: context)
        try store.createOrder(newOrder(2_800_887), dotations: [person("001", "Lefort", "Zoe", "z@free.fr", "0676")], context: context)
        return store
    }

    @Test(
        "A search finds names by any part of them and other fields by how they begin, without case, accents and punctuation",
        arguments: [
            (DotationQuery(lastName: "lefe"), ["LEFÈVRE", "Le Fevre"]),
            (DotationQuery(lastName: "LE FÈVRE"), ["LEFÈVRE", "Le Fevre"]),
            (DotationQuery(lastName: "fevre"), ["LEFÈVRE", "Le Fevre"]),
            (DotationQuery(lastName: "évr"), ["LEFÈVRE", "Le Fevre"]),
            (DotationQuery(firstName: "marie"), ["Œuvrard"]),
            (DotationQuery(lastName: "uvr", firstName: "MARIE"), ["Œuvrard"]),
            (DotationQuery(lastName: "uvr", firstName: "zoe"), []),
            (DotationQuery(matricule: "02"), []),
            (DotationQuery(email: "lefevre"), []),
            (DotationQuery(lastName: "oeuv"), ["Œuvrard"]),
            (DotationQuery(firstName: "zoe\u{301}"), ["Lefort", "LEFÈVRE"]),
            (DotationQuery(firstName: "anne m"), ["Œuvrard"]),
            (DotationQuery(matricule: "001"), ["Lefort", "LEFÈVRE"]),
            (DotationQuery(matricule: "1"), ["Œuvrard"]),
            (DotationQuery(email: "ZOE.LEF"), ["LEFÈVRE"]),
            (DotationQuery(mobile: "06 76"), ["Lefort", "LEFÈVRE"]),
            (DotationQuery(mobile: "+33 6 76 02"), ["LEFÈVRE"]),
            (DotationQuery(mobile: "+33 (0)6 76 02"), ["LEFÈVRE"]),
            (DotationQuery(mobile: "0033-6.76.02"), ["LEFÈVRE"]),
            (DotationQuery(mobile: "67602"), ["LEFÈVRE"]),
            (DotationQuery(mobile: "+262 6 76 02"), ["LEFÈVRE"]),
            (DotationQuery(mobile: "+32 6 76 02"), []),
            (DotationQuery(matricule: "001", firstName: "z", mobile: "067602"), ["LEFÈVRE"]),
            (DotationQuery(lastName: "le", order: OrderNumber(rawValue: 2_800_887)), ["Lefort"]),
            (DotationQuery(order: OrderNumber(rawValue: 2_800_888)), []),
            (DotationQuery(lastName: "  "), ["Lefort", "LEFÈVRE", "Le Fevre", "Œuvrard"]),
            (DotationQuery(lastName: "%"), []),
            (DotationQuery(lastName: "'; DROP TABLE dotations; --"), []),
        ])
    func search(query: DotationQuery, names: [String]) throws {
        let folder = try TemporaryFolder()
        #expect(try store(folder).find(query).map(\.lastName) == names)
    }

    @Test("A search ends at its limit and says so, and where its taker throws")
    func limit() throws {
        struct Enough: Error {}
        let folder = try TemporaryFolder()
        let store = try store(folder)
        var count = 0
        #expect(try store.search(DotationQuery(), limit: 3) { _ in count += 1 })
        #expect(count == 3)
        #expect(try !store.search(DotationQuery(), limit: 4) { _ in count += 1 })
        #expect(count == 7)
        #expect(throws: Enough.self) { try store.search(DotationQuery()) { _ in throw Enough() } }
        // The connection is free again.
        #expect(try store.find(DotationQuery()).count == 4)
    }

    @Test("A changed contact is found by its new value alone")
    func changed() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder)
        _ = try store.apply(store.planEmail(ids[0], "nouvelle@yopmail.com"), as: sheet, context: context)
        #expect(try store.find(DotationQuery(email: "nouvelle")).map(\.id) == [ids[0]])
        #expect(try store.find(DotationQuery(email: "personne0")).isEmpty)
    }
}
