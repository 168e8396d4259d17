#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Bytes that can be read at any offset: a file by positioned reads, or an array.
///
/// A file is not mapped: if a mapped file is truncated while it is read, the process gets a fatal signal instead of an error.
package final class ByteSource: Sendable {
    private enum Storage: Sendable {
        case file(descriptor: Int32)
        case memory([UInt8])
    }

    private let storage: Storage

    /// The number of bytes when the source was opened.
    package let count: UInt64

    /// A source of bytes in memory.
    package init(bytes: [UInt8]) {
        storage = .memory(bytes)
        count = UInt64(bytes.count)
    }

    /// Opens a regular file for reading.
    ///
    /// - Throws: `file.not-found`, `file.unreadable`.
    package init(path: String) throws(ZipError) {
        guard !path.utf8.contains(0) else { throw ZipError(.fileNotFound, "the file does not exist") }
        var descriptor: Int32
        // Without O_NONBLOCK, opening a pipe would wait for its other end.
        repeat { descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) } while descriptor < 0 && errno == EINTR
        guard descriptor >= 0 else {
            throw errno == ENOENT || errno == ENOTDIR
                ? ZipError(.fileNotFound, "the file does not exist")
                : ZipError(.fileUnreadable, "the file cannot be opened: \(systemMessage())")
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, let size = UInt64(exactly: status.st_size) else {
            close(descriptor)
            throw ZipError(.fileUnreadable, "the file is not a regular file")
        }
        storage = .file(descriptor: descriptor)
        count = size
    }

    deinit {
        if case .file(let descriptor) = storage { close(descriptor) }
    }

    /// Reads from an offset until the buffer is full or the bytes end, and returns the number of bytes read.
    ///
    /// - Throws: `file.unreadable`.
    package func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws(ZipError) -> Int {
        guard offset < count, let base = buffer.baseAddress else { return 0 }
        let wanted = Int(min(UInt64(buffer.count), count - offset))
        switch storage {
        case .memory(let bytes):
            bytes.withUnsafeBytes { source in
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[Int(offset)..<Int(offset) + wanted]))
            }
            return wanted
        case .file(let descriptor):
            var done = 0
            while done < wanted {
                let got = pread(descriptor, base + done, wanted - done, off_t(offset) + off_t(done))
                if got > 0 {
                    done += got
                } else if got == 0 {
                    break
                } else if errno != EINTR {
                    throw ZipError(.fileUnreadable, "the file cannot be read: \(systemMessage())")
                }
            }
            return done
        }
    }

    /// Reads exactly that many bytes from an offset; nil if the bytes end before.
    package func bytes(at offset: UInt64, count wanted: Int) throws(ZipError) -> [UInt8]? {
        guard offset <= count, UInt64(wanted) <= count - offset else { return nil }
        var result = [UInt8](repeating: 0, count: wanted)
        let got = try result.withUnsafeMutableBufferPointer { (buffer) throws(ZipError) -> Int in
            try read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
        }
        return got == wanted ? result : nil
    }
}

/// The operating system's message for `errno`.
func systemMessage() -> String {
    String(cString: strerror(errno))
}
