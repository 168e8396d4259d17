#if os(Linux)
    import Foundation
    import Testing

    @testable import DotationsEspaceClient

    /// A process that plans, which waits for its request: its limits stand before it reads anything.
    final class IdlePlanner {
        private let process = Process()
        private let input = Pipe()

        init() throws {
            process.executableURL = URL(fileURLWithPath: Pages.executable)
            process.arguments = ["plan"]
            process.standardInput = input
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
        }

        deinit {
            try? input.fileHandleForWriting.close()
            process.waitUntilExit()
        }

        /// The limits that the system says it has, the soft and the hard one.
        func limits(_ names: some Sequence<String>) async throws -> [String: [UInt?]] {
            try await lines("limits", names) { values in values.prefix(2).map { UInt($0) } }
        }

        /// Once it limits its core dumps, which it does last, what it has of address space, in KiB.
        func addressSpace() async throws -> Int {
            try #require(try await lines("status", ["VmPeak:"]) { values in values.first.flatMap { Int($0) } }["VmPeak:"] ?? nil)
        }

        private func lines<Value>(
            _ file: String, _ names: some Sequence<String>, _ value: ([Substring]) -> Value
        ) async throws -> [String: Value] {
            func text(_ file: String) throws -> String {
                try String(contentsOfFile: "/proc/\(process.processIdentifier)/\(file)", encoding: .utf8)
            }
            for _ in 0..<600 {
                let lines = try text("limits").split(separator: "\n")
                func has(_ name: String, _ limit: String) -> Bool {
                    lines.contains {
                        $0.hasPrefix(name) && $0.dropFirst(name.count).split(separator: " ").prefix(2) == [limit[...], limit[...]]
                    }
                }
                let isLimited = !has("Max address space", "unlimited") && has("Max core file size", "0")
                if isLimited { break }
                try await Task.sleep(for: .milliseconds(50))
            }
            var found: [String: Value] = [:]
            for line in try text(file).split(separator: "\n") {
                guard let name = names.first(where: { line.hasPrefix($0) }) else { continue }
                found[name] = value(line.dropFirst(name.count).split { $0 == " " || $0 == "\t" })
            }
            return found
        }
    }
#endif
