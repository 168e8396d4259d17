import Foundation
import Synchronization

/// Ctrl-C and its like, for a command that has something to clean up before it ends.
enum Interruption {
    private static let received = Atomic<Int32>(0)
    /// The end of a pipe into which the handler writes, so that a wait which begins just after a signal ends too.
    private static let alarm = Atomic<Int32>(-1)
    private static let alarmHeard = Atomic<Int32>(-1)
    /// Whether a signal ends the process at once, after the handler has said that nothing was done; and whether it says so to a program.
    private static let announced = Atomic<Bool>(false)
    private static let isForProgram = Atomic<Bool>(false)

    /// Has a signal end the process wherever it is, with ``words`` on standard error, until ``withhold()`` or ``note()``.
    ///
    /// For work that changes nothing until it is told to, however long it takes.
    static func announce(asJSON isJSON: Bool) {
        note()
        isForProgram.store(isJSON, ordering: .relaxed)
        announced.store(true, ordering: .relaxed)
    }

    /// Whether a signal ends the process at once, saying that nothing was done.
    static var isAnnounced: Bool { announced.load(ordering: .relaxed) }

    /// Has signals be noted, unless one says that nothing was done.
    static func noteUnlessAnnounced() { if !isAnnounced { note() } }

    /// Notes signals again, as something is being done now.
    static func withhold() { announced.store(false, ordering: .relaxed) }

    /// What is said where a signal came before anything was done, to people and to programs. The handler can only write what is there already.
    private static let words: StaticString = "Interrompu : rien n’a été appliqué.\n"
    private static let document: StaticString =
        "{\"error\":{\"code\":\"interrupted\",\"message\":\"Interrompu : rien n’a été appliqué.\"}}\n"

    private static func say() {
        let text = isForProgram.load(ordering: .relaxed) ? document : words
        _ = write(2, text.utf8Start, text.utf8CodeUnitCount)
    }

    /// Says that nothing was done, and ends the process as the signal that has come would have.
    static func endSayingSo(asJSON isJSON: Bool) -> Never {
        isForProgram.store(isJSON, ordering: .relaxed)
        say()
        let number = received.load(ordering: .relaxed)
        endProcess(by: number == 0 ? SIGINT : number)
    }

    /// Notes signals, which would otherwise end the process. Signals that the caller had ignored stay ignored.
    static func note() {
        // A global is initialised at its first use, which must not be in a signal handler.
        received.store(0, ordering: .relaxed)
        announced.store(false, ordering: .relaxed)
        if alarm.load(ordering: .relaxed) < 0 {
            var ends: [Int32] = [-1, -1]
            if pipe(&ends) == 0 {
                for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
                // A full pipe has already said what there is to say.
                _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
                alarmHeard.store(ends[0], ordering: .relaxed)
                alarm.store(ends[1], ordering: .relaxed)
            }
        }
        // Whoever started the command may have blocked them, which is inherited.
        var wanted = sigset_t()
        sigemptyset(&wanted)
        for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&wanted, number) }
        pthread_sigmask(SIG_UNBLOCK, &wanted, nil)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            var action = sigaction()
            sigaction(number, nil, &action)
            guard !isIgnored(action) else { continue }
            action = sigaction()
            setHandler(of: &action) { number in
                let before = errno
                if Interruption.isAnnounced {
                    // Whatever line there is on the terminal, the message has one of its own.
                    if isatty(2) == 1 { _ = write(2, "\n", 1) }
                    Interruption.say()
                    signal(number, SIG_DFL)
                    // It comes as soon as the handler is left.
                    raise(number)
                    return
                }
                Interruption.received.store(number, ordering: .relaxed)
                var byte: UInt8 = 0
                _ = write(Interruption.alarm.load(ordering: .relaxed), &byte, 1)
                errno = before
            }
            // Without SA_RESTART, so that a read or a write that waits comes back.
            sigaction(number, &action, nil)
        }
    }

    static var hasCome: Bool { received.load(ordering: .relaxed) != 0 }

    /// Has the next signal end the process again, wherever it is.
    static func obey() {
        for number in [SIGINT, SIGTERM, SIGHUP] {
            var action = sigaction()
            sigaction(number, nil, &action)
            if !isIgnored(action) { signal(number, SIG_DFL) }
        }
    }

    static func check() throws {
        let number = received.load(ordering: .relaxed)
        if number != 0 { throw Failure.interrupted(signal: number) }
    }

    /// Waits until something can be read, or throws once a signal has come: also one that came just before the wait.
    static func awaitInput(on descriptor: Int32) throws {
        while true {
            try check()
            var waited = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: alarmHeard.load(ordering: .relaxed), events: Int16(POLLIN), revents: 0),
            ]
            let ready = poll(&waited, nfds_t(waited.count), -1)
            if ready < 0, errno == EINTR { continue }
            try check()
            return
        }
    }

    /// Ends the process as the signal would have done, so that the shell knows.
    static func endProcess(by number: Int32) -> Never {
        signal(number, SIG_DFL)
        raise(number)
        exit(128 + number)
    }

    private static func isIgnored(_ action: sigaction) -> Bool {
        #if canImport(Glibc) || canImport(Musl)
            let handler = action.__sigaction_handler.sa_handler
        #else
            let handler = action.__sigaction_u.__sa_handler
        #endif
        return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    private static func setHandler(of action: inout sigaction, _ handler: @escaping @convention(c) (Int32) -> Void) {
        #if canImport(Glibc) || canImport(Musl)
            action.__sigaction_handler.sa_handler = handler
        #else
            action.__sigaction_u.__sa_handler = handler
        #endif
    }
}
