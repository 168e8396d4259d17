import DotationMail
import DotationSales
import DotationStore
import Dotations
import DotationsApplication
import Foundation
import HTTPTypes
import Logging
import StoreTestSupport
import Synchronization
import TestSupport
import Testing

@testable import DotationAccounts
@testable import DotationsEspaceClient

/// The pages of two works councils: one with a paid order of ten dotations and one that is not paid, and one that has another's data.
final class Pages {
    static let password = "cinq mots de passe au hasard"

    /// `dotations-serve`, which stands beside the tests.
    static let executable = {
        #if os(macOS)
            let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? Bundle.main
            return bundle.bundleURL.deletingLastPathComponent().appendingPathComponent("dotations-serve").path
        #else
            return Bundle.main.bundleURL.appendingPathComponent("dotations-serve").path
        #endif
    }()

    let folder: URL
    let database: TestDatabase
    let store: Store
    let client: ClientStore
    let other: ClientStore
    let ids: [Dotation.ID]
    let unpaidOrder, foreignOrder: OrderNumber
    let espace: EspaceClient
    private let moment: Moment

    private final class Moment: Sendable {
        let date = Mutex(Date(timeIntervalSince1970: 1_700_000_000))
    }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("pages-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        database = try TestDatabase(in: folder.path)
        store = try database.store()
        client = try store.client()
        let moment = Moment()
        self.moment = moment
        espace = try EspaceClient(
            store: store,
            settings: .init(
                origin: Browser.origin, executable: Self.executable,
                messages: MessageSettings(
                    file: nil,
                    environment: ["DOTATIONS_MAIL_FROM": "cse@exemple.fr", "DOTATIONS_LINK_BASE": "https://exemple.fr/activer"]))
        ) { moment.date.withLock(\.self) }
        unpaidOrder = try #require(OrderNumber("2800901"))
        foreignOrder = try #require(OrderNumber("2848729"))
        ids = try Self.createOrder("2800886", isPaid: true, in: client)
        _ = try Self.createOrder("2800901", isPaid: false, in: client)
        other = try store.addClient(#require(Client.Code("AUTRE")), name: "Autre", at: moment.date.withLock(\.self))
        _ = try Self.createOrder("2848729", isPaid: true, in: other)
        try sell(events: 1, in: client)
        try sell(events: 4, in: other)
        for (name, role) in [("alice", Role.administration), ("lea", .lecture), ("gil", .gestion)] {
            let email = try EmailAddress.parse("\(name)@exemple.fr")
            try client.addMember(email, name: name.capitalized, as: role, context: context)
            try espace.installation.setPassword(Self.password, of: email)
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var context: OperationContext { OperationContext(user: "test", way: .page, date: now) }

    var clock: @Sendable () -> Date { { [moment] in moment.date.withLock(\.self) } }

    var now: Date { clock() }

    func wait(_ seconds: TimeInterval) { moment.date.withLock { $0 += seconds } }

    /// Events for families whose quotient is at most 1 200 €, that sell now; three people, of whom the first has proved hers and bought, and the
    /// second waits for a decision.
    private func sell(events: Int, in client: ClientStore) throws {
        let day = try #require(CalendarDate(inParisAt: context.date))
        let registration = Period(first: day, last: try #require(CalendarDate(year: day.year, month: 12, day: 31)))
        let setup = SaleSetup(
            events: (1...events).map { number in
                SaleEvent(
                    name: "Été \(number)", description: "Chèques-vacances", images: ["https://exemple.fr/a.png", "affiche.png"],
                    verifiesContacts: true, maximum: 50,
                    criteria: number == 1 ? [Criterion(.familyQuotient, Bracket(upper: .inclusive(Euros(cents: 120_000))))] : [],
                    sessions: [SaleSession(name: "100€ de chèques ANCV", registration: registration, price: Euros(cents: 5_000), cap: 2)])
            },
            people: (1...2 + events).map {
                Beneficiary(
                    matricule: "S0\($0)", lastName: "NOMV\($0)", firstName: "Zoé",
                    contact: Contact(email: "vente\($0)@exemple.fr", mobile: "06399800\(10 + $0)"))
            },
            documents: [
                SupportingDocument(matricule: "S01", kind: .familyQuotient, amount: Euros(cents: 85_000), status: .validated),
                SupportingDocument(matricule: "S02", kind: .familyQuotient, amount: Euros(cents: 110_000), status: .pending),
            ])
        #expect(try client.loadEvents(setup, context: context).review.faults.isEmpty)
        for number in 1...events {
            let row = SaleRow(
                event: "Été \(number)", session: "100€ de chèques ANCV", matricule: "S01", email: "vente1@exemple.fr", mobile: "0639980011",
                date: day)
            #expect(try client.carryOut(.rows([row]), today: day, context: context).operation != nil)
        }
    }

    private static func createOrder(_ text: String, isPaid: Bool, in client: ClientStore) throws -> [Dotation.ID] {
        let number = try #require(OrderNumber(text))
        return try client.createOrder(
            Order(number: number, date: #require(CalendarDate("2020-08-21")), isPaid: isPaid),
            dotations: (0..<10).map { index in
                NewDotation(
                    matricule: "00\(index)", lastName: "NOM\(index)", firstName: "Zoé",
                    contact: Contact(email: "personne\(index)@yopmail.com", mobile: "061111111\(index)"),
                    amount: Euros(cents: isPaid ? 100_000 : 60_000),
                    status: index == 0 ? .activated : .awaitingActivation)
            },
            context: OperationContext(user: "test", way: .page, date: Date(timeIntervalSince1970: 1_600_000_000)))
    }

    /// The code that an authenticator shows now.
    func code(_ secret: TOTPSecret) throws -> String {
        String(decoding: secret.digits(try #require(TOTPSecret.step(at: context.date))), as: UTF8.self)
    }

    func demandSecondFactor() throws { try client.set([.secondFactor: "required"], context: context) }

    /// A browser in which somebody has signed in.
    func browser(_ name: String = "alice") async throws -> Browser {
        let browser = Browser(espace)
        try await signIn(browser, name)
        return browser
    }

    /// Signs in somebody, whether or not somebody has before.
    func signIn(_ browser: Browser, _ name: String = "alice", at code: String = "CSE") async throws {
        _ = try await browser.get("/connexion")
        let answer = try await browser.post(
            "/connexion", ["code": code, "email": "\(name)@exemple.fr", "password": Self.password])
        #expect(answer.status == 303)
        _ = try await browser.get("/")
    }

    func dotation(_ index: Int) throws -> Dotation { try #require(try client.dotations([ids[index]]).first) }

    /// All that the clients have, as far as pages can change it.
    func state() throws -> [String] {
        try store.clients().flatMap { client in
            let store = try store.client(client.code)
            var state: [String] = []
            for order in try store.orders() { state += try store.dotations(of: order.order.number).map { "\($0)" } }
            try store.forEachJob { state.append("\($0)") }
            let ledger = try store.salesLedger()
            state += ["\(ledger.setup)", "\(ledger.sales)"]
            return state + (try store.operations(limit: .max).map { "\($0)" })
        }
    }

    /// How many parts previews have in the store.
    var keptParts: Int {
        get throws { Int(try database.text("SELECT count(*) FROM preview_parts")) ?? -1 }
    }

    /// Whether a store in a file has a text anywhere in that.
    func storeContains(_ text: String) throws -> Bool {
        try ["", "-wal"].contains { ending in
            let path = store.database.description + ending
            guard FileManager.default.fileExists(atPath: path) else { return false }
            return try Data(contentsOf: URL(fileURLWithPath: path)).range(of: Data(text.utf8)) != nil
        }
    }

    func user(_ name: String) throws -> User.ID { try #require(try store.user(EmailAddress.parse("\(name)@exemple.fr"))).id }

    var jobCount: Int {
        get throws {
            var count = 0
            try client.forEachJob { _ in count += 1 }
            return count
        }
    }
}

extension Pages {
    /// A sheet of the paid order's dotations, each line « identifier;e-mail;mobile », in which some say something else.
    func sheet(_ changes: [Int: (email: String?, mobile: String?)]) throws -> [UInt8] {
        var text = "Identifiant dotation;Adresse Mail;Téléphone\r\n"
        for index in ids.indices {
            let dotation = try dotation(index)
            let change = changes[index]
            text += "\(dotation.id);\(change?.email ?? dotation.contact.email);\(change?.mobile ?? dotation.contact.mobile)\r\n"
        }
        return Array(text.utf8)
    }
}
