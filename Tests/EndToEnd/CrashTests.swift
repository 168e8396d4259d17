import Foundation
import StoreTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The process is killed at random moments of an import: afterwards the store has the whole import with its e-mails, or none of it.
@Suite(.serialized, .onFiles) struct CrashTests {
    private static let rows = 3000

    /// A store with one order, and two sheets that change the telephone numbers of each half of it.
    private static func prepared() throws -> Folder {
        let folder = try Folder()
        let header = "Identifiant dotation;Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant;Statut dotation\n"
        func row(_ index: Int, _ mobile: Int) -> String {
            "\(20_000_000 + index);\(index);NOM\(index);p;a\(index)@b.fr;0\(mobile);100;PRODUCTION\n"
        }
        try folder.write(header + (0..<rows).map { row($0, 611_000_000 + $0) }.joined(), to: "order.csv")
        try folder.write(header + (0..<rows / 2).map { row($0, 622_000_000 + $0) }.joined(), to: "0.csv")
        try folder.write(header + (rows / 2..<rows).map { row($0, 622_000_000 + $0) }.joined(), to: "1.csv")
        try folder.done(["orders", "create", "order.csv", "--number", "2900000", "--date", "2026-01-02", "--paid"])
        // What was written must be in the one file that is copied.
        try folder.done(["orders", "list"])
        return folder
    }

    private static func start(_ sheet: String, in folder: Folder) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Command.path)
        process.arguments = ["--database", "run.sqlite", "import", sheet, "--order", "2900000", "--confirm", "\(rows / 2)", "--json"]
        process.currentDirectoryURL = folder.url
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// Copies the store; where it was closed in order there is nothing beside it.
    private static func copyStore(in folder: Folder) throws {
        for tail in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(at: folder.url("run.sqlite" + tail))
            if FileManager.default.fileExists(atPath: folder.url("dotations.sqlite" + tail).path) {
                try FileManager.default.copyItem(at: folder.url("dotations.sqlite" + tail), to: folder.url("run.sqlite" + tail))
            }
        }
    }

    private static func logSize(in folder: Folder) -> Int {
        var status = stat()
        return stat(folder.url("run.sqlite-wal").path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Checks that each import is whole; gives their number.
    private static func expectWholeImports(in folder: Folder) throws -> Int {
        let imports = try folder.done(["--database", "run.sqlite", "imports", "list", "--json"]).list("imports")
        let jobs = try folder.done(["--database", "run.sqlite", "jobs", "export"]).documents
        let changed = try folder.done(["--database", "run.sqlite", "search", "--telephone", "0622", "--json"]).lines.count
        #expect(jobs.count == imports.count * rows / 2 && changed == jobs.count)
        #expect(imports.allSatisfy { $0["changed"] as? Int == rows / 2 })
        return imports.count
    }

    @Test(arguments: [["0.csv"], ["0.csv", "1.csv"]])
    func `a killed import is whole or not there`(sheets: [String]) throws {
        let folder = try Self.prepared()
        try Self.copyStore(in: folder)
        let start = ContinuousClock.now
        for process in try sheets.map({ try Self.start($0, in: folder) }) { process.waitUntilExit() }
        let whole = ContinuousClock.now - start
        #expect(try Self.expectWholeImports(in: folder) == sheets.count)
        var outcomes: [Int] = []
        for round in 0..<20 {
            try Self.copyStore(in: folder)
            let processes = try sheets.map { try Self.start($0, in: folder) }
            if round.isMultiple(of: 2) {
                let delay = whole * Double.random(in: 0...1.5)
                usleep(UInt32(delay.components.seconds * 1_000_000 + delay.components.attoseconds / 1_000_000_000_000))
            } else {
                // The log grows when the import is written: the moment when most could go wrong.
                while Self.logSize(in: folder) < 100_000, processes.contains(where: \.isRunning) { usleep(200) }
                usleep(UInt32.random(in: 0...20_000))
            }
            for process in processes { kill(process.processIdentifier, SIGKILL) }
            for process in processes { process.waitUntilExit() }
            outcomes.append(try Self.expectWholeImports(in: folder))
        }
        print("\(sheets.count) process(es), 20 kills: \(outcomes.sorted()) imports were there afterwards")
    }

    @Test func `Ctrl-C leaves an import whole or not there, and no half file`() throws {
        let folder = try Self.prepared()
        for _ in 0..<5 {
            try Self.copyStore(in: folder)
            let process = try Self.start("0.csv", in: folder)
            usleep(UInt32.random(in: 0...200_000))
            process.interrupt()
            process.waitUntilExit()
            _ = try Self.expectWholeImports(in: folder)
        }
        #expect(try !folder.names().contains { $0.hasSuffix(".tmp") })
    }
}
