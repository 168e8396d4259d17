#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A lock, and a way to wait until what it guards has changed.
///
/// It is `Sendable` as it is nothing but a mutex and a condition variable of POSIX, at addresses that do not move, which are made to be used
/// from several threads.
struct Monitor: ~Copyable, @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init() {
        mutex.initialize(to: pthread_mutex_t())
        condition.initialize(to: pthread_cond_t())
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    func withLock<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }

    /// Gives the lock up until another thread calls ``signal()``; to be called with the lock held, and in a loop.
    func wait() { pthread_cond_wait(condition, mutex) }

    /// Wakes a thread that waits.
    func signal() { pthread_cond_signal(condition) }
}

/// A thread that runs one function. Whoever lets it go waits until the function has returned.
struct JoinedThread: ~Copyable {
    private let thread: pthread_t

    private final class Work {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Starts a thread; nil where the system has none left.
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
