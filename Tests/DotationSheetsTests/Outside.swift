import Foundation

/// Reference files and programs that are not part of the project.
enum Outside {
    /// The folder of reference files: `DOTATIONS_CORPUS`, or the one around it, else `shared` beside the package; nil where there is none.
    static let folder: URL? = {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let given = ProcessInfo.processInfo.environment["DOTATIONS_CORPUS"].map { URL(filePath: $0) }
        return [given, given?.deletingLastPathComponent(), package.deletingLastPathComponent().appending(path: "shared")]
            .compactMap(\.self).first { FileManager.default.fileExists(atPath: $0.appending(path: "hostile").path()) }
    }()

    /// Runs a program; nil where it is not installed.
    static func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, text: String)? {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return process.terminationStatus == 127 ? nil : (process.terminationStatus, text)
    }

    static let hasOpenpyxl = (try? run("python3", ["-c", "import openpyxl"]))??.status == 0
    static let hasLibreOffice = (try? run("soffice", ["--version"]))??.status == 0

    /// A folder that is gone after the closure.
    static func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }
}
