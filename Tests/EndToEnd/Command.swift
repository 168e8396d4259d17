import Foundation
import TestSupport

/// The command as it was built beside the tests.
enum Command {
    struct Result {
        let status: Int32
        let output: Data
        let errors: String

        var text: String { String(decoding: output, as: UTF8.self) }
        var lines: [String] { text.split(separator: "\n").map(String.init) }

        /// The error that is the last line of standard error.
        var error: [String: Any] {
            let line = errors.split(separator: "\n").last.map { Data($0.utf8) } ?? Data()
            let document = try? JSONSerialization.jsonObject(with: line) as? [String: Any]
            return document?["error"] as? [String: Any] ?? [:]
        }

        /// Standard output as one JSON document.
        var json: [String: Any] { (try? JSONSerialization.jsonObject(with: output) as? [String: Any]) ?? [:] }
    }

    static let path: String = {
        #if os(macOS)
            let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? Bundle.main
            return bundle.bundleURL.deletingLastPathComponent().appendingPathComponent("dotations").path
        #else
            return Bundle.main.bundleURL.appendingPathComponent("dotations").path
        #endif
    }()

    /// Runs it to its end in a folder.
    static func run(_ arguments: String..., in folder: Folder, input: Data = Data()) throws -> Result {
        try run(path, arguments, in: folder, input: input)
    }

    /// Runs it with arguments that were put together.
    static func run(_ arguments: [String], in folder: Folder) throws -> Result { try run(path, arguments, in: folder, input: Data()) }

    /// Runs a line of shell, in which `$dotations` is the command and `$python` the Python of `OutsidePrograms`.
    static func shell(_ line: String, in folder: Folder) throws -> Result {
        try run("/bin/sh", ["-c", line], in: folder, input: Data())
    }

    private static func run(_ program: String, _ arguments: [String], in folder: Folder, input: Data) throws -> Result {
        // Files, as a pipe that nobody empties would fill up.
        let streams = try Folder()
        try input.write(to: streams.url("in"))
        for name in ["out", "err"] { try Data().write(to: streams.url(name)) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = folder.url
        process.environment = [
            "dotations": path, "python": OutsidePrograms.pythonPath ?? "",
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
        ].merging(try folder.environment()) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: streams.url("in"))
        process.standardOutput = try FileHandle(forWritingTo: streams.url("out"))
        process.standardError = try FileHandle(forWritingTo: streams.url("err"))
        try process.run()
        process.waitUntilExit()
        return Result(status: process.terminationStatus, output: try streams.data("out"), errors: try streams.text("err"))
    }
}

/// A name that was given with `--user`, as the history has it: after the account that the command ran under.
func named(_ name: String) -> String { "\(NSUserName()) (pour \(name))" }

/// The package's own sample files.
func sample(_ name: String) -> URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("SampleFiles").appendingPathComponent(name)
}
