#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

// The only file that calls the operating system.

/// An open file, which is closed when it is released. Calls that a signal interrupts are repeated.
struct FileDescriptor: ~Copyable {
    private var number: Int32

    /// The metadata of a path.
    struct Status {
        private var status = stat()

        init?(path: String) {
            guard stat(path, &status) == 0 else { return nil }
        }

        fileprivate init?(_ number: Int32) {
            guard fstat(number, &status) == 0 else { return nil }
        }

        var isRegularFile: Bool { status.st_mode & S_IFMT == S_IFREG }
        var size: UInt64? { UInt64(exactly: status.st_size) }
        fileprivate var permissions: mode_t { status.st_mode & 0o777 }
    }

    /// Opens a file for reading.
    ///
    /// - Throws: `file.not-found`, `file.unreadable`.
    init(reading path: String) throws(ZipError) {
        // Without O_NONBLOCK, opening a pipe would wait for its other end.
        number = retrying { open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        guard number < 0 else { return }
        throw errno == ENOENT || errno == ENOTDIR
            ? ZipError(.fileNotFound, "the file does not exist")
            : ZipError(.fileUnreadable, "the file cannot be opened: \(systemMessage())")
    }

    /// Creates a file for writing, with a new name in a folder.
    ///
    /// - Throws: `file.unwritable`.
    init(creatingIn folder: Substring, path: inout String) throws(ZipError) {
        repeat {
            path = "\(folder).\(String(UInt64.random(in: .min ... .max), radix: 36)).tmp"
            number = retrying { open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) }
        } while number < 0 && errno == EEXIST
        guard number >= 0 else { throw Self.unwritable("No file can be created there") }
    }

    deinit {
        if number >= 0 { _ = close(number) }
    }

    var status: Status? { Status(number) }

    /// Reads from an offset until the buffer is full or the file ends, and returns the number of bytes read.
    ///
    /// - Throws: `file.unreadable`.
    func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws(ZipError) -> Int {
        guard let base = buffer.baseAddress else { return 0 }
        var done = 0
        while done < buffer.count {
            let count = retrying { pread(number, base + done, buffer.count - done, off_t(offset) + off_t(done)) }
            guard count >= 0 else { throw ZipError(.fileUnreadable, "the file cannot be read: \(systemMessage())") }
            if count == 0 { break }
            done += count
        }
        return done
    }

    /// - Throws: `file.unwritable`.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(ZipError) {
        var rest = bytes
        var place = off_t(offset)
        while !rest.isEmpty {
            let count = retrying { pwrite(number, rest.baseAddress, rest.count, place) }
            guard count > 0 else { throw Self.unwritable("The file cannot be written") }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            place += off_t(count)
        }
    }

    /// - Throws: `file.unwritable`.
    func takePermissions(of status: Status) throws(ZipError) {
        guard fchmod(number, status.permissions) == 0 else { throw Self.unwritable("The file's permissions cannot be kept") }
    }

    /// Flushes the file to the disk, and closes it.
    ///
    /// - Throws: `file.unwritable`.
    mutating func finish() throws(ZipError) {
        guard retrying({ fsync(number) }) == 0 else { throw Self.unwritable("The file cannot be written") }
        let closed = close(number)
        number = -1
        guard closed == 0 || errno == EINTR else { throw Self.unwritable("The file cannot be written") }
    }

    // MARK: Paths

    /// - Throws: `file.unwritable`.
    static func checkIsWritable(_ path: String) throws(ZipError) {
        guard access(path, W_OK) == 0 else { throw unwritable("The file may not be replaced") }
    }

    /// - Throws: `file.unwritable`.
    static func move(_ path: String, to target: String) throws(ZipError) {
        guard rename(path, target) == 0 else { throw unwritable("The file cannot be put in its place") }
    }

    /// The folder of temporary files, with a slash at its end.
    static var temporaryFolder: String {
        guard let named = getenv("TMPDIR"), named.pointee != 0 else { return "/tmp/" }
        return String(cString: named) + "/"
    }

    static func remove(_ path: String) { _ = unlink(path) }

    /// The destination of a symbolic link; nil for anything else.
    static func destination(ofLink path: String) -> String? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer in
            guard let start = buffer.baseAddress else { return nil }
            let count = readlink(path, start, buffer.count)
            guard count > 0 else { return nil }
            return String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
        }
    }

    private static func unwritable(_ sentence: String) -> ZipError { ZipError(.fileUnwritable, "\(sentence): \(systemMessage()).") }
}

private func systemMessage() -> String { String(cString: strerror(errno)) }

/// Reads what is there next of an open pipe, file or socket, which stays open; 0 at its end.
///
/// - Throws: `file.unreadable`.
package func readNext(of descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) throws(ZipError) -> Int {
    let count = retrying { read(descriptor, buffer.baseAddress, buffer.count) }
    guard count >= 0 else { throw ZipError(.fileUnreadable, "the file cannot be read: \(systemMessage())") }
    return count
}

/// Repeats a call that a signal interrupts.
private func retrying<Count: FixedWidthInteger>(_ call: () -> Count) -> Count {
    while true {
        let result = call()
        if result != -1 || errno != EINTR { return result }
    }
}

/// A mutex with a condition variable.
///
/// It is `Sendable`: it holds only a POSIX mutex and condition variable, at fixed addresses, which may be used from several
/// threads.
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

    /// Releases the lock until another thread calls ``signal()``. Call it with the lock held, in a loop.
    func wait() { pthread_cond_wait(condition, mutex) }

    func signal() { pthread_cond_signal(condition) }
}

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
        #else
            var thread = pthread_t()
        #endif
        let status = pthread_create(&thread, nil, { Self.run($0) }, work.toOpaque())
        guard status == 0, let thread = thread as pthread_t? else {
            work.release()
            return nil
        }
        self.thread = thread
    }

    deinit { pthread_join(thread, nil) }

    private static func run(_ work: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        if let work { Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body() }
        return nil
    }
}
