import Foundation
import StoreTestSupport
import TestSupport
import Testing

/// A short form of `scripts/chaos`: the command is killed and broken while it works, and the store is sound after each round.
@Suite(.serialized, .enabled(if: OutsidePrograms.pythonPath != nil, "needs scripts/setup --python"), .onFiles) struct ChaosTests {
    @Test func `whatever breaks, the store is sound afterwards`() throws {
        let script = sample("x").deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Tests/Chaos/chaos.py").path
        let result = try Command.shell(
            "exec timeout 500 \"$python\" '\(script)' \"$dotations\" --kills 10", in: try Folder())
        #expect(result.status == 0, "\(result.text)\(result.errors)")
        print(result.text)
    }

    @Test func `a migration happens once, whole or not at all`() throws {
        let tests = sample("x").deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Tests")
        let script = tests.appendingPathComponent("Chaos/migration.py").path
        let store = tests.appendingPathComponent("Stores/0.1.0.sqlite").path
        let result = try Command.shell("exec timeout 500 \"$python\" '\(script)' \"$dotations\" '\(store)' --kills 12", in: try Folder())
        #expect(result.status == 0, "\(result.text)\(result.errors)")
        print(result.text)
    }
}
