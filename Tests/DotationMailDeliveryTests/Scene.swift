import DotationMail
import DotationMailDelivery
import Dotations
import Foundation
import Logging
import Synchronization

@testable import DotationStore

/// A clock that stands still but for those who wait by it.
final class TestClock: DeliveryClock {
    static let start = Date(timeIntervalSince1970: 1_700_000_000)

    private let elapsed = Mutex(0)

    /// The nanoseconds that have gone by.
    var nanoseconds: Int { elapsed.withLock(\.self) }

    var now: OutboxTime {
        let nanoseconds = nanoseconds
        return OutboxTime(
            date: Self.start.addingTimeInterval(Double(nanoseconds) / 1_000_000_000), steady: 1_000_000 + nanoseconds / 1_000_000,
            boot: "test")
    }

    private let event = Mutex<(isDue: @Sendable () -> Bool, happen: @Sendable () -> Void)?>(nil)

    /// Has something happen once, the first time that somebody sleeps when it is due.
    func onceAsleep(_ isDue: @escaping @Sendable () -> Bool, _ happen: @escaping @Sendable () -> Void) {
        event.withLock { $0 = (isDue, happen) }
    }

    func sleep(nanoseconds: Int) {
        elapsed.withLock { $0 += nanoseconds }
        let due = event.withLock { event in
            guard let due = event, due.isDue() else { return nil as (@Sendable () -> Void)? }
            event = nil
            return due.happen
        }
        due?()
        // Whoever else works gets to it.
        Thread.sleep(forTimeInterval: 0.000_05)
    }

    func pass(seconds: Int) { elapsed.withLock { $0 += seconds * 1_000_000_000 } }
}

/// What a mail server of the tests answers, and what it was asked.
final class TestServer: Sendable {
    typealias Answer =
        @Sendable (_ number: Int, _ recipient: String, _ shouldContinue: (DeliveryStage) -> Bool) throws(MailError) -> DeliveryResult

    private let tried = Mutex<[(recipient: String, message: String)]>([])
    private let answer: Answer

    init(_ answer: @escaping Answer) { self.answer = answer }

    /// A server that takes every message.
    static func taking() -> TestServer {
        TestServer { _, _, shouldContinue in shouldContinue(.underWay) ? .accepted : .interrupted(mayHaveLeft: false) }
    }

    /// The recipients of the messages, in their order.
    var recipients: [String] { tried.withLock { $0.map(\.recipient) } }
    /// The messages, in their order.
    var messages: [String] { tried.withLock { $0.map(\.message) } }

    fileprivate func take(
        _ recipient: String, _ message: [UInt8], _ shouldContinue: (DeliveryStage) -> Bool
    ) throws(MailError) -> DeliveryResult {
        let number = tried.withLock { tried in
            tried.append((recipient, String(decoding: message, as: UTF8.self)))
            return tried.count
        }
        return try answer(number, recipient, shouldContinue)
    }
}

private struct TestConnection: MessageTransport {
    let server: TestServer

    func send(_ message: [UInt8], to recipient: EmailAddress, shouldContinue: (DeliveryStage) -> Bool) throws(MailError) -> DeliveryResult {
        try server.take(recipient.text, message, shouldContinue)
    }
}

extension DeliveryTrouble {
    static let busy = DeliveryTrouble(.answered(code: 451, status: "4.7.1"), words: "451 later", recipient: "")
    static let unknownUser = DeliveryTrouble(.answered(code: 550, status: "5.1.1"), words: "550 no such user", recipient: "")
    static let none = DeliveryTrouble(.noConnection, cause: .notAnsweredInTime, detail: "couldn't connect")
}

/// A log that tells what failed, on the thread on which it did.
private struct TestLog: LogHandler {
    let failed: @Sendable () -> Void
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.error

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { failed() }
}

/// A store with an order whose people all wait for their e-mail.
final class Scene: Sendable {
    let clock = TestClock()
    let store: ClientStore
    let ids: [Dotation.ID]
    private let path: String
    private let settings: MessageSettings

    init(people count: Int, hasPages: Bool = true) throws {
        path = NSTemporaryDirectory() + "delivery-tests-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        store = try Store(path: path + "/dotations.sqlite").client()
        guard let number = OrderNumber(rawValue: 2_800_886), let date = CalendarDate(year: 2020, month: 8, day: 21) else {
            throw CocoaError(.formatting)
        }
        let context = OperationContext(user: "alice", way: .command, date: TestClock.start)
        let people = (0..<count).map { index in
            NewDotation(
                matricule: "\(index)", lastName: "Nom\(index)", firstName: "Zoé",
                contact: Contact(email: "p\(index)@yopmail.com", mobile: "06" + String(10_000_000 + index)),
                amount: Euros(cents: 100_000), status: .awaitingActivation)
        }
        ids = try store.createOrder(Order(number: number, date: date, isPaid: true), dotations: people, context: context)
        _ = try store.resend(.order(number), context: context)
        var environment = ["DOTATIONS_MAIL_FROM": "CSE Exemple <cse@exemple.fr>", "DOTATIONS_LINK_BASE": "https://exemple.fr/a"]
        environment["DOTATIONS_WEB_ORIGIN"] = hasPages ? "https://espace.exemple.fr/" : nil
        settings = try MessageSettings(file: nil, environment: environment)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Leaves the first job as two workers do that ended at it.
    func endWorkersAtFirstJob() throws {
        try store.write { connection throws(StoreError) in
            _ = try connection.run(
                """
                UPDATE jobs SET state = 'leased', attempt = 2, expired_leases = 1, lease_until = 1, lease_boot = 'earlier'
                WHERE client = :client AND id = 1
                """)
        }
    }

    /// A worker that hands its messages to a server.
    func worker(
        _ server: TestServer, connections: Int = 1, rate: Double? = nil, follows: Bool = false, busyTimeout: TimeInterval = 5,
        failed: (@Sendable () -> Void)? = nil
    ) throws -> MailWorker {
        let log = Logger(label: "test") { _ in TestLog(failed: failed ?? {}) }
        func opened() throws -> Store { try Store(path: path + "/dotations.sqlite", busyTimeout: busyTimeout) }
        return MailWorker(
            try opened().mail, messages: try ClientMessages(settings, of: store.store.mail, clock: clock),
            options: .init(connections: connections, rate: rate, follows: follows, user: "worker"), log: log, clock: clock
        ) { () throws(MailError) in TestConnection(server: server) }
    }

    /// Takes the store's write lock, as another program does, until the body says that it is enough.
    func lock(until isEnough: @escaping @Sendable () -> Bool) {
        let begun = DispatchSemaphore(value: 0)
        Thread.detachNewThread { [store] in
            do throws(StoreError) {
                try store.write { _ in
                    begun.signal()
                    waitUntil(isEnough)
                }
            } catch {
                begun.signal()
            }
        }
        begun.wait()
    }

    var jobs: [Job] {
        get throws {
            var jobs: [Job] = []
            try store.forEachJob { jobs.append($0) }
            return jobs
        }
    }

    var states: [Job.State] { get throws { try jobs.map(\.state) } }
}

/// Waits, for ten seconds at most, until something has happened on another thread.
@discardableResult
func waitUntil(_ hasHappened: () -> Bool) -> Bool {
    for _ in 0..<120_000 {
        if hasHappened() { return true }
        Thread.sleep(forTimeInterval: 0.001)
    }
    return false
}
