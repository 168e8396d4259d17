import Synchronization
import Testing

@testable import DotationsEspaceClient

@Suite struct TurnsTests {
    private struct Fault: Error {}

    /// Who works, and in which order they began.
    private final class Tally: Sendable {
        private let state = Mutex<(working: Int, most: Int, begun: [Int])>((0, 0, []))
        var most: Int { state.withLock { $0.most } }
        var begun: [Int] { state.withLock { $0.begun } }

        func begin(_ number: Int) {
            state.withLock { state in
                state.working += 1
                state.most = max(state.most, state.working)
                state.begun.append(number)
            }
        }

        func end() { state.withLock { $0.working -= 1 } }
    }

    @Test("No more work at once than may, and one that fails gives its turn on")
    func turns() async throws {
        let (turns, tally) = (Turns(count: 2), Tally())
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    try? await turns.use {
                        tally.begin(number)
                        defer { tally.end() }
                        await Task.yield()
                        if number.isMultiple(of: 7) { throw Fault() }
                    }
                }
            }
        }
        #expect(tally.begun.sorted() == Array(0..<200) && tally.most <= 2)
    }

    @Test("Who came first is first")
    func order() async {
        let (turns, tally) = (Turns(count: 1), Tally())
        await withTaskGroup(of: Void.self) { group in
            await turns.use {
                for number in 0..<5 {
                    group.addTask { await turns.use { tally.begin(number) } }
                    while turns.waitingCount <= number { await Task.yield() }
                }
            }
        }
        #expect(tally.begun == [0, 1, 2, 3, 4])
    }
}
