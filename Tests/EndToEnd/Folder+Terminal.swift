import Foundation
import TestSupport
import Testing

extension Folder {
    /// Runs the command on a terminal, which Python's `pty` plays, and gives all that the terminal showed.
    ///
    /// - Parameters:
    ///   - arguments: the command's, as a shell reads them.
    ///   - answer: is typed each time that the command asks, of several lines one after the other; `^C` interrupts it there.
    ///   - meanwhile: is run by a shell before the first answer.
    ///   - awaited: interrupts the command as soon as it shows this.
    ///   - program: what is run in the place of the command, as a shell reads it.
    /// - Returns: what was shown, and the command's status.
    /// - Throws: where the script cannot be written or run.
    func onTerminal(
        _ arguments: String, answer: String = "", meanwhile: String = "", interruptedAt awaited: String = "",
        program: String = "\"$dotations\""
    ) throws -> Command.Result {
        try write(terminal, to: "terminal.py")
        return try Command.shell(
            "\"$python\" terminal.py '\(answer)' '\(meanwhile)' '\(awaited)' \(program) \(arguments)", in: self)
    }
}

private let terminal = """
    import os, pty, signal, subprocess, sys
    answers, meanwhile, awaited, command = sys.argv[1].split("\\n"), sys.argv[2], sys.argv[3].encode(), sys.argv[4:]
    questions = [question.encode() for question in ["[oui/non]", "que donne le bilan\u{A0}:", "mot de passe\u{A0}:"]]
    process, terminal = pty.fork()
    if process == 0:
        # Whoever runs the tests may ignore or block interrupts, and the command would inherit that.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT, signal.SIGTERM])
        os.execv(command[0], command)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGALRM])
    signal.alarm(300)
    seen = asked = b""
    while True:
        try:
            data = os.read(terminal, 4096)
        except OSError:
            break
        if not data:
            break
        seen += data
        asked += data
        if awaited and awaited in seen:
            awaited = None
            os.kill(process, signal.SIGINT)
        if answers[0] and any(question in asked for question in questions):
            if meanwhile:
                subprocess.run(meanwhile, shell=True, check=True, stdout=subprocess.DEVNULL)
                meanwhile = None
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
            os.write(terminal, b"\\x03" if answer == "^C" else answer.encode() + b"\\n")
            asked = b""
    sys.stdout.buffer.write(seen)
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    sys.exit(status if status >= 0 else 128 - status)
    """
