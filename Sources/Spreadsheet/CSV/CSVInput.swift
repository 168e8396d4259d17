import ZipContainer

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Bytes to read from any place: those of a file, or of an array.
struct CSVInput: ~Copyable {
    private let descriptor: Int32
    private let bytes: [UInt8]
    /// How many bytes there were when it was opened.
    let size: Int

    /// Opens a regular file of at most so many bytes.
    init(path: String, limit: UInt64) throws(SpreadsheetError) {
        bytes = []
        (descriptor, size) = try Self.open(path, limit: limit)
    }

    /// Reads from an array of at most so many bytes.
    init(bytes: [UInt8], limit: UInt64) throws(SpreadsheetError) {
        try Self.checkSize(UInt64(bytes.count), limit: limit)
        self.bytes = bytes
        descriptor = -1
        size = bytes.count
    }

    private static func open(_ path: String, limit: UInt64) throws(SpreadsheetError) -> (descriptor: Int32, size: Int) {
        guard !path.utf8.contains(0) else { throw SpreadsheetError(SpreadsheetError.Code(.fileNotFound), "The path holds a NUL.") }
        var descriptor: Int32
        // Without O_NONBLOCK, opening a pipe would wait for its other end.
        repeat { descriptor = openat(AT_FDCWD, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) } while descriptor < 0 && errno == EINTR
        guard descriptor >= 0 else {
            let code: ZipError.Code = errno == ENOENT || errno == ENOTDIR ? .fileNotFound : .fileUnreadable
            throw SpreadsheetError(SpreadsheetError.Code(code), "The file cannot be opened: \(String(cString: strerror(errno))).")
        }
        do throws(SpreadsheetError) {
            var status = stat()
            guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
                throw SpreadsheetError(SpreadsheetError.Code(.fileUnreadable), "There is something else than a file.")
            }
            try checkSize(UInt64(clamping: status.st_size), limit: limit)
            return (descriptor, Int(clamping: status.st_size))
        } catch {
            _ = close(descriptor)
            throw error
        }
    }

    deinit {
        if descriptor >= 0 { _ = close(descriptor) }
    }

    private static func checkSize(_ size: UInt64, limit: UInt64) throws(SpreadsheetError) {
        guard size > limit else { return }
        throw SpreadsheetError(
            SpreadsheetError.Code(.fileTooLarge), "The file is larger than the limit.", measured: size, limit: limit)
    }

    /// Copies bytes from a place on, as many as there are and fit; 0 only at the end. Nil when the file cannot be read.
    func read(into target: UnsafeMutableRawBufferPointer, at place: Int) -> Int? {
        guard descriptor >= 0 else {
            let count = min(target.count, bytes.count - place)
            guard count > 0 else { return 0 }
            bytes.withUnsafeBytes { target.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[place..<place + count])) }
            return count
        }
        while true {
            let count = pread(descriptor, target.baseAddress, target.count, off_t(place))
            if count >= 0 { return count }
            if errno != EINTR { return nil }
        }
    }
}
