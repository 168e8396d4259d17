import Foundation
import StoreTestSupport
import TestSupport
import Testing

/// Long work is told how far it is, and Ctrl-C takes all of it back.
@Suite(.serialized, .enabled(if: OutsidePrograms.pythonPath != nil, "needs scripts/setup --python")) struct InterruptionTests {
    private static let rows = 40_000

    /// Runs the command on a terminal, interrupts it once it shows some text, and ends with its status.
    /// A store with one order, and a sheet that changes each of its telephone numbers.
    private static func prepared() throws -> Folder {
        let folder = try Folder()
        let header = "Identifiant dotation;Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant;Statut dotation\n"
        func sheet(_ mobile: Int) -> String {
            header + (0..<rows).map { "\(20_000_000 + $0);\($0);NOM\($0);p;a\($0)@b.fr;0\(mobile + $0);100;PRODUCTION\n" }.joined()
        }
        try folder.write(sheet(611_000_000), to: "order.csv")
        try folder.write(sheet(622_000_000), to: "changes.csv")
        try folder.done(["orders", "create", "order.csv", "--number", "2900000", "--date", "2026-01-02", "--paid", "--yes"])
        return folder
    }

    private static let importing = "import changes.csv --order 2900000 --confirm \(rows) --limit-rows 0"

    @Test(arguments: [(importing, "Lignes appliquées : "), ("resend --all --confirm \(rows)", "E-mails préparés : ")])
    func `Ctrl-C while it is written takes all of it back, and says so`(command: String, line: String) throws {
        let folder = try Self.prepared()
        let stopped = try folder.onTerminal(command, interruptedAt: line)
        #expect(stopped.status == 130)
        #expect(stopped.text.hasSuffix("Interrompu : rien n’a été appliqué.\r\n"), "\(stopped.text.suffix(300))")
        let shown = try #require(stopped.text.firstMatch(of: /(Lignes appliquées|E-mails préparés)\u{A0}: (\d[^ ]*) sur 40\u{202F}000/))
        #expect(shown.2 != "40\u{202F}000")
        #expect(try folder.done(["jobs", "list", "--limit-rows", "0"]).lines.last == "Aucun e-mail.")
        #expect(try folder.done(["imports", "list", "--json"]).list("imports").isEmpty)
        #expect(try folder.done(["search", "--telephone", "0622", "--json"]).output.isEmpty)
        // Nothing is in the way of doing it after all.
        let done = try folder.onTerminal(command, interruptedAt: "")
        #expect(done.status == 0)
        #expect(try folder.done(["jobs", "export"]).lines.count == Self.rows)
    }

    @Test(arguments: [
        ("imports revert 3 --confirm \(rows)", "Lignes annulées\u{A0}: "),
        ("status import statuses.csv --yes", "Lignes appliquées\u{A0}: "),
    ])
    func `Ctrl-C takes an undo and statuses back too`(command: String, line: String) throws {
        let folder = try Self.prepared()
        try folder.write(
            "Identifiant dotation;Statut dotation\n" + (0..<Self.rows).map { "\(20_000_000 + $0);En attente d'activation\n" }.joined(),
            to: "statuses.csv")
        try folder.done(["import", "changes.csv", "--order", "2900000", "--confirm", "\(Self.rows)", "--limit-rows", "0"])
        let stopped = try folder.onTerminal(command, interruptedAt: line)
        #expect(stopped.status == 130)
        #expect(stopped.text.hasSuffix("Interrompu\u{A0}: rien n’a été appliqué.\r\n"), "\(stopped.text.suffix(300))")
        #expect(try folder.done(["imports", "list", "--json"]).list("imports").count == 1)
        #expect(try folder.done(["jobs", "export"]).lines.count == Self.rows)
    }

    @Test(arguments: [([], "Interrompu : rien n’a été appliqué.\n"), (["--json"], #"{"error":{"code":"interrupted","#)])
    func `Ctrl-C before it is written ends it at once, and says so`(options: [String], words: String) throws {
        let folder = try Folder.withOrder()
        // Somebody else writes: the import waits for them.
        let held = try folder.database().hold()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Command.path)
        process.arguments = ["import", Folder.corrected, "--yes"] + options
        process.currentDirectoryURL = folder.url
        process.environment = try ProcessInfo.processInfo.environment.merging(folder.environment()) { $1 }
        process.standardOutput = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try folder.write("", to: "errors")
        process.standardError = try FileHandle(forWritingTo: folder.url("errors"))
        try process.run()
        // It waits once it has the store open; where that cannot be seen, a while is enough.
        let files = "/proc/\(process.processIdentifier)/fd"
        func hasStore() throws -> Bool {
            guard TestServer.isAbsent else {
                let waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
                return try folder.number(waiting) > 0
            }
            guard let open = try? FileManager.default.contentsOfDirectory(atPath: files) else { return false }
            return open.contains {
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(files)/\($0)"))?.hasSuffix(".sqlite") == true
            }
        }
        for _ in 0..<600 where try FileManager.default.fileExists(atPath: files) && !hasStore() { usleep(100_000) }
        usleep(1_000_000)
        process.interrupt()
        process.waitUntilExit()
        withExtendedLifetime(held) {}
        #expect(process.terminationReason == .uncaughtSignal)
        #expect(process.terminationStatus == SIGINT)
        let errors = try folder.text("errors")
        #expect(errors.hasPrefix(words), "\(errors)")
        #expect(try folder.jobs().isEmpty)
    }
}
