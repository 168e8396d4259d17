import DotationStore
import Dotations

/// What the outbox has to be like: a list of jobs and the rules, said as plainly as can be.
struct OutboxModel {
    struct Entry: Equatable {
        let dotation: Int
        var recipient: Int
        var state = Job.State.pending
        var attempt = 0
        var failures = 0
        var expiredLeases = 0
        var supersededBy: Int?
        var dueAt: Int
        var scheduledAt: Int
        var leaseUntil = 0
        var boot = ""
    }

    var jobs: [Entry] = []
    var address: [Int]
    var activated: Set<Int> = []
    var accounts: Set<Int> = []
    var errors: Set<Int> = []

    init(dotations: Int) { address = Array(repeating: 0, count: dotations) }

    mutating func add(_ dotation: Int, at now: Int) {
        let new = jobs.count
        for index in jobs.indices where jobs[index].dotation == dotation && jobs[index].supersededBy == nil {
            switch jobs[index].state {
            case .pending, .retry:
                jobs[index].state = .cancelled
                jobs[index].supersededBy = new
            case .leased: jobs[index].supersededBy = new
            case .sent, .failed, .cancelled: break
            }
        }
        jobs.append(Entry(dotation: dotation, recipient: address[dotation], dueAt: now, scheduledAt: now))
    }

    /// Whether the e-mail is of no use any more; all of the model's are account creations.
    func isBarred(_ index: Int) -> Bool {
        jobs[index].supersededBy != nil || activated.contains(jobs[index].dotation) || accounts.contains(jobs[index].dotation)
    }

    /// Whether a worker may take the job up.
    func isDue(_ index: Int, at now: OutboxTime, _ milliseconds: Int) -> Bool {
        let job = jobs[index]
        switch job.state {
        case .leased: return job.boot != now.boot || job.leaseUntil <= now.steady || job.leaseUntil > now.steady + 120_000
        case .pending, .retry:
            return (job.dueAt <= milliseconds || job.scheduledAt > milliseconds + 60_000)
                && !jobs.contains { $0.dotation == job.dotation && $0.state == .leased }
        case .sent, .failed, .cancelled: return false
        }
    }

    /// Whether workers ended at it, so that it is lent alone and last.
    func isSuspect(_ index: Int) -> Bool { jobs[index].state == .leased && jobs[index].expiredLeases > 0 }

    mutating func lend(_ index: Int, at now: OutboxTime) {
        if jobs[index].state == .leased { jobs[index].expiredLeases += 1 }
        jobs[index].state = .leased
        jobs[index].attempt += 1
        jobs[index].leaseUntil = now.steady + 60_000
        jobs[index].boot = now.boot
    }

    func holds(_ index: Int, _ attempt: Int) -> Bool { jobs[index].state == .leased && jobs[index].attempt == attempt }

    /// What a result makes of a job; for a retry, when it is due is the store's to say.
    mutating func record(_ result: DeliveryResult, _ index: Int, attempt: Int, dueAt: Int, at now: Int) -> RecordedResult {
        guard holds(index, attempt) else { return .lost }
        jobs[index].expiredLeases = 0
        let (dotation, isPresent) = (jobs[index].dotation, jobs[index].recipient == address[jobs[index].dotation])
        if result == .accepted {
            jobs[index].state = .sent
            if isPresent { errors.remove(dotation) }
        } else if isBarred(index) {
            jobs[index].state = .cancelled
        } else {
            switch result {
            case .interrupted, .accepted: jobs[index].state = jobs[index].failures == 0 ? .pending : .retry
            case .deferred where jobs[index].failures < 9:
                jobs[index].state = .retry
                jobs[index].failures += 1
                jobs[index].dueAt = dueAt
                jobs[index].scheduledAt = now
            case .deferred, .refused:
                jobs[index].state = .failed
                jobs[index].failures += 1
                if case .refused(_, concernsAddress: true) = result { errors.insert(dotation) }
            }
        }
        return .became(jobs[index].state)
    }

    mutating func retry(_ index: Int, at now: Int) -> Bool {
        let job = jobs[index]
        let hasLater = jobs.indices.contains { $0 > index && jobs[$0].dotation == job.dotation && jobs[$0].state != .cancelled }
        switch job.state {
        case .pending, .retry: break
        case .failed where !isBarred(index) && !hasLater && job.recipient == address[job.dotation]: jobs[index].state = .retry
        default: return false
        }
        jobs[index].failures = 0
        jobs[index].expiredLeases = 0
        jobs[index].dueAt = now
        jobs[index].scheduledAt = now
        return true
    }

    mutating func cancel(_ index: Int, at now: OutboxTime) -> Bool {
        switch jobs[index].state {
        case .leased where isDue(index, at: now, 0):
            jobs[index].state = .cancelled
            jobs[index].expiredLeases = 0
            return true
        case .pending, .retry, .failed:
            jobs[index].state = .cancelled
            return true
        case .leased, .sent, .cancelled: return false
        }
    }
}
