import Foundation
import Testing

/// What happens at a terminal, which Python's `pty` plays.
@Suite(.enabled(if: RealProgramTests.python != nil, "Python is not installed")) struct TerminalTests {
    /// Runs the command on a terminal, answers its question, and ends with its status.
    private static let terminal = """
        import os, pty, signal, sys
        answer, command = sys.argv[1], sys.argv[2:]
        process, terminal = pty.fork()
        if process == 0:
            # Whoever runs the tests may ignore or block interrupts, and the command would inherit that.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT, signal.SIGTERM])
            os.execv(command[0], command)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGALRM])
        signal.alarm(120)
        seen = b""
        while True:
            try:
                data = os.read(terminal, 4096)
            except OSError:
                break
            if not data:
                break
            seen += data
            if answer and (b"[oui/non]" in seen or b"tapez le nombre" in seen):
                os.write(terminal, b"\\x03" if answer == "^C" else answer.encode() + b"\\n")
                answer = None
        sys.stdout.buffer.write(seen)
        status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        sys.exit(status if status >= 0 else 128 - status)
        """

    private func run(_ answer: String, _ arguments: String, in folder: Folder) throws -> Command.Result {
        try folder.write(Self.terminal, to: "terminal.py")
        return try Command.shell("\(RealProgramTests.python ?? "") terminal.py '\(answer)' \"$dotations\" \(arguments)", in: folder)
    }

    @Test(arguments: [("oui", 0, 4), ("non", 1, 0), ("", 1, 0), ("^C", 130, 0)])
    func `an import asks, and does what it is told`(answer: String, status: Int32, jobs: Int) throws {
        let folder = try Folder.withOrder()
        // An empty answer is a line with nothing in it.
        let result = try run(answer.isEmpty ? " " : answer, "import '\(Folder.corrected)'", in: folder)
        #expect(result.status == status && result.text.contains("Bilan : 3 modifications, 1 renvoi, 4 e-mails, 6 lignes inchangées."))
        #expect(try folder.jobs().count == jobs)
    }

    @Test(arguments: [("oui", 0, 10), ("non", 1, 0), ("^C", 130, 0)])
    func `a bulk resend asks, and does what it is told`(answer: String, status: Int32, jobs: Int) throws {
        let folder = try Folder.withOrder()
        let result = try run(answer, "resend --all", in: folder)
        #expect(result.status == status && result.text.contains("Renvoyer 10 e-mails d’activation, pour 1 commande ?"))
        #expect(try folder.jobs().count == jobs)
    }

    @Test(arguments: [("oui", 0), ("non", 1)])
    func `an undo asks, and does what it is told`(answer: String, status: Int32) throws {
        let folder = try Folder.withOrder()
        let edit = try folder.done(["edit", "11843511", "--telephone", "0612345678", "--json"]).json["import"] as? Int
        let result = try run(answer, "imports revert \(edit ?? 0)", in: folder)
        #expect(result.status == status && result.text.contains("Appliquer ?"))
        #expect(try folder.dotation("11843511")?["telephone"] as? String == (status == 0 ? "0665915236" : "0612345678"))
    }

    @Test(arguments: [("10", 0, 10), ("oui", 1, 0), ("9", 1, 0)])
    func `an unusual import wants the number of its changes typed`(answer: String, status: Int32, jobs: Int) throws {
        let folder = try Folder.withOrder()
        try folder.write(try folder.text("commande_2800886.csv").replacing("ancv.rec", with: "nouveau.rec"), to: "neuf.csv")
        let result = try run(answer, "import neuf.csv --order 2800886 --yes", in: folder)
        #expect(result.status == status && result.text.contains("10 adresses e-mail sur 10 changent"))
        #expect(try folder.jobs().count == jobs)
    }
}
