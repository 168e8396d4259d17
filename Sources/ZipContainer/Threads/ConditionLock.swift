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
struct ConditionLock: ~Copyable, @unchecked Sendable {
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
