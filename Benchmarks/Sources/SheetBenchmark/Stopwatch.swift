#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The CPU time of all threads, and the time on the wall, since it was made.
struct Stopwatch {
    private let processor = Self.seconds(CLOCK_PROCESS_CPUTIME_ID)
    private let wall = Self.seconds(CLOCK_MONOTONIC)

    /// Writes both in the form that the driver reads.
    func report(_ result: String) {
        print("@cpu", Self.seconds(CLOCK_PROCESS_CPUTIME_ID) - processor, "@wall", Self.seconds(CLOCK_MONOTONIC) - wall, result)
    }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
