import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Ctrl-C and its like, for a command that has something to clean up before it ends.
enum Interruption {
    private static let received = Atomic<Int32>(0)
    /// The end of a pipe into which the handler writes, so that a wait which begins just after a signal ends too.
    private static let alarm = Atomic<Int32>(-1)
    private static let alarmHeard = Atomic<Int32>(-1)

    /// Notes signals from now on instead of dying of them. Those that the caller has the command ignore stay ignored.
    static func note() {
        // A global is initialised at its first use, which must not be in a signal handler.
        received.store(0, ordering: .relaxed)
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
                Interruption.received.store(number, ordering: .relaxed)
                var byte: UInt8 = 0
                _ = write(Interruption.alarm.load(ordering: .relaxed), &byte, 1)
                errno = before
            }
            // Without SA_RESTART, so that a read or a write that waits comes back.
            sigaction(number, &action, nil)
        }
    }

    /// Whether a signal has come.
    static var hasCome: Bool { received.load(ordering: .relaxed) != 0 }

    /// Has the next signal end the process again, wherever it is.
    static func obey() {
        for number in [SIGINT, SIGTERM, SIGHUP] {
            var action = sigaction()
            sigaction(number, nil, &action)
            if !isIgnored(action) { signal(number, SIG_DFL) }
        }
    }

    /// Throws once a signal has come.
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
