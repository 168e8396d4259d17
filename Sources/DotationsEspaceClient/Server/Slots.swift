/// A place for each that may work at once. The others wait in the order in which they came, so many at most and so long; what has the same key is
/// done one after the other, and two of it wait at most: who presses again and again takes no place from others.
actor Slots {
    typealias Waiting = (number: Int, key: String, continuation: CheckedContinuation<Bool, Never>)

    private var free: Int
    private let limit: Int
    private let patience: Duration
    private var working: Set<String> = []
    private(set) var waiting: [Waiting] = []
    private var count = 0

    init(count: Int, waiting limit: Int, patience: Duration) { (free, self.limit, self.patience) = (count, limit, patience) }

    /// Does work in a place, once there is one.
    nonisolated func use<Value: Sendable>(for key: String, _ work: () async throws -> Value) async throws -> Value {
        try await take(for: key)
        do {
            let value = try await work()
            await giveBack(key)
            return value
        } catch {
            await giveBack(key)
            throw error
        }
    }

    /// A place, once there is one, for as long as somebody has it.
    nonisolated func place(for key: String) async throws(NoSlot) -> Place {
        try await take(for: key)
        return Place(self, key)
    }

    final class Place: Sendable {
        private let slots: Slots
        private let key: String

        fileprivate init(_ slots: Slots, _ key: String) { (self.slots, self.key) = (slots, key) }

        deinit { Task { [slots, key] in await slots.giveBack(key) } }
    }

    func take(for key: String) async throws(NoSlot) {
        if free > 0, !working.contains(key) { return begin(key) }
        guard waiting.count < limit, waiting.count(where: { $0.key == key }) < 2 else { throw NoSlot() }
        count += 1
        let (number, patience) = (count, patience)
        let timer = Task {
            try await Task.sleep(for: patience)
            giveUp(number)
        }
        let hasPlace = await withCheckedContinuation { waiting.append((number, key, $0)) }
        timer.cancel()
        guard hasPlace else { throw NoSlot() }
    }

    func giveBack(_ key: String) {
        free += 1
        working.remove(key)
        guard let next = waiting.firstIndex(where: { !working.contains($0.key) }) else { return }
        let (_, key, continuation) = waiting.remove(at: next)
        begin(key)
        continuation.resume(returning: true)
    }

    private func begin(_ key: String) {
        free -= 1
        working.insert(key)
    }

    private func giveUp(_ number: Int) {
        guard let index = waiting.firstIndex(where: { $0.number == number }) else { return }
        waiting.remove(at: index).continuation.resume(returning: false)
    }
}

/// Too many wait already, or it took too long.
struct NoSlot: Error {}
