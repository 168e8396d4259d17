internal import DotationsApplication
internal import Foundation
internal import Subprocess
internal import SystemPackage

/// Has plans made and carried out by a process of its own, which no file can take the pages down with.
struct Planner: Sendable {
    /// How many processes run at once.
    private static let processLimit = 2
    /// How many requests wait for one; more are refused.
    private static let waitingLimit = 16
    /// How many seconds a process has.
    private static let patience = 180

    /// The executable, which does ``PlannerProcess/run()`` with the argument `plan`.
    let executable: String
    private let slots = Slots(count: processLimit, waiting: waitingLimit)

    init(executable: String) { self.executable = executable }

    /// What came of a request.
    ///
    /// - Throws: ``PlannerBusy`` where too many wait; ``PlannerLost`` where the process ended without an answer, or had to be ended.
    func reply(to request: PlannerRequest) async throws -> PlannerReply {
        try await slots.take()
        do {
            let reply = try await withTimeout { try await ask(request) }
            await slots.giveBack()
            return reply
        } catch {
            await slots.giveBack()
            throw error
        }
    }

    private func ask(_ request: PlannerRequest) async throws -> PlannerReply {
        let input = [UInt8](try JSONEncoder().encode(request))
        let result = try await run(
            .path(FilePath(executable)), arguments: ["plan"],
            // Whatever a file does to the process, this is not there to be found.
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

/// A counting semaphore with a queue of limited length, first in, first out.
private actor Slots {
    private var free: Int
    private let limit: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(count: Int, waiting limit: Int) { (free, self.limit) = (count, limit) }

    func take() async throws(PlannerBusy) {
        if free > 0 {
            free -= 1
            return
        }
        guard waiting.count < limit else { throw PlannerBusy() }
        await withCheckedContinuation { waiting.append($0) }
    }

    func giveBack() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
