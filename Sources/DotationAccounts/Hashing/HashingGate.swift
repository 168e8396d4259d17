internal import Dispatch
internal import Synchronization

/// Lets so many hash at once, has others wait for their turn, and turns away whoever finds too many waiting.
///
/// A hash takes 19 MiB and a processor for some 40 ms: a flood of log-ins would otherwise take both from everybody else. Waiting blocks the
/// thread, as hashing does; so neither belongs on a thread that serves others.
public final class HashingGate: Sendable {
    /// The one gate of a process, where two hash at once.
    public static let process = HashingGate(atOnce: 2, waiting: 64)

    private let places: DispatchSemaphore
    private let limit: Int
    private let present = Mutex(0)

    /// A gate of its own, for tests.
    package init(atOnce: Int, waiting: Int) {
        places = DispatchSemaphore(value: atOnce)
        limit = atOnce + waiting
    }

    /// Does something when it is its turn.
    func whenFree<Result>(_ body: () throws(PasswordHashError) -> Result) throws(PasswordHashError) -> Result {
        let mayEnter = present.withLock { present in
            guard present < limit else { return false }
            present += 1
            return true
        }
        guard mayEnter else { throw .busy }
        defer { present.withLock { $0 -= 1 } }
        places.wait()
        defer { places.signal() }
        return try body()
    }
}
