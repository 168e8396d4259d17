import Dotations
import Foundation
import StoreTestSupport
import Synchronization
import TestSupport
import Testing

@testable import DotationStore

/// A folder of its own for a test, gone with it. What is done in it changes no row of the store's second client, where it has one.
final class TemporaryFolder: Sendable {
    let path: String
    private let twin = Mutex<Twin?>(nil)
    /// The database of its store, where that is on a server.
    private let database = Mutex<(name: String, address: ServerAddress)?>(nil)

    init() throws {
        path = NSTemporaryDirectory() + "store-tests-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        if let options = TestServer.options, let name = database.withLock({ $0?.name }) { TestServer.remove(name, options) }
        // Other programs change the rows of whom they like.
        if !FileManager.default.fileExists(atPath: RawDatabase.mark(store)) { twin.withLock { $0?.check() } }
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Gives the store's client a twin with a copy of all that it has now.
    func addTwin(isInvited: Bool = false) throws {
        guard TestServer.isAbsent else { return }
        try twin.withLock { $0 = try Twin(store, isInvited: isInvited) }
    }

    /// Where its store is on a server, which is made when it is first asked for.
    func address(_ options: String) throws -> ServerAddress {
        try database.withLock { database in
            if database == nil { database = try TestServer.makeStore(options) }
            return try #require(database).address
        }
    }

    var databaseName: String? { database.withLock { $0?.name } }

    func file(_ name: String) -> String { path + "/" + name }
    var store: String { file("dotations.sqlite") }
}

/// A store that version 0.1.0 made: its demonstration, with an event, sales, an order, two imports, an undo and e-mails that wait.
let madeByFirstRelease = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../Stores/0.1.0.sqlite").standardizedFileURL

let context = OperationContext(user: "alice", way: .command, date: Date(timeIntervalSince1970: 1_700_000_000))

func orderNumber(_ number: UInt32) throws -> OrderNumber { try #require(OrderNumber(rawValue: number)) }
func dotationID(_ number: UInt32) throws -> Dotation.ID { try #require(Dotation.ID(rawValue: number)) }

func newOrder(_ number: UInt32, isPaid: Bool = true) throws -> Order {
    Order(
        number: try orderNumber(number), date: try #require(CalendarDate(year: 2020, month: 8, day: 21)), isPaid: isPaid)
}

func people(_ count: Int, status: DotationStatus = .awaitingActivation) -> [NewDotation] {
    (0..<count).map { index in
        NewDotation(
            matricule: String(format: "%03d", index), lastName: "Nom\(index)", firstName: "Zoé",
            contact: Contact(email: "personne\(index)@yopmail.com", mobile: "06" + String(format: "%08d", index)),
            amount: Euros(cents: 100_000), status: status)
    }
}

extension Store {
    /// The store of a folder, wherever the tests have theirs.
    init(
        in folder: TemporaryFolder, busyTimeout: TimeInterval = 5,
        random: some RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
    ) throws {
        if let options = TestServer.options {
            try self.init(server: folder.address(options), busyTimeout: busyTimeout)
        } else {
            try self.init(path: folder.store, busyTimeout: busyTimeout, random: random)
        }
    }
}

extension ClientStore {
    /// What belongs to the only client of the store of a folder.
    init(
        in folder: TemporaryFolder, busyTimeout: TimeInterval = 5,
        random: some RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
    ) throws {
        self = try Store(in: folder, busyTimeout: busyTimeout, random: random).client(.first)
    }

    /// What belongs to the only client of a store.
    init(
        path: String, creating: StoreCreation = .atOnce, busyTimeout: TimeInterval = 5,
        random: some RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
    ) throws(StoreError) {
        self = try Store(path: path, creating: creating, busyTimeout: busyTimeout, random: random).client(.first)
    }

    func examine(at date: Date) throws(StoreError) -> StoreExamination { try store.examine(at: date) }

    /// Gives dotations a status, as they are now.
    func setStatus(_ status: DotationStatus, of ids: [Dotation.ID], context: OperationContext) throws(StoreError) -> DotationStore.Operation
    {
        try setStatuses(.setting(status, of: existingDotations(ids)), context: context)
    }

    /// A store with one order of that many dotations.
    static func filled(
        _ folder: TemporaryFolder, _ count: Int = 3, number: UInt32 = 2_800_886, isPaid: Bool = true,
        status: DotationStatus = .awaitingActivation
    ) throws -> (store: ClientStore, ids: [Dotation.ID]) {
        let store = try ClientStore(in: folder)
        let ids = try store.createOrder(newOrder(number, isPaid: isPaid), dotations: people(count, status: status), context: context)
        try folder.addTwin()
        return (store, ids)
    }

    /// The plan of an edited sheet, row by row.
    func plan(
        _ edits: [(id: Dotation.ID, email: String?, mobile: String?, resend: Bool)], of number: OrderNumber, base: ExportBase? = nil
    ) throws -> ImportPlan {
        let order = try #require(try order(number))
        var planner = ImportPlanner(order: order, dotations: try dotations(of: number), base: base)
        for (index, edit) in edits.enumerated() {
            var row = EditedRow(number: index + 2)
            row[.identifier] = .text(edit.id.description)
            row[.email] = edit.email.map { .text($0) }
            row[.mobile] = edit.mobile.map { .text($0) }
            row[.resend] = edit.resend ? .text("oui") : nil
            try planner.add(row)
        }
        return planner.plan()
    }

    func planEmail(_ id: Dotation.ID, _ email: String) throws -> ImportPlan {
        try plan([(id, email, nil, false)], of: try #require(try order(of: id)))
    }

    func dotation(_ id: Dotation.ID) throws -> Dotation { try #require(try dotations([id]).first) }

    func jobs(_ states: Set<Job.State> = Set(Job.State.allCases)) throws -> [Job] {
        var jobs: [Job] = []
        try forEachJob(states) { jobs.append($0) }
        return jobs
    }

    /// The exports of an order, the latest first.
    func exports(of order: OrderNumber) throws -> [ExportRecord] {
        try read { connection throws(StoreError) in
            try Self.exports(connection, "e.order_number = ? ORDER BY e.operation_id DESC", SQLValue(order))
        }
    }

    func find(_ query: DotationQuery, limit: Int = .max) throws -> [Dotation] {
        var found: [Dotation] = []
        try search(query, limit: limit) { found.append($0) }
        return found
    }
}

let sheet = PlanSource.sheet(ImportedFile(name: "commande.xlsx", content: Hash256(of: Array("contenu".utf8))), export: nil)

/// Expects an error of the store with that code, and gives it for a closer look.
@discardableResult
func expect<T>(
    _ code: StoreError.Code, sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> T
) -> StoreError? {
    let error = #expect(throws: StoreError.self, sourceLocation: sourceLocation) { _ = try body() }
    #expect(error?.code == code, sourceLocation: sourceLocation)
    return error
}

extension StoreExamination {
    /// Whether everything holds.
    var isSound: Bool {
        for case .failure in histories.values { return false }
        return broken.isEmpty && schema.isEmpty
    }
}

extension MailStore {
    /// Whether a worker still has one job, and nothing blocks it.
    func mayBeSent(_ job: Job) throws(StoreError) -> Bool { try mayBeSent([job]) == [true] }
}
