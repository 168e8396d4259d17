import Testing

@testable import DotationsEspaceClient

/// Who may have a plan made at once, and who waits.
@Suite struct PlannerTests {
    @Test func `plans of one person are made one after the other, and nobody waits for ever`() async throws {
        let slots = Slots(count: 2, waiting: 4, patience: .milliseconds(50))
        try await slots.take(for: "a")
        // There is another place, but not for the same person.
        await #expect(throws: NoSlot.self) { try await slots.take(for: "a") }
        try await slots.take(for: "b")
        await slots.giveBack("a")
        try await slots.take(for: "a")
    }

    @Test func `who waits goes on in order, and too many are refused at once`() async throws {
        let slots = Slots(count: 1, waiting: 2, patience: .seconds(600))
        try await slots.take(for: "a")
        let second = Task { try await slots.take(for: "b") }
        while await slots.waiting.count < 1 { await Task.yield() }
        let third = Task { try await slots.take(for: "c") }
        while await slots.waiting.count < 2 { await Task.yield() }
        await #expect(throws: NoSlot.self) { try await slots.take(for: "d") }
        await slots.giveBack("a")
        try await second.value
        #expect(await slots.waiting.map(\.key) == ["c"])
        await slots.giveBack("b")
        try await third.value
    }

    @Test func `a place is held for as long as somebody has it`() async throws {
        let slots = Slots(count: 1, waiting: 2, patience: .seconds(600))
        // As the body of an answer that nobody reads.
        var body: Slots.Place? = try await slots.place(for: "a")
        let next = Task { try await slots.place(for: "a") }
        while await slots.waiting.count < 1 { await Task.yield() }
        withExtendedLifetime(body) {}
        body = nil
        _ = try await next.value
    }

    @Test func `as many forms as may be are worked on at once, and the next is told at once`() async throws {
        let gate = FormGate(limit: 1)
        try await gate.work {
            _ = await #expect(throws: NoThread.self) { try await gate.work {} }
        }
        await #expect(throws: NoSlot.self) { try await gate.work { throw NoSlot() } }
        try await gate.work {}
    }

    @Test func `who presses again and again takes no place from others`() async throws {
        let slots = Slots(count: 1, waiting: 16, patience: .seconds(600))
        try await slots.take(for: "a")
        let waiting = (1...2).map { _ in Task { try await slots.take(for: "a") } }
        while await slots.waiting.count < 2 { await Task.yield() }
        await #expect(throws: NoSlot.self) { try await slots.take(for: "a") }
        for task in waiting {
            await slots.giveBack("a")
            try await task.value
        }
    }

    #if os(Linux)
        @Test func `the process that plans limits its memory, its time, its files and its core dumps`() async throws {
            let expected = [
                "Max address space": PlannerProcess.memoryLimit, "Max cpu time": PlannerProcess.timeLimit, "Max open files": 64,
                "Max core file size": 0,
            ]
            #expect(try await IdlePlanner().limits(expected.keys) == expected.mapValues { [$0, $0] })
        }
    #endif
}
