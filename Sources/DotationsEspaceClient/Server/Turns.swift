internal import NIOCore
internal import Synchronization

/// Lets so many work at once; the others wait for their turn, in the order in which they came.
///
/// Many pages at once take the processors from each other, and open readers of the store that nobody keeps. A few at a time are all there sooner.
final class Turns: Sendable {
    private struct State {
        var free: Int
        var waiting: CircularBuffer<CheckedContinuation<Void, Never>> = []
    }

    private let state: Mutex<State>

    init(count: Int) { state = Mutex(State(free: count)) }

    /// How many wait.
    var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// Does work once it is its turn.
    func use<Value: Sendable>(_ work: () async throws -> Value) async rethrows -> Value {
        await withCheckedContinuation { turn in
            let isFree = state.withLock { state in
                guard state.free == 0 else {
                    state.free -= 1
                    return true
                }
                state.waiting.append(turn)
                return false
            }
            if isFree { turn.resume() }
        }
        defer { pass() }
        return try await work()
    }

    /// Gives the turn to who has waited longest.
    private func pass() {
        let next: CheckedContinuation<Void, Never>? = state.withLock { state in
            guard let next = state.waiting.popFirst() else {
                state.free += 1
                return nil
            }
            return next
        }
        next?.resume()
    }
}
