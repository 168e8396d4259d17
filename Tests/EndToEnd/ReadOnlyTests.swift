import Foundation
import StoreTestSupport
import TestSupport
import Testing

/// A store that can be read and not be written.
@Suite(
    .enabled(if: OutsidePrograms.canMountReadOnly, "needs the right to mount a folder read-only (unshare --map-root-user --mount)"),
    .onFiles
)
struct ReadOnlyTests {
    /// What cannot be written. Each is so even for root, whom modes do not hold up: a mount that only the command sees, or a process without
    /// root's rights.
    enum Place: String, CaseIterable {
        case disk, folder, file

        /// Runs `$1` and what follows with the store's folder or file as it is.
        fileprivate var shell: String {
            switch self {
            case .disk: "unshare --map-root-user --mount sh -c 'mount -o bind,ro base base && exec \"$@\"' -- "
            case .folder: "chmod 500 base && unshare --user "
            case .file: "chmod 400 base/dotations.sqlite && unshare --user "
            }
        }
    }

    /// A folder with the samples, and in `base` a store with an order, a correction and an e-mail.
    private static func folder() throws -> Folder {
        let folder = try Folder.withOrder()
        try folder.done(["edit", "11843511", "--telephone", "0612345678"])
        try FileManager.default.createDirectory(at: folder.url("base"), withIntermediateDirectories: false)
        try FileManager.default.moveItem(at: folder.url("dotations.sqlite"), to: folder.url("base/dotations.sqlite"))
        return folder
    }

    private func run(_ arguments: String, on place: Place?, in folder: Folder) throws -> Command.Result {
        defer { _ = try? Command.shell("chmod 700 base; chmod 600 base/dotations.sqlite", in: folder) }
        return try Command.shell("\(place?.shell ?? "")\"$dotations\" --database base/dotations.sqlite \(arguments)", in: folder)
    }

    private static let readings = [
        "orders list", "orders show 2800886", "search --nom test", "imports list", "imports show 3", "jobs list", "jobs export",
        "import '\(Folder.corrected)' --dry-run", "status import commande_2800886.csv --dry-run --json", "resend --all --dry-run",
        "imports revert 3 --dry-run", "events list", "sales list", "purge --dry-run",
    ]

    @Test(arguments: Place.allCases)
    func `all that only reads does as ever`(place: Place) throws {
        let folder = try Self.folder()
        let before = try folder.data("base/dotations.sqlite")
        for arguments in Self.readings {
            let expected = try run(arguments, on: nil, in: folder)
            let result = try run(arguments, on: place, in: folder)
            #expect(result.status == expected.status, "\(arguments): \(result.errors)")
            #expect(result.status != 1, "\(arguments): \(result.errors)")
            #expect(result.text == expected.text, "\(arguments)")
        }
        #expect(try folder.data("base/dotations.sqlite") == before)
    }

    @Test(arguments: Place.allCases)
    func `what would write says that nothing can be written, and what to do`(place: Place) throws {
        let folder = try Self.folder()
        let before = try folder.data("base/dotations.sqlite")
        try folder.write(
            "Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant\n1;NOM;Ana;ana@exemple.fr;0612345679;150\n", to: "autre.csv")
        for arguments in [
            "import '\(Folder.corrected)' --yes", "edit 11843511 --telephone 0698765432", "status set 11843511 activé", "resend 11843511",
            "export 2800886", "orders create autre.csv --number 2800999 --date 2020-08-21", "status account-created 11843511",
            "jobs cancel 1",
        ] {
            let result = try run(arguments + " --json", on: place, in: folder)
            #expect(result.status == 1, "\(arguments)")
            #expect(result.error["code"] as? String == "store.read-only", "\(arguments): \(result.errors)")
        }
        let told = try run("resend 11843511", on: place, in: folder)
        #expect(
            told.errors.hasPrefix("base/dotations.sqlite : la base de données est sur un disque, ou dans un fichier, en lecture seule. "))
        #expect(told.errors.contains("donnez la copie. Le chemin se donne avec --database."))
        #expect(try folder.data("base/dotations.sqlite") == before)
        #expect(try run("jobs export", on: nil, in: folder).documents.count == 1)
    }

    @Test func `a new store cannot be made on such a disk`() throws {
        let folder = try Self.folder()
        try FileManager.default.removeItem(at: folder.url("base/dotations.sqlite"))
        let create = "orders create commande_2800886.csv --number 2800886 --date 2020-08-21 --json"
        #expect(try run(create, on: .disk, in: folder).error["code"] as? String == "store.read-only")
        #expect(try run("orders list --json", on: .disk, in: folder).error["code"] as? String == "store.missing")
    }

    /// Holds the store open with a change that is only in its log, and runs a line of shell meanwhile.
    private static let holding = """
        import sqlite3, subprocess, sys
        store = sqlite3.connect("base/dotations.sqlite")
        store.execute("PRAGMA wal_autocheckpoint = 0")
        store.execute("PRAGMA user_version = %d" % store.execute("PRAGMA user_version").fetchone())
        sys.exit(subprocess.run(sys.argv[1], shell=True).returncode)
        """

    @Test(.enabled(if: OutsidePrograms.pythonPath != nil, "needs scripts/setup --python"))
    func `a log is read where another program has the store open, and never left out`() throws {
        let folder = try Self.folder()
        try folder.write(Self.holding, to: "holding.py")
        let list = "\"$dotations\" --database base/dotations.sqlite orders list"
        let line = "test -s base/dotations.sqlite-wal && mkdir copy && cp base/* copy && " + Place.disk.shell + list
        let read = try Command.shell("\"$python\" holding.py '\(line.replacing("'", with: "'\\''"))'", in: folder)
        #expect(read.status == 0, "\(read.errors)")
        #expect(read.text.contains("2800886"))
        // A copy of the open files, as a crash leaves them.
        try Command.shell("rm base/* && cp copy/* base", in: folder).check()
        #expect(try run("orders list", on: .disk, in: folder).text == read.text)
        // A copy without the -shm, which SQLite would have to make.
        try Command.shell("rm base/*-shm", in: folder).check()
        let left = try run("orders list --json", on: .disk, in: folder)
        #expect(left.status == 1)
        #expect(left.error["code"] as? String == "store.read-only-log")
        // As the advice says.
        try Command.shell("cp base/dotations.sqlite base/dotations.sqlite-wal .", in: folder).check()
        #expect(try folder.run("orders", "list").text.contains("2800886"))
        // A log that is empty is none.
        try Command.shell("rm base/*-wal && : > base/dotations.sqlite-wal", in: folder).check()
        #expect(try run("orders list", on: .disk, in: folder).status == 0)
    }
}

extension Command.Result {
    /// Ends the test where the command did not succeed.
    fileprivate func check() throws { try #require(status == 0, "\(errors)") }
}
