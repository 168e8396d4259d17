internal import Dispatch
internal import DotationMail
internal import DotationStore
internal import Dotations
internal import Synchronization

/// Records what came of e-mails, several in one transaction.
///
/// Each transaction waits for the disk. Meanwhile the connections send on, and what they hand in is the next transaction. How many results
/// may be on their way to the disk is bounded: a worker that is killed then has those messages sent again.
final class ResultRecorder: Sendable {
    /// What came of an e-mail.
    struct Entry: Sendable {
        let mail: LeasedMail
        let result: DeliveryResult
        /// Its name in logs.
        let outcome: String

        init(_ mail: LeasedMail, _ result: DeliveryResult) {
            self.mail = mail
            self.result = result
            outcome =
                switch result {
                case .accepted: JobOutcome.accepted.code
                case .refused(let trouble, _), .deferred(let trouble): trouble.outcome.code
                case .interrupted(mayHaveLeft: true): "interrupted"
                case .interrupted(mayHaveLeft: false): "returned"
                }
        }

        /// An e-mail that was not sent, as no message can be.
        init(_ mail: LeasedMail, _ error: MailError) {
            self.mail = mail
            result = .interrupted(mayHaveLeft: false)
            outcome = error.code.rawValue
        }

        /// What a log has besides.
        var detail: String? { if case .deferred(let trouble) = result { trouble.detail } else { nil } }
    }

    /// How many results may wait to be recorded.
    static let limit = 16

    /// For how many nanoseconds a store is left alone that was locked for longer than a write waits.
    private static let pause = 50_000_000

    private let store: MailStore
    private let dispatcher: Dispatcher
    private let metrics: DeliveryMetrics
    private let user: String
    private let clock: any DeliveryClock
    private let places = DispatchSemaphore(value: limit)
    private let queue = DispatchQueue(label: "results")
    private let waiting = Mutex<[Entry]>([])

    init(_ store: MailStore, _ dispatcher: Dispatcher, _ metrics: DeliveryMetrics, user: String, clock: any DeliveryClock) {
        self.store = store
        self.dispatcher = dispatcher
        self.metrics = metrics
        self.user = user
        self.clock = clock
    }

    /// Takes a result; waits where too many are on their way.
    func take(_ entry: Entry) {
        places.wait()
        waiting.withLock { $0.append(entry) }
        queue.async { self.recordWaiting() }
    }

    /// Has the store know that these were not tried.
    func giveBack(_ mails: [LeasedMail]) {
        guard !mails.isEmpty else { return }
        queue.async { self.record(mails.map { Entry($0, .interrupted(mayHaveLeft: false)) }) }
    }

    /// Waits until all results are recorded.
    func finish() { queue.sync { recordWaiting() } }

    private func recordWaiting() {
        let entries = waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
        record(entries)
        for _ in entries { places.signal() }
    }

    /// Tries again while the store is busy: a result that is not recorded has its message sent again.
    private func record(_ entries: [Entry]) {
        guard !entries.isEmpty else { return }
        var random = SystemRandomNumberGenerator()
        var (jobs, userMails) = LeasedMail.parted(entries.map(\.mail))
        while true {
            do throws(StoreError) {
                let now = clock.now
                let done = try store.record(jobs.map { (entries[$0].result, $1) }, at: now, user: user, random: &random)
                for ((index, _), result) in zip(jobs, done) { metrics.recorded(entries[index], result, at: now.date) }
                jobs = []
                let sent = try store.record(userMails.map { (entries[$0].result, $1) }, at: now, random: &random)
                for ((index, _), result) in zip(userMails, sent) { metrics.recorded(entries[index], result, at: now.date) }
                break
            } catch {
                metrics.storeFailed(error)
                if error.code == .locked {
                    clock.sleep(nanoseconds: Self.pause)
                    continue
                }
                dispatcher.end(.failed(.store(error)))
                break
            }
        }
        for entry in entries { dispatcher.finished(entry.mail) }
    }
}
