internal import Dispatch
public import DotationMail
public import DotationStore
internal import Foundation
public import Logging

/// Sends the e-mails of an outbox: leases jobs, hands their messages to the mail server, and records what came of each.
///
/// An e-mail is sent at least once: where a worker ends between the server's answer and its record, the message is sent again, under the same
/// Message-ID. Several workers, in several processes, can work on one outbox.
public final class MailWorker: Sendable {
    /// How a worker works.
    public struct Options: Sendable {
        /// How many connections it uses; at least 1.
        public let connections: Int
        /// How many messages a second it sends at most; nil, or a number that is not positive, for no limit.
        public let rate: Double?
        /// Whether it works until it is stopped. Otherwise it ends once everything that was due at its start has been taken up.
        public var follows: Bool
        /// Who sends, as the history has it.
        public var user: String

        /// How a worker works.
        public init(connections: Int = 2, rate: Double? = nil, follows: Bool = false, user: String) {
            self.connections = max(1, connections)
            self.rate = rate.flatMap { $0 > 0 ? $0 : nil }
            self.follows = follows
            self.user = user
        }
    }

    /// Makes a connection to the mail server, for one thread.
    public typealias Connect = @Sendable () throws(MailError) -> any MessageTransport

    /// What it has sent.
    public let metrics: DeliveryMetrics
    private let store: MailStore
    private let options: Options
    private let clock: any DeliveryClock
    private let dispatcher: Dispatcher
    private let recorder: ResultRecorder
    private let sender: Sender
    private let messages: ClientMessages
    private let log: Logger

    /// A worker.
    ///
    /// - Parameters:
    ///   - store: the e-mails of all clients.
    ///   - messages: makes the messages.
    ///   - options: how to work.
    ///   - log: takes what happens, without personal data.
    ///   - clock: the time.
    ///   - connect: makes the connections.
    public init(
        _ store: MailStore, messages: ClientMessages, options: Options, log: Logger, clock: any DeliveryClock = SystemClock(),
        connect: @escaping Connect
    ) {
        self.store = store
        self.messages = messages
        self.options = options
        self.clock = clock
        self.log = log
        metrics = DeliveryMetrics(log: log)
        dispatcher = Dispatcher(store, messages, metrics, options, clock: clock)
        recorder = ResultRecorder(store, dispatcher, metrics, user: options.user, clock: clock)
        sender = Sender(
            connect: connect, clock: clock, messages: messages, dispatcher: dispatcher, recorder: recorder, metrics: metrics)
    }

    /// Whether it waits for the mail server, which could not be reached.
    public var isPaused: Bool { dispatcher.isPaused }

    /// Ends the work: what is being sent is finished, what was not begun is given back. Can be called from any thread.
    public func stop() { dispatcher.end(.stopped) }

    /// Works until it ends, on threads of its own.
    ///
    /// - Parameter tick: called ten times a second, on this thread.
    /// - Returns: what was done.
    /// - Throws: ``DotationStore/StoreError`` where the outbox cannot be read at the end.
    public func run(tick: () -> Void = {}) throws(StoreError) -> DeliveryReport {
        log.notice(
            "sending", metadata: ["connections": .stringConvertible(options.connections), "follow": .stringConvertible(options.follows)])
        let start = ContinuousClock.now
        work(tick)
        recorder.giveBack(dispatcher.takeUnstarted())
        recorder.finish()
        let counts = metrics.counts
        log.notice("ended", metadata: ["sent": .stringConvertible(counts.sent), "failed": .stringConvertible(counts.failed)])
        return DeliveryReport(
            end: end(counts), counts: counts, outbox: try store.jobCounts(),
            waitingForPages: messages.hasPages ? 0 : try store.waitingUserMailCount(), seconds: (ContinuousClock.now - start) / .seconds(1))
    }

    private func work(_ tick: () -> Void) {
        let group = DispatchGroup()
        for index in 0..<options.connections {
            group.enter()
            // libcurl blocks.
            let thread = Thread { [sender] in
                sender.work()
                group.leave()
            }
            thread.name = "mail \(index + 1)"
            thread.start()
        }
        var renewedAt = clock.now.steady
        while group.wait(timeout: .now() + .milliseconds(100)) == .timedOut {
            // A third of a lease: two may fail.
            if clock.now.steady >= renewedAt + MailStore.leaseLength / 3 {
                renewedAt = clock.now.steady
                do { try dispatcher.renewAll() } catch { metrics.storeFailed(error) }
            }
            // Jobs that were being leased as the mail server failed.
            if isPaused { recorder.giveBack(dispatcher.takeUnstarted()) }
            tick()
        }
    }

    private func end(_ counts: DeliveryMetrics.Counts) -> DeliveryEnd {
        switch dispatcher.end {
        // Fewer e-mails than it takes to end early, and the server answered to none.
        case .done, nil: if counts.tried == counts.retry, let trouble = dispatcher.trouble { .failed(trouble) } else { .done }
        case .stopped: .stopped
        case .failed(let failure): .failed(failure)
        }
    }
}
