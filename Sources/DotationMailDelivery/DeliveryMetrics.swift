internal import DotationStore
internal import Dotations
internal import Foundation
internal import Logging
internal import Synchronization

/// What a worker has sent, counted and logged; without anything that says who somebody is.
public final class DeliveryMetrics: Sendable {
    /// How many jobs became what.
    public struct Counts: Sendable {
        /// Taken by the mail server.
        public internal(set) var sent = 0
        /// To be tried again.
        public internal(set) var retry = 0
        /// Given up.
        public internal(set) var failed = 0
        /// Of no use any more.
        public internal(set) var cancelled = 0
        /// Not tried.
        public internal(set) var returned = 0
        /// Not recorded, as the lease was over.
        public internal(set) var lost = 0
        /// The tries by what came of them: `accepted`, `smtp.550`…
        var outcomes: [String: Int] = [:]
        /// How long the mail server took for a message.
        var attempts = Histogram(bounds: [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60, 600])
        var lastSuccess: Date?

        /// How many jobs were taken up and ended.
        public var tried: Int { sent + retry + failed }
    }

    let log: Logger
    private let state = Mutex(Counts())

    init(log: Logger) { self.log = log }

    /// How many jobs became what until now.
    public var counts: Counts { state.withLock(\.self) }

    /// A message was handed to the mail server, whatever it said.
    func tried(_ outcome: String, seconds: Double) {
        state.withLock { counts in
            counts.outcomes[outcome, default: 0] += 1
            counts.attempts.add(seconds: seconds)
        }
    }

    /// What came of a job is recorded.
    func recorded(_ entry: ResultRecorder.Entry, _ fate: RecordedResult, at now: Date) {
        var metadata = entry.mail.metadata
        metadata["outcome"] = .string(entry.outcome)
        if let detail = entry.detail { metadata["detail"] = .string(detail) }
        switch fate {
        case .became(.sent):
            state.withLock {
                $0.sent += 1
                $0.lastSuccess = now
            }
            log.info("sent", metadata: metadata)
        case .became(.retry) where entry.result == .interrupted(mayHaveLeft: false), .became(.pending):
            state.withLock { $0.returned += 1 }
            log.info("returned", metadata: metadata)
        case .became(.retry), .became(.leased):
            state.withLock { $0.retry += 1 }
            log.warning("to be tried again", metadata: metadata)
        case .became(.failed):
            state.withLock { $0.failed += 1 }
            log.warning("given up", metadata: metadata)
        case .became(.cancelled):
            state.withLock { $0.cancelled += 1 }
            log.notice("cancelled", metadata: metadata)
        case .lost:
            state.withLock { $0.lost += 1 }
            log.error("not recorded: the lease was over", metadata: metadata)
        }
    }

    func cancelled(_ job: Job.Reference, _ blocker: CancellationReason) {
        state.withLock { $0.cancelled += 1 }
        log.notice("cancelled", metadata: Self.metadata(job, blocker.rawValue))
    }

    /// A job that ended each of its workers is given up.
    func gaveUp(_ job: Job.Reference) {
        state.withLock { $0.failed += 1 }
        log.error("given up", metadata: Self.metadata(job, JobOutcome.workersEnded.code))
    }

    private static func metadata(_ job: Job.Reference, _ outcome: String) -> Logger.Metadata {
        ["client": .stringConvertible(job.client), "job": .stringConvertible(job.id), "outcome": .string(outcome)]
    }

    func cancelled(_ mail: UserMail.ID, _ reason: UserMail.Cancellation) {
        state.withLock { $0.cancelled += 1 }
        log.notice("cancelled", metadata: ["user-mail": .stringConvertible(mail), "outcome": .string(reason.rawValue)])
    }

    /// An e-mail to a user that ended each of its workers is given up.
    func gaveUp(_ mail: UserMail.ID) {
        state.withLock { $0.failed += 1 }
        log.error("given up", metadata: ["user-mail": .stringConvertible(mail), "outcome": .string(JobOutcome.workersEnded.code)])
    }

    func storeFailed(_ error: StoreError) { log.error("the store failed", metadata: ["code": .string(error.code.rawValue)]) }

    /// Nothing is handed to the mail server for that long.
    func waits(seconds: Int) { log.warning("waiting for the mail server", metadata: ["seconds": .stringConvertible(seconds)]) }

    func serverFailed(_ code: String) { log.error("nothing can be sent", metadata: ["code": .string(code)]) }
}
