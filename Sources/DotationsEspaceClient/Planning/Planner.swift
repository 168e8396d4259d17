internal import DotationStore
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

    /// What came of a request of a person.
    ///
    /// - Throws: ``StoreError`` where the file is at fault; ``NoSlot`` where too many wait; ``PlannerLost`` where the process ended without an answer, or had to be ended.
    func reply(to request: PlannerRequest, of person: String) async throws -> PlannerReply {
        // What one plan of a preview keeps must not mix with what another keeps; and a person's files leave a process to others.
        try await slots.use(for: person) { try await withTimeout { try await ask(request) } }
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
            let output = try? JSONDecoder().decode(PlannerOutput.self, from: Data(result.standardOutput))
        else { throw PlannerLost() }
        switch output {
        case .reply(let reply): return reply
        case .storeFault(let code):
            throw StoreError(StoreError.Code(rawValue: code) ?? .failed, "The process that plans found it.")
        }
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

/// A plan that was neither made nor carried out, as no process was free or the store could not be used. What was sent for it is kept.
struct PlanPostponed: Error {
    let preview: Preview.ID
    let reason: any Error
}

/// The process that planned ended without an answer.
struct PlannerLost: Error {}

/// The process that carried a plan out ended without an answer: it may have done all of it, or nothing.
struct ApplicationLost: Error {}
