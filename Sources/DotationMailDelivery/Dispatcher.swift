internal import DotationMail
internal import DotationStore
internal import Foundation
internal import Synchronization

/// The jobs that this process has leased, handed out to its connections one by one.
///
/// They are leased in batches, so that the mail server is what takes time and not the store; a batch has what goes out within seconds, as
/// each job of it waits for nobody else.
final class Dispatcher: Sendable {
    private struct State {
        var waiting: [LeasedMail] = []
        /// What is leased, with the end of the lease on the steady clock.
        var held: [LeasedMail.Lease: (mail: LeasedMail, until: Int)] = [:]
        /// Whether some connection waits for the store to lease more.
        var isLeasing = false
        /// The client whose turn it was when jobs were last leased.
        var turn: Client.ID?
        /// Whether e-mails to users are leased before jobs the next time: the two take turns.
        var isTurnOfUsers = true
        var end: DeliveryEnd?
        var limit: RateLimit
        var nextLook = 0
        /// Whether the mail server takes messages, as far as is known: until then one job at a time is handed out, as a refused password that
        /// each connection tries once more can lock the account.
        var isServerReady = false
        /// The job by which that is to be found out.
        var probe: LeasedMail.Lease?
        var server = ServerBackoff()
        var endedAt: Int?
        /// How many jobs to lease at once, and when that was last done.
        var batch: Int
        var leasedAt = 0
        /// When a job at which workers ended was last asked for before all others.
        var suspectAt: Int

        /// Whether a job is at work that is to be sent alone, as workers ended at it.
        var holdsSuspect: Bool { held.values.contains { $0.mail.expiredLeases > 1 } }
    }

    private let store: MailStore
    private let check: SendCheck
    private let messages: ClientMessages
    private let metrics: DeliveryMetrics
    private let clock: any DeliveryClock
    private let batches: ClosedRange<Int>
    /// Until when jobs must have been due; nil for going on.
    private let dueBy: Date?
    private let state: Mutex<State>

    init(
        _ store: MailStore, _ messages: ClientMessages, _ metrics: DeliveryMetrics, _ options: MailWorker.Options,
        clock: any DeliveryClock
    ) {
        self.store = store
        check = SendCheck(store)
        self.messages = messages
        self.metrics = metrics
        self.clock = clock
        dueBy = options.follows ? nil : clock.now.date
        let (connections, rate) = (options.connections, options.rate)
        // At most what goes out within ten seconds.
        let most = max(1, min(connections * 32, rate.map { Int($0 * 10) } ?? .max))
        batches = min(connections, most)...most
        state = Mutex(State(limit: RateLimit(rate: rate), batch: min(connections * 8, most), suspectAt: clock.now.steady))
    }

    /// The next job, once it is its turn; nil where there are no more.
    func next() -> LeasedMail? {
        while true {
            switch state.withLock({ turn(&$0, clock.now) }) {
            case .send(let mail, let pause):
                if sleep(nanoseconds: pause) { return mail }
                put(back: mail)
                return nil
            case .lease(let count): lease(count)
            case .wait(let nanoseconds): guard end == nil, sleep(nanoseconds: nanoseconds) else { return nil }
            }
        }
    }

    /// What a connection is to do that has no job.
    private enum Turn {
        /// Send a job, after so many nanoseconds.
        case send(LeasedMail, after: Int)
        /// Lease so many jobs.
        case lease(Int)
        /// Ask again after so many nanoseconds.
        case wait(Int)
    }

    private func turn(_ state: inout State, _ now: OutboxTime) -> Turn {
        guard state.end == nil, state.isServerReady || state.probe == nil, now.steady >= state.server.pausedUntil else {
            return .wait(50_000_000)
        }
        if let mail = state.waiting.popLast() {
            if !state.isServerReady { state.probe = mail.lease }
            return .send(mail, after: state.limit.wait(from: now.steady * 1_000_000))
        }
        // Another connection is about to have jobs for this one too.
        guard !state.isLeasing else { return .wait(1_000_000) }
        guard now.steady >= state.nextLook, !state.holdsSuspect else { return .wait(50_000_000) }
        switch now.steady - state.leasedAt {
        case ..<1000: state.batch = min(state.batch * 2, batches.upperBound)
        case 4000...: state.batch = max(state.batch / 2, batches.lowerBound)
        default: break
        }
        state.leasedAt = now.steady
        state.isLeasing = true
        return .lease(state.isServerReady ? state.batch : 1)
    }

    /// Leases jobs. The store may be locked for seconds, while messages that are being sent ask whether to go on: so the state is not.
    private func lease(_ count: Int) {
        let now = clock.now
        do throws(StoreError) {
            let turn = state.withLock { state in
                defer { state.isTurnOfUsers.toggle() }
                return state.isTurnOfUsers
            }
            var mails = turn ? try leaseUserMails(count, at: now) : []
            var isBusy = false
            if mails.isEmpty { (mails, isBusy) = try leaseJobs(count, at: now) }
            if mails.isEmpty, !turn { mails = try leaseUserMails(count, at: now) }
            state.withLock { state in
                state.isLeasing = false
                for mail in mails { state.held[mail.lease] = (mail, now.steady + MailStore.leaseLength) }
                state.waiting += mails.reversed()
                guard mails.isEmpty else { return }
                // Whoever writes for the client of what is due will soon have written.
                guard !isBusy else { return state.nextLook = now.steady + 20 }
                state.nextLook = now.steady + 1000
                if dueBy != nil { end(&state, .done) }
            }
        } catch {
            state.withLock { state in
                state.isLeasing = false
                // Another program writes for long: it will end.
                if error.code == .locked, dueBy == nil { state.nextLook = now.steady + 1000 } else { end(&state, .failed(.store(error))) }
            }
            metrics.storeFailed(error)
        }
    }

    private func leaseJobs(_ count: Int, at now: OutboxTime) throws(StoreError) -> (mails: [LeasedMail], isBusy: Bool) {
        // Others wait for no longer than such a job's message takes, and it for little more than a minute, however much they have.
        let (turn, suspectFirst) = state.withLock { state in
            let suspectFirst = state.isServerReady && now.steady >= state.suspectAt + Self.suspectPause
            if suspectFirst { state.suspectAt = now.steady }
            return (state.turn, suspectFirst)
        }
        let leased = try store.leaseJobs(
            count, dueBy: dueBy, at: now, after: turn, suspectFirst: suspectFirst, linkDays: messages.linkDays,
            messageID: { messages.messageID($0) })
        for (job, blocker) in leased.cancelled { metrics.cancelled(job, blocker) }
        for job in leased.failed { metrics.gaveUp(job) }
        state.withLock { $0.turn = leased.turn }
        return (leased.jobs.map(LeasedMail.job), leased.isBusy)
    }

    /// None where there are no pages to which they could lead.
    private func leaseUserMails(_ count: Int, at now: OutboxTime) throws(StoreError) -> [LeasedMail] {
        guard messages.hasPages else { return [] }
        var random = SystemRandomNumberGenerator()
        let leased = try store.leaseUserMails(count, dueBy: dueBy, at: now, domain: messages.domain, using: &random)
        for (mail, reason) in leased.cancelled { metrics.cancelled(mail, reason) }
        for mail in leased.failed { metrics.gaveUp(mail) }
        return leased.mails.map(LeasedMail.userMail)
    }

    /// Sleeps, and says whether to go on: an empty queue does not cancel jobs in hand.
    private func sleep(nanoseconds: Int) -> Bool {
        var rest = nanoseconds
        while true {
            switch end {
            case .stopped, .failed: return false
            case .done, nil: break
            }
            if rest <= 0 { return true }
            let part = min(rest, 50_000_000)
            clock.sleep(nanoseconds: part)
            rest -= part
        }
    }

    /// Whether an e-mail is still this process's own and nothing blocks it, right before it is sent.
    ///
    /// While the handing out waits for the mail server, none is.
    func canSend(_ mail: LeasedMail) throws(StoreError) -> Bool {
        guard !isPaused, let until = state.withLock({ $0.held[mail.lease]?.until }) else { return false }
        // The process may have stood still, or slept for its turn.
        if clock.now.steady > until - MailStore.leaseLength / 2 { try renew([mail]) }
        guard isHeld(mail) else { return false }
        switch mail {
        case .job(let job): return try check.mayBeSent(job)
        case .userMail(let mail): return try store.mayBeSent(mail, at: clock.now.date)
        }
    }

    /// Whether an e-mail's lease has not ended, as far as this process knows.
    func isHeld(_ mail: LeasedMail) -> Bool {
        state.withLock { $0.held[mail.lease].map { clock.now.steady < $0.until } ?? false }
    }

    /// Renews all leases.
    func renewAll() throws(StoreError) { try renew(state.withLock { $0.held.values.map(\.mail) }) }

    private func renew(_ mails: [LeasedMail]) throws(StoreError) {
        let now = clock.now
        let (jobs, userMails) = LeasedMail.parted(mails)
        let lost = Set(
            try store.renewLeases(of: jobs.map(\.1), at: now).map { LeasedMail.job($0).lease }
                + store.renewLeases(of: userMails.map(\.1), at: now).map { LeasedMail.userMail($0).lease })
        state.withLock { state in
            for mail in mails where state.held[mail.lease] != nil {
                state.held[mail.lease] = lost.contains(mail.lease) ? nil : (mail, now.steady + MailStore.leaseLength)
            }
            state.waiting.removeAll { lost.contains($0.lease) }
        }
    }

    /// An e-mail is recorded, or was lost.
    func finished(_ mail: LeasedMail) {
        state.withLock { state in
            state.held[mail.lease] = nil
            if state.probe == mail.lease { state.probe = nil }
        }
    }

    private func put(back mail: LeasedMail) {
        state.withLock { state in
            state.waiting.append(mail)
            if state.probe == mail.lease { state.probe = nil }
        }
    }

    /// The jobs that were not begun, which nobody will begin here any more.
    func takeUnstarted() -> [LeasedMail] {
        state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
    }

    /// Ends the handing out. The first reason counts, but a stop or a failure also ends a worker that is done and still sends its last jobs.
    func end(_ reason: DeliveryEnd) { state.withLock { end(&$0, reason) } }

    private func end(_ state: inout State, _ reason: DeliveryEnd) {
        switch state.end {
        case .stopped, .failed: return
        case .done, nil: state.end = reason
        }
        if case .done = reason { return }
        state.endedAt = clock.now.steady
    }

    /// For how many milliseconds at least others go before a job at which workers ended.
    private static let suspectPause = 60_000

    /// For how many milliseconds after the end a message is still given to the server.
    private static let grace = 10_000

    /// Whether to go on with a message that is being sent.
    ///
    /// After the end, one that the server has not all of is soon given back, as nothing is lost by that. One that is complete is waited for:
    /// after giving it up nobody would know whether it arrives, and it would be sent twice.
    func shouldContinue(_ mail: LeasedMail, _ stage: DeliveryStage) -> Bool {
        state.withLock { state in
            if stage != .connecting, !state.isServerReady, state.probe == mail.lease { state.isServerReady = true }
            let now = clock.now.steady
            guard stage == .awaitingConfirmation || state.endedAt.map({ now < $0 + Self.grace }) ?? true else { return false }
            return state.held[mail.lease].map { now < $0.until } ?? false
        }
    }

    /// Why no more jobs are handed out; nil while they are.
    var end: DeliveryEnd? { state.withLock { $0.end } }

    /// The server has answered to a message.
    func serverAnswered() {
        state.withLock { state in
            state.isServerReady = true
            state.probe = nil
            state.server.answered()
        }
    }

    /// The server could not be reached, or wants something else than a message.
    ///
    /// A worker that follows the outbox waits, for longer each time. One that runs once ends at the third failure, or at once where `isCertain`.
    ///
    /// - Parameters:
    ///   - error: why.
    ///   - start: when the try began, on the steady clock.
    ///   - isCertain: whether it would happen to each message.
    ///   - isReached: whether the server was there.
    /// - Returns: the jobs that nobody has begun and that are to be given back.
    func serverFailed(_ error: DeliveryFailure, since start: Int, isCertain: Bool, isReached: Bool) -> [LeasedMail] {
        state.withLock { state in
            let now = clock.now.steady
            guard let troubles = state.server.failed(error, since: start, now: now) else { return [] }
            state.isServerReady = false
            state.probe = nil
            guard dueBy == nil else {
                if isCertain || troubles >= 3 { end(&state, .failed(error)) }
                return []
            }
            guard isCertain || !isReached || troubles >= 3 else { return [] }
            metrics.waits(seconds: state.server.pause(now: now))
            defer { state.waiting = [] }
            return state.waiting
        }
    }

    /// Why the last message had no answer; nil where it had one.
    var trouble: DeliveryFailure? { state.withLock { $0.server.last } }

    /// Whether the handing out waits for the mail server.
    var isPaused: Bool { state.withLock { $0.server.pausedUntil > clock.now.steady } }
}
