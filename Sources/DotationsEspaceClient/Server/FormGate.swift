internal import Synchronization

/// Bounds how many forms are worked on at once. Each may wait some seconds for whoever else writes to the store; the threads that are left are for who
/// only looks, and for who asks how the server does.
final class FormGate: Sendable {
    private let limit: Int
    private let working = Mutex(0)

    init(limit: Int) { self.limit = limit }

    /// Does work, unless there is too much of it.
    ///
    /// - Throws: ``NoThread``, or what the work throws.
    func work<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        let begins = working.withLock { working in
            guard working < limit else { return false }
            working += 1
            return true
        }
        guard begins else { throw NoThread() }
        defer { working.withLock { $0 -= 1 } }
        return try await body()
    }
}

/// As many forms are worked on as may be at once.
struct NoThread: Error {}
