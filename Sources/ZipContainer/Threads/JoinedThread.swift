#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A thread that runs one function. Releasing it waits until the function has returned.
struct JoinedThread: ~Copyable {
    private let thread: pthread_t

    private final class Work {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Starts a thread; nil if the system cannot.
    init?(_ body: @escaping @Sendable () -> Void) {
        let work = Unmanaged.passRetained(Work(body))
        #if canImport(Darwin)
            var thread: pthread_t?
            let status = pthread_create(&thread, nil, { Self.run($0) }, work.toOpaque())
        #else
            var thread = pthread_t()
            let status = pthread_create(&thread, nil, { Self.run($0) }, work.toOpaque())
        #endif
        #if canImport(Darwin)
            guard status == 0, let thread else {
                work.release()
                return nil
            }
        #else
            guard status == 0 else {
                work.release()
                return nil
            }
        #endif
        self.thread = thread
    }

    deinit { pthread_join(thread, nil) }

    private static func run(_ work: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        if let work { Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body() }
        return nil
    }
}
