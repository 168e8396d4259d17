import DotationAccounts
import DotationSales
import Dotations
import Foundation
import StoreTestSupport
import TestSupport
import Testing

@testable import DotationStore

@Suite struct ClientTests {
    private static func code(_ text: String) throws -> Client.Code { try #require(Client.Code(text)) }

    /// A store with two clients.
    private static func two(_ folder: TemporaryFolder) throws -> (first: ClientStore, second: ClientStore) {
        let store = try Store(in: folder)
        return (try store.client(), try store.addClient(code("duo"), name: "CSE Duo", at: context.date))
    }

    @Test("A new store has one client, which need not be named; one of several has to be")
    func only() throws {
        let folder = try TemporaryFolder()
        let store = try Store(in: folder)
        #expect(try store.client().client.code == .first && store.clients().map(\.code) == [.first])
        let added = try store.addClient(Self.code("Duo-2"), name: "CSE Duo", at: context.date)
        #expect(try store.clients().map(\.code.description) == ["CSE", "DUO-2"])
        expect(.clientMissing) { try store.client() }
        expect(.clientUnknown) { try store.client(Self.code("trio")) }
        expect(.clientExists) { try store.addClient(Self.code("dUO-2"), name: "", at: context.date) }
        #expect(try store.client(Self.code("duo-2")).client == added.client)
    }

    @Test(
        "A code has letters, digits and hyphens, up to 32",
        arguments: [
            ("cse", "CSE"), ("A-1", "A-1"), ("7", "7"), ("", nil), ("-a", nil), ("a b", nil), ("é", nil), ("ı", nil),
            (String(repeating: "x", count: 33), nil),
        ])
    func codes(text: String, expected: String?) {
        #expect(Client.Code(text)?.description == expected)
    }

    @Test("Numbers are each client's own, and what is another's is as what is nobody's")
    func numbers() throws {
        let folder = try TemporaryFolder()
        let (first, second) = try Self.two(folder)
        for store in [first, second] {
            let ids = try store.createOrder(newOrder(2_800_886), dotations: people(2), context: context)
            #expect(ids.map(\.rawValue) == [10_000_000, 10_000_001])
            let operation = try store.apply(store.planEmail(ids[0], "nouvelle@exemple.fr"), as: .edit, context: context)
            #expect(operation.id.rawValue == 3)
            #expect(try store.jobs().map(\.id.rawValue) == [1])
        }
        _ = try first.createOrder(newOrder(2_800_887), dotations: people(3), allowsRepeat: true, context: context)
        #expect(try second.order(orderNumber(2_800_887)) == nil && second.dotations(of: orderNumber(2_800_887)).isEmpty)
        let foreign = expect(.orderUnknown) { try second.export(orderNumber(2_800_887), context: context) }
        let missing = expect(.orderUnknown) { try second.export(orderNumber(2_800_999), context: context) }
        #expect(foreign?.detail == missing?.detail)
        #expect(try first.dotation(dotationID(10_000_004)).lastName == "Nom2")
        #expect(try second.dotations([dotationID(10_000_004)]).isEmpty)
        #expect(try second.operation(#require(Operation.ID(rawValue: 4))) == nil)
        // The same rows are the same export for one client, and another one for the other.
        let exports = try [first, second].map { try $0.export(orderNumber(2_800_886), context: context).identity }
        #expect(exports[0] != exports[1])
        #expect(try second.exportRecord(exports[0]) == nil)
        #expect(try first.jobs()[0].idempotencyKey != second.jobs()[0].idempotencyKey)
        #expect(first.mailSecret != second.mailSecret && first.planSecret != second.planSecret)
        #expect(try first.store.examine(at: context.date).isSound)
    }

    @Test("A request of one client is not one of another")
    func requests() throws {
        let folder = try TemporaryFolder()
        let (first, second) = try Self.two(folder)
        var asked = context
        asked.request = RequestID("a-1")
        for store in [first, second] { _ = try store.createOrder(newOrder(2_800_886), dotations: people(1), context: asked) }
        #expect(try second.operation(request: #require(asked.request))?.id.rawValue == 1)
    }

    @Test("Clients take turns: a long queue of one holds up no e-mail of another")
    func turns() throws {
        let folder = try TemporaryFolder()
        let (first, second) = try Self.two(folder)
        let third = try first.store.addClient(Self.code("trio"), name: "", at: context.date)
        for (store, count) in [(first, 20), (second, 1), (third, 3)] {
            let ids = try store.createOrder(newOrder(2_800_886), dotations: people(count), context: context)
            _ = try store.resend(.dotations(ids), context: context)
        }
        let mail = first.store.mail
        var turn: Client.ID?
        var leased: [[Int]] = []
        for step in 1...6 {
            let jobs = try mail.leaseJobs(4, at: moment(step), after: turn, linkDays: 30) { "<\($0.client)-\($0.id)@exemple.fr>" }
            turn = jobs.turn
            leased.append(jobs.jobs.map(\.client.rawValue).sorted())
        }
        #expect(leased[0].contains(2) && leased[0].contains(3))
        #expect(leased[0] == [1, 1, 2, 3])
        #expect(leased.prefix(3).joined().count { $0 == 3 } == 3)
        #expect(leased.allSatisfy { $0.count == 4 } && leased.joined().count == 24)
        // With one job at a time, each client has its turn.
        let again = try TemporaryFolder()
        let (a, b) = try Self.two(again)
        for store in [a, b] {
            let ids = try store.createOrder(newOrder(2_800_886), dotations: people(3), context: context)
            _ = try store.resend(.dotations(ids), context: context)
        }
        turn = nil
        var order: [Int] = []
        for step in 1...6 {
            let jobs = try a.store.mail.leaseJobs(1, at: moment(step), after: turn, linkDays: 30) {
                "<\($0.client)-\($0.id)@exemple.fr>"
            }
            turn = jobs.turn
            order += jobs.jobs.map(\.client.rawValue)
        }
        #expect(order == [1, 2, 1, 2, 1, 2])
    }

    @Test("Every client that has due e-mails is served before any is served much more", arguments: [(5, 16), (9, 16), (12, 5), (7, 1)])
    func everybody(clients: Int, limit: Int) throws {
        let folder = try TemporaryFolder()
        let store = try Store(in: folder)
        var all = [try store.client()]
        for number in 2...clients { all.append(try store.addClient(Self.code("c\(number)"), name: "", at: context.date)) }
        for own in all {
            let ids = try own.createOrder(newOrder(2_800_886), dotations: people(20), context: context)
            _ = try own.resend(.dotations(ids), context: context)
        }
        var turn: Client.ID?
        var served: [Client.ID: Int] = [:]
        let rounds = (clients + limit - 1) / limit
        for step in 1...rounds {
            let jobs = try store.mail.leaseJobs(limit, at: moment(step), after: turn, linkDays: 30) {
                "<\($0.client)-\($0.id)@exemple.fr>"
            }
            turn = jobs.turn
            for job in jobs.jobs { served[job.client, default: 0] += 1 }
        }
        #expect(served.count == clients)
        let counts = served.values
        #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= max(1, limit / clients))
    }

    @Test("Clients whose e-mails are due later do not keep the one that is due from being sent", .onFiles)
    func later() throws {
        let folder = try TemporaryFolder()
        let store = try Store(in: folder)
        for number in 1...450 {
            let own = try number == 1 ? store.client() : store.addClient(Self.code("c\(number)"), name: "", at: context.date)
            let ids = try own.createOrder(newOrder(2_800_886), dotations: people(1), context: context)
            _ = try own.resend(.dotations(ids), context: context)
        }
        let raw = try RawDatabase(folder.store)
        #expect(raw.execute("UPDATE jobs SET due_at = due_at + 1000000 WHERE client <> 333") == nil)
        let jobs = try store.mail.leaseJobs(10, at: moment(1), linkDays: 30) { "<\($0.client)@exemple.fr>" }.jobs
        #expect(jobs.map(\.client.rawValue) == [333])
    }

    @Test("However many clients' e-mails wait and are not due, and however many of one are, another's that is due has its turn", .onFiles)
    func manyWait() throws {
        let folder = try TemporaryFolder()
        let (first, second) = try Self.two(folder)
        for (store, count) in [(first, 300), (second, 1)] {
            let ids = try store.createOrder(newOrder(2_800_886), dotations: people(count), context: context)
            var later = context
            later.date = moment(store.client == second.client ? 1 : 0).date
            _ = try store.resend(.dotations(ids), context: later)
        }
        let raw = try RawDatabase(folder.store)
        let numbers = "WITH RECURSIVE n (i) AS (SELECT 3 UNION ALL SELECT i + 1 FROM n WHERE i < 400)"
        let columns = "(id, code, name, origin, head)"
        #expect(
            raw.execute("\(numbers) INSERT INTO clients \(columns) SELECT i, 'C' || i, '', zeroblob(32), zeroblob(32) FROM n") == nil)
        let due = moment(3_600_000).date.timeIntervalSince1970 * 1000
        #expect(
            raw.execute(
                """
                \(numbers) INSERT INTO jobs (client, id, operation_id, dotation_id, kind, created_at, due_at)
                SELECT i, 1, 1, 10000000, 'accountCreation', 0, \(Int(due)) FROM n
                """) == nil)
        var turn: Client.ID? = second.client.id
        var leased: [[Int]] = []
        for step in 2...4 {
            let jobs = try first.store.mail.leaseJobs(4, at: moment(step), after: turn, linkDays: 30) {
                "<\($0.client)-\($0.id)@exemple.fr>"
            }
            turn = jobs.turn
            leased.append(jobs.jobs.map(\.client.rawValue).sorted())
        }
        #expect(leased.allSatisfy { $0.count == 4 } && leased[0] == [1, 1, 1, 1])
        #expect(leased.joined().contains(2))
    }

    private static func messageID(_ job: Job) -> String { "<\(job.client)-\(job.id)@exemple.fr>" }

    /// Two clients with so many e-mails each.
    private static func waiting(_ folder: TemporaryFolder, _ counts: Int...) throws -> [ClientStore] {
        let (first, second) = try two(folder)
        for (store, count) in zip([first, second], counts) {
            let ids = try store.createOrder(newOrder(2_800_886), dotations: people(count), context: context)
            _ = try store.resend(.dotations(ids), context: context)
        }
        return [first, second]
    }

    @Test("What another client has does not hold up an e-mail that the calendar left in the future", .onFiles, arguments: [false, true])
    func setBack(isOtherDue: Bool) throws {
        let folder = try TemporaryFolder()
        let stores = try Self.waiting(folder, 300, 1)
        let raw = try RawDatabase(folder.store)
        let ahead = "UPDATE jobs SET created_at = created_at + 7200000, due_at = due_at + 7200000 WHERE client = 2"
        #expect(raw.execute("DROP TRIGGER jobs_locked; \(isOtherDue ? ahead : ahead.replacing("WHERE client = 2", with: ""))") == nil)
        // Another client's e-mail, due later as it was tried in vain, stays where it is.
        let retry = "UPDATE jobs SET state = 'retry', scheduled_at = 0, due_at = due_at + 7200000 WHERE client = 1 AND id = 300"
        #expect(raw.execute(retry) == nil)
        var turn: Client.ID?
        var leased: [Job] = []
        for step in 1...80 {
            let jobs = try stores[0].store.mail.leaseJobs(4, at: moment(step), after: turn, linkDays: 30, messageID: Self.messageID)
            turn = jobs.turn
            leased += jobs.jobs
            if step == 1 { #expect(jobs.jobs.map(\.client.rawValue).sorted() == [1, 1, 1, 2]) }
        }
        #expect(leased.count == 300 && Set(leased.map(\.reference)).count == 300)
        #expect(try stores[0].job(300).state == .retry)
    }

    @Test("E-mails whose worker ended do not hold up what another client has, nor does that hold up them", .onFiles)
    func expired() throws {
        for isOtherExpired in [true, false] {
            let folder = try TemporaryFolder()
            let stores = try Self.waiting(folder, 20, 1)
            let raw = try RawDatabase(folder.store)
            let lease = "UPDATE jobs SET state = 'leased', attempt = 1, lease_until = 1, lease_boot = 'earlier' WHERE client = "
            #expect(raw.execute(lease + (isOtherExpired ? "1" : "2")) == nil)
            var turn: Client.ID?
            var leased: [[Int]] = []
            for step in 1...6 {
                let jobs = try stores[0].store.mail.leaseJobs(
                    4, at: moment(step), after: turn, linkDays: 30, messageID: Self.messageID)
                turn = jobs.turn
                leased.append(jobs.jobs.map(\.client.rawValue).sorted())
            }
            #expect(leased[0] == [1, 1, 1, 2] && leased.joined().count == 21)
        }
    }

    @Test("A job at which workers ended waits neither for all that another client has nor for all of its like", .onFiles)
    func suspects() throws {
        let folder = try TemporaryFolder()
        let stores = try Self.waiting(folder, 20, 2)
        let raw = try RawDatabase(folder.store)
        #expect(
            raw.execute(
                """
                UPDATE jobs SET state = 'leased', attempt = 2, expired_leases = 1, lease_until = client, lease_boot = 'earlier'
                WHERE (client = 1 AND id <= 5) OR (client = 2 AND id = 1)
                """) == nil)
        var turn: Client.ID?
        func lease(suspectFirst: Bool) throws -> [[Int]] {
            let jobs = try stores[0].store.mail.leaseJobs(
                30, at: moment(1), after: turn, suspectFirst: suspectFirst, linkDays: 30, messageID: Self.messageID)
            turn = jobs.turn
            return jobs.jobs.map { [$0.client.rawValue, $0.id.rawValue] }
        }
        #expect(try lease(suspectFirst: true) == [[1, 1]])
        #expect(try lease(suspectFirst: true) == [[2, 1]])
        #expect(try lease(suspectFirst: true) == [[1, 2]])
        #expect(try lease(suspectFirst: false).count == 16)
        #expect(try lease(suspectFirst: false) == [[1, 3]])
        for number in 4...5 { #expect(try lease(suspectFirst: number == 4) == [[1, number]]) }
        #expect(try lease(suspectFirst: true).isEmpty)
    }

    @Test("Links are good for as long as the client has set")
    func linkDays() throws {
        let folder = try TemporaryFolder()
        let stores = try Self.waiting(folder, 1, 1)
        try stores[1].set([.linkDays: "10"], context: context)
        let jobs = try stores[0].store.mail.leaseJobs(2, at: moment(0), linkDays: 30, messageID: Self.messageID).jobs
        #expect(jobs.map { $0.linkEnd?.timeIntervalSince(moment(0).date) } == [30 * 86_400, 10 * 86_400])
    }

    @Test("What came of e-mails is recorded with the client whose they are")
    func results() throws {
        let folder = try TemporaryFolder()
        let (first, second) = try Self.two(folder)
        for store in [first, second] {
            let ids = try store.createOrder(newOrder(2_800_886), dotations: people(1, status: .integration), context: context)
            _ = try store.resend(.dotations(ids), context: context)
        }
        let jobs = try first.lease(at: moment(0))
        #expect(jobs.map(\.client.rawValue) == [1, 2] && Set(jobs.map(\.id)).count == 1)
        let refused = DeliveryTrouble(.answered(code: 550, status: "5.1.1"), words: "no such user", recipient: "")
        #expect(try first.record(.accepted, of: jobs[0], at: moment(1)) == .became(.sent))
        #expect(try second.record(.refused(refused, concernsAddress: true), of: jobs[1], at: moment(1)) == .became(.failed))
        #expect(try first.dotation(dotationID(10_000_000)).status == .awaitingActivation)
        #expect(try second.dotation(dotationID(10_000_000)).status == .emailError)
        #expect(try [first, second].map { try $0.operations().count } == [4, 4])
        #expect(try second.operations().first?.context.way == .system)
        #expect(try first.store.examine(at: context.date).isSound)
    }

    @Test("A statement that forgets the client is refused", arguments: Schema.tablesOfClients.sorted())
    func forgotten(table: String) throws {
        let folder = try TemporaryFolder()
        let store = try ClientStore(in: folder)
        func isRefused(_ sql: String, of client: Client.ID? = .first) throws -> Bool {
            try store.store.read { connection throws(StoreError) in
                var connection = connection
                connection.client = client
                do throws(StoreError) {
                    _ = try Statement(connection, sql)
                    return false
                } catch {
                    guard error.code == .failed else { throw error }
                    return true
                }
            }
        }
        for sql in [
            "SELECT count(*) FROM \(table)", "SELECT 1 FROM \(table) t WHERE t.client > 0", "DELETE FROM \(table)",
            "SELECT 1 FROM \(table) t JOIN \(table) u ON u.client = :client",
            "SELECT 1 FROM clients c WHERE EXISTS (SELECT 1 FROM \(table) t WHERE c.id = :client)",
            "SELECT ':client' FROM \(table) WHERE client = 1", "SELECT 1 FROM \(table) -- client = :client",
            "SELECT 1 FROM \(table) AS t WHERE ':client' = t.client", "SELECT 1 FROM \(table) t WHERE t.client <> :client",
            "SELECT 1 FROM \(table) t WHERE t.client >= :client",
            "SELECT 1 FROM \(table) t, \(table) u WHERE t.client = :client AND u.client = t.client",
            // Compared with each other, and not with the one that is meant.
            "SELECT 1 FROM \(table) t JOIN \(table) u ON u.client = t.client WHERE EXISTS (SELECT 1 FROM \(table) v WHERE v.client = :client)",
            "INSERT INTO \(table) (client) SELECT client FROM \(table) WHERE 1 = :client", "INSERT INTO \(table) (client) VALUES (7)",
            "INSERT INTO \(table) SELECT :client",
            // A table in another form than that of this program's statements.
            "SELECT 1 FROM clients c, \(table) t WHERE t.client = :client", "SELECT 1 from \(table)", "SELECT 1 FROM main.\(table)",
            "SELECT 1 FROM main.\(table) WHERE client = :client", "SELECT 1 FROM \"\(table)\"", "SELECT 1 FROM [\(table)]",
            "SELECT 1 FROM `\(table)`",
            "SELECT 1 FROM \(table.uppercased())", "SELECT 1 FROM (\(table))", "SELECT 1 FROM clients c WHERE c.id IN \(table)",
            "SELECT 1 FROM clients c LEFT JOIN (\(table) t JOIN \(table) u) ON t.client = :client",
            "UPDATE OR IGNORE \(table) SET client = client", "UPDATE \(table) SET client = 7 WHERE client = :client",
            "WITH \(table) AS (SELECT 1) SELECT 1 FROM \(table)", "INSERT OR IGNORE INTO \(table) (client) VALUES (7)",
            // A comparison that is no condition, or need not hold.
            "SELECT t.client = :client FROM \(table) t", "SELECT 1 FROM \(table) WHERE NOT client = :client",
            "SELECT 1 FROM \(table) WHERE client = :client OR 1", "SELECT 1 FROM \(table) WHERE 1 OR 1 AND client = :client",
            "SELECT 1 FROM \(table) WHERE NOT (client = :client)", "SELECT 1 FROM \(table) WHERE (client = :client OR 1)",
            "SELECT 1 FROM \(table) WHERE client = :client IS NOT NULL", "SELECT 1 FROM \(table) WHERE client = :client + 1",
            "SELECT 1 FROM \(table) WHERE - client = :client", "SELECT 1 FROM \(table) WHERE 1 BETWEEN 0 AND client = :client",
            "SELECT 1 FROM \(table) WHERE CASE WHEN 1 AND client = :client AND 1 THEN 1 ELSE 1 END",
            "SELECT 1 FROM \(table) /* WHERE client = :client */", "SELECT count(*) FROM \(table) GROUP BY client = :client",
            "SELECT 1 FROM \(table) t ORDER BY t.client = :client", "SELECT 1 FROM \(table) t GROUP BY 1 HAVING 1 AND t.client = :client",
            "SELECT 1 FROM \(table) WHERE client = :client UNION SELECT 1 FROM \(table)",
            // The ON of a LEFT JOIN keeps the rows of the first table, whatever it says of them.
            "SELECT 1 FROM \(table) t LEFT JOIN \(table) u ON u.client = t.client AND t.client = :client",
            "SELECT 1 FROM \(table) t LEFT JOIN \(table) u ON u.client = :client AND u.client = t.client",
            // The client of the inner table itself, and a condition of the outer one that need not hold.
            "SELECT 1 FROM \(table) WHERE client = :client AND EXISTS (SELECT 1 FROM \(table) t WHERE t.client = client)",
            "SELECT 1 FROM \(table) t WHERE NOT EXISTS (SELECT 1 FROM clients c WHERE t.client = :client)",
            "INSERT INTO \(table) (client) VALUES (:client), (7)", "INSERT INTO \(table) (client) VALUES (:client + 1)",
            "INSERT INTO \(table) (client) SELECT :client UNION SELECT 7", "INSERT INTO \(table) (client) SELECT c.client FROM clients c",
        ] {
            #expect(try isRefused(sql), "\(sql)")
        }
        for sql in [
            "SELECT count(*) FROM \(table) WHERE client = :client", "SELECT 1 FROM \(table) AS t WHERE :client = t.client",
            "SELECT 1 FROM \(table) t JOIN \(table) AS u ON u.client = t.client WHERE t.client = :client",
            "SELECT 1 FROM \(table) t WHERE t.client = :client AND EXISTS (SELECT 1 FROM \(table) WHERE client = t.client)",
            "SELECT 1 FROM \(table) WHERE client = :client AND EXISTS (SELECT 1 FROM \(table) t WHERE t.client = \(table).client)",
            "SELECT 1 FROM \(table) t LEFT JOIN \(table) u ON u.client = t.client AND t.client > 0 WHERE t.client = :client",
            "SELECT 1 FROM \(table) WHERE client BETWEEN 0 AND 9 AND client = :client AND client IS NOT DISTINCT FROM :client",
            "SELECT count(*) AS \(table) FROM \(table) WHERE CASE client WHEN 1 THEN 1 END AND client = :client ORDER BY 1",
            "SELECT t.\(table) FROM (SELECT count(*) AS \(table) FROM \(table) WHERE client = :client) t",
            "SELECT 1 FROM \(table) WHERE client = :client UNION SELECT 1 FROM \(table) WHERE client = :client",
        ] {
            #expect(try !isRefused(sql), "\(sql)")
        }
        #expect(try isRefused("SELECT count(*) FROM \(table) WHERE client = :client", of: nil))
    }

    @Test("Every table with a column for the client is known as one of clients' rows", .onFiles)
    func tables() throws {
        let folder = try TemporaryFolder()
        _ = try Store(in: folder)
        let found = try RawDatabase(folder.store).column(
            """
            SELECT s.name FROM sqlite_schema s JOIN pragma_table_info(s.name) c
            WHERE s.type IN ('table', 'view') AND c.name = 'client'
            """)
        #expect(Set(found) == Schema.tablesOfClients)
    }
}
