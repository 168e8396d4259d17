import Dotations
import Foundation
import StoreTestSupport
import Testing

@testable import DotationStore

/// Writes of more rows than a server gets with one statement, on whichever engine.
@Suite struct ManyRowsTests {
    private let folder: TemporaryFolder
    private let store: ClientStore
    private let ids: [Dotation.ID]
    private let number: OrderNumber

    init() throws {
        folder = try TemporaryFolder()
        (store, ids) = try ClientStore.filled(folder, 2_345)
        number = try orderNumber(2_800_886)
    }

    /// A plan that gives each dotation another address, or asks to send its e-mail again.
    private func plan(_ name: String, resends: Bool = false) throws -> ImportPlan {
        try store.plan(
            ids.enumerated().map { index, id in
                resends && index % 3 == 0 ? (id, nil, nil, true) : (id, "\(name)\(index)@yopmail.com", nil, false)
            }, of: number)
    }

    @Test("A large import is applied whole, each of its e-mails takes the place of the one before, and all is counted")
    func twice() throws {
        let first = try store.apply(plan("a"), as: sheet, context: context)
        #expect(first.counts.changed == ids.count)
        #expect(try store.jobCounts().mapValues(\.count) == [.pending: ids.count])
        let second = try store.apply(plan("b", resends: true), as: sheet, context: context)
        #expect(second.counts.changed + second.counts.resent == ids.count && second.counts.resent > 700)
        #expect(try store.jobCounts().mapValues(\.count) == [.pending: ids.count, .cancelled: ids.count])
        let jobs = try store.jobs()
        let earlier = jobs.filter { $0.operation == first.id }
        let later = Dictionary(uniqueKeysWithValues: jobs.filter { $0.operation == second.id }.map { ($0.dotation, $0) })
        #expect(earlier.allSatisfy { $0.state == .cancelled && $0.supersededBy == later[$0.dotation]?.id })
        let dotations = try store.dotations(of: number)
        #expect(dotations.allSatisfy { $0.revision == 2 && later[$0.id]?.recipient?.text == $0.contact.email })
        #expect(dotations.enumerated().allSatisfy { $1.contact.email == ($0 % 3 == 0 ? "a" : "b") + "\($0)@yopmail.com" })
        // It is taken back whole as well.
        let undo = try store.undoPlan(of: second)
        _ = try store.apply(undo, as: .revert(second.id), context: context)
        #expect(try store.dotations(of: number).allSatisfy { $0.contact.email.hasPrefix("a") })
        #expect(try store.examine(at: context.date).isSound)
    }

    @Test("Of a large import of which some dotations moved nothing is applied, and just those are named")
    func moved() throws {
        let plan = try plan("a", resends: true)
        let moved = [ids[3], ids[1_000], ids[1_001], ids[2_344]]
        for id in moved { _ = try store.apply(store.planEmail(id, "entretemps\(id)@yopmail.com"), as: sheet, context: context) }
        let before = try store.dotations(of: number)
        let error = expect(.moved) { try store.apply(plan, as: sheet, context: context) }
        // Those that change, then those whose e-mail goes again.
        #expect(error?.subject == .dotations(Array(moved.dropFirst()) + [moved[0]]))
        #expect(try store.dotations(of: number) == before)
        #expect(try store.jobs().count == moved.count)
    }

    @Test("Statuses of many dotations are counted in the order's figures")
    func statuses() throws {
        _ = try store.setStatus(.activated, of: Array(ids.dropLast(5)), context: context)
        let summary = try #require(try store.summary(of: number))
        #expect(summary.counts == [.activated: ids.count - 5, .awaitingActivation: 5])
        #expect(try store.examine(at: context.date).isSound)
    }

    @Test("E-mails of many dotations are leased and recorded at once, each with what came of it")
    func leases() throws {
        _ = try store.apply(plan("a"), as: sheet, context: context)
        // A later one ends what the first is to say.
        let leased = try store.store.mail.leaseJobs(500, at: moment(0), linkDays: 30) { "<\($0.id)@exemple.fr>" }.jobs
        #expect(leased.count == 500 && Set(leased.map(\.dotation)).count == 500 && leased.allSatisfy { $0.attempt == 1 })
        #expect(try store.jobCounts().mapValues(\.count) == [.pending: ids.count - 500, .leased: 500])
        let refusal = DeliveryTrouble(.answered(code: 550, status: nil), words: "no such user", recipient: "")
        let results: [(DeliveryResult, Job)] = leased.enumerated().map { index, job in
            switch index % 4 {
            case 0: (.accepted, job)
            case 1: (.refused(refusal, concernsAddress: true), job)
            case 2: (.deferred(refusal), job)
            default: (.interrupted(mayHaveLeft: true), job)
            }
        }
        var random = SystemRandomNumberGenerator()
        let recorded = try store.store.mail.record(results, at: moment(1), user: "systeme", random: &random)
        #expect(recorded == results.indices.map { .became([Job.State.sent, .failed, .retry, .pending][$0 % 4]) })
        // Whoever records them once more has none of them.
        #expect(try store.store.mail.record(results, at: moment(2), user: "systeme", random: &random).allSatisfy { $0 == .lost })
        #expect(try store.jobs([.failed]).allSatisfy { $0.lastError == "no such user" && $0.failures == 1 && !$0.mayHaveLeft })
        #expect(try store.dotations(of: number).count { $0.status == .emailError } == 125)
        #expect(try store.jobCounts().mapValues(\.count) == [.pending: ids.count - 375, .retry: 125, .sent: 125, .failed: 125])
        #expect(try store.examine(at: context.date).isSound)
    }

    @Test("The server has looked at what a large write has made, before anybody reads it", .onServer)
    func analyzed() throws {
        let connection = try PostgresConnection(folder.address(#require(TestServer.options)))
        func rows(_ table: String) throws -> Int {
            try Connection(engine: .postgres(connection)).int(
                "SELECT CAST(reltuples AS BIGINT) FROM pg_class WHERE oid = CAST('dotations.\(table)' AS regclass)") ?? 0
        }
        #expect(try rows("dotations") == ids.count)
        #expect(try rows("jobs") <= 0)
        _ = try store.apply(plan("a"), as: sheet, context: context)
        #expect(try rows("jobs") == ids.count && rows("audit") == ids.count)
        // Nobody but the app may have it look.
        try connection.execute("SET ROLE dotations_mail")
        #expect(throws: StoreError.self) { try connection.execute("SELECT dotations.analyze_grown()") }
    }

    @Test("A statement for one row is made one for many")
    func forms() throws {
        let insertion = try ManyRows("INSERT INTO orders (client, number, date) VALUES (:client, ?, ?)", [.number, .text])
        #expect(
            insertion.sql == """
                INSERT INTO orders (client, number, date) SELECT $1, rows.v2, rows.v3 \
                FROM unnest(CAST($2 AS bigint[]), CAST($3 AS text[])) WITH ORDINALITY AS rows (v2, v3, place)
                """)
        let update = try ManyRows("UPDATE orders SET date = ? WHERE client = :client AND number = ?", [.text, .number])
        #expect(
            update.sql == """
                UPDATE orders SET date = rows.v2 FROM unnest(CAST($2 AS text[]), CAST($3 AS bigint[])) WITH ORDINALITY AS rows (v2, v3, place) \
                WHERE client = $1 AND number = rows.v3 RETURNING rows.place
                """)
        #expect(!insertion.givesPlaces && update.givesPlaces)
        expect(.failed) { try ManyRows("DELETE FROM orders WHERE client = :client AND number = ?", [.number]) }
    }

    private func write(_ rows: [[SQLValue]]) throws {
        try store.write { connection throws(StoreError) in
            var queue = try RowQueue(connection, "INSERT INTO orders (client, number, date, paid_at) VALUES (:client, ?, ?, ?)")
            for row in rows { try queue.write(row) }
            try queue.flush()
        }
    }

    @Test(
        "As many rows as one statement inserts, one more, one fewer, or several times as many: each is there once",
        arguments: [1, 63, 64, 65, 128, 1_001])
    func insertions(_ count: Int) throws {
        let rows: [[SQLValue]] = (0..<count).map {
            [.int(1_000_000 + $0), .text("2024-01-\(10 + $0 % 20)"), $0 % 3 == 0 ? .null : .int($0)]
        }
        try write(rows)
        let found = try store.read { connection throws(StoreError) in
            let statement = try Statement(
                connection, "SELECT number, date, paid_at FROM orders WHERE client = :client AND number < 2000000 ORDER BY number")
            var found: [[String]] = []
            while try statement.step() {
                let row: [SQLValue] = [
                    .int(statement.int("number")), .text(statement.text("date")), SQLValue(statement.optionalInt("paid_at")),
                ]
                found.append(row.map { "\($0)" })
            }
            return found
        }
        #expect(found == rows.map { $0.map { "\($0)" } })
        #expect(try store.examine(at: context.date).isSound)
        // Of rows of which one is refused, wherever it is, none is written.
        for place in Set([0, count / 2, count - 1]) {
            var others: [[SQLValue]] = (0..<count).map { [.int(1_500_000 + $0), "2024-01-01", .null] }
            others[place] = rows[place]
            #expect(throws: StoreError.self) { try write(others) }
            others[place] = [.int(1_900_000), "2024-01-01"]
            // Each engine writes so many with one statement.
            if place < count / 64 * 64 { expect(.failed) { try write(others) } }
        }
        let left = try store.read { connection throws(StoreError) in
            try connection.int("SELECT count(*) FROM orders WHERE client = :client AND number BETWEEN 1500000 AND 1999999")
        }
        #expect(left == 0)
    }

    @Test("What cannot be written leaves nothing of the other rows")
    func refused() throws {
        try write([[1_000_001, "2024-01-01", .null], [1_000_002, "2024-01-02", 5]])
        #expect(throws: StoreError.self) { try write([[1_000_003, "2024-01-01", .null], [1_000_001, "2024-01-02", 5]]) }
        if !TestServer.isAbsent {
            expect(.failed) { try write([[1_000_003, "2024-01-01", .null], [1_000_004, "2024-01\u{0}02", .null]]) }
            expect(.failed) { try write([[1_000_003, "2024-01-01", .null], ["1000004", "2024-01-02", .null]]) }
            expect(.failed) { try write([[1_000_003, "2024-01-01", .null], [1_000_004, "2024-01-02"]]) }
        }
        let found = try store.read { connection throws(StoreError) in
            try connection.int("SELECT count(*) FROM orders WHERE client = :client AND number < 2000000")
        }
        #expect(found == 2)
    }
}
