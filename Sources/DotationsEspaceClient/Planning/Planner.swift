internal import DotationsApplication
internal import Foundation
internal import Subprocess
internal import SystemPackage

/// Has plans made and carried out by a process of its own, which no file can take the pages down with.
struct Planner: Sendable {
    /// How many processes run at once.
    private static let processLimit = 2
    /// How many requests wait for one, and for how long; more are refused.
    private static let waitingLimit = 16
    private static let waitingTime = Duration.seconds(60)
    /// How many seconds a process has.
    private static let patience = 180

    /// The executable, which does ``PlannerProcess/run()`` with the argument `plan`.
    let executable: String
    private let slots = Slots(count: processLimit, waiting: waitingLimit, patience: waitingTime)

    init(executable: String) { self.executable = executable }

    /// What came of a request.
    ///
    /// - Throws: ``PlannerBusy`` where too many wait; ``PlannerLost`` where the process ended without an answer, or had to be ended.
    func reply(to request: PlannerRequest) async throws -> PlannerReply {
        // What one plan of a preview keeps must not mix with what another keeps.
        try await slots.take(for: request.preview)
        do {
            let reply = try await withTimeout { try await ask(request) }
            await slots.giveBack(request.preview)
            return reply
        } catch {
            await slots.giveBack(request.preview)
            throw error
        }
    }

    private func ask(_ request: PlannerRequest) async throws -> PlannerReply {
        let input = [UInt8](try JSONEncoder().encode(request))
        let result = try await run(
            .path(FilePath(executable)), arguments: ["plan"],
            // The process that plans needs no SMTP password, and gets none.
            environment: .inherit.updating(["DOTATIONS_SMTP_PASSWORD": nil]),
            input: .inputWriter, output: .bytes(limit: 1 << 20), error: .discarded
        ) { execution in
            // Where the process has ended already, its status says so. Given as `.array`, what cannot be written ends this process instead:
            // swift-subprocess 1.0.2 closes its descriptor only after writing all (swift-subprocess#367).
            _ = try? await execution.standardInputWriter.write(input)
            try await execution.standardInputWriter.finish()
        }
        guard case .exited(0) = result.terminationStatus,
            let reply = try? JSONDecoder().decode(PlannerReply.self, from: Data(result.standardOutput))
        else { throw PlannerLost() }
        return reply
    }

    /// The process is ended with the task that waits for it.
    private func withTimeout(_ work: @escaping @Sendable () async throws -> PlannerReply) async throws -> PlannerReply {
        try await withThrowingTaskGroup(of: PlannerReply?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(for: .seconds(Self.patience))
                return nil
            }
            defer { group.cancelAll() }
            guard let reply = try await group.next() ?? nil else { throw PlannerLost() }
            return reply
        }
    }
}

/// Too many plans are being made.
struct PlannerBusy: Error {}

/// The process that planned ended without an answer.
struct PlannerLost: Error {}

/// The process that carried a plan out ended without an answer: it may have done all of it, or nothing.
struct ApplicationLost: Error {}

/// A place for each that may work at once. The others wait in the order in which they came, so many at most and so long; what has the same key is
/// done one after the other.
actor Slots {
    typealias Waiting = (number: Int, key: String, goesOn: CheckedContinuation<Bool, Never>)

    private var free: Int
    private let limit: Int
    private let patience: Duration
    private var working: Set<String> = []
    private(set) var waiting: [Waiting] = []
    private var count = 0

    init(count: Int, waiting limit: Int, patience: Duration) { (free, self.limit, self.patience) = (count, limit, patience) }

    func take(for key: String) async throws(PlannerBusy) {
        if free > 0, !working.contains(key) { return begin(key) }
        // Who presses again and again takes no place from others.
        guard waiting.count < limit, waiting.count(where: { $0.key == key }) < 2 else { throw PlannerBusy() }
        count += 1
        let (number, patience) = (count, patience)
        let timer = Task {
            try await Task.sleep(for: patience)
            giveUp(number)
        }
        let hasPlace = await withCheckedContinuation { waiting.append((number, key, $0)) }
        timer.cancel()
        guard hasPlace else { throw PlannerBusy() }
    }

    func giveBack(_ key: String) {
        free += 1
        working.remove(key)
        guard let next = waiting.firstIndex(where: { !working.contains($0.key) }) else { return }
        let (_, key, goesOn) = waiting.remove(at: next)
        begin(key)
        goesOn.resume(returning: true)
    }

    private func begin(_ key: String) {
        free -= 1
        working.insert(key)
    }

    private func giveUp(_ number: Int) {
        guard let index = waiting.firstIndex(where: { $0.number == number }) else { return }
        waiting.remove(at: index).goesOn.resume(returning: false)
    }
}
