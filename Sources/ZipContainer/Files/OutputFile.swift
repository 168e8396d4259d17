#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file that appears whole or not at all.
///
/// Bytes go to a temporary file in the target's folder. ``commit()`` renames it to the target, so that no reader
/// ever sees half a file and a failure leaves the target as it was. A file that is released without ``commit()`` leaves nothing.
package final class OutputFile {
    private let target: String
    private let temporary: String
    private var descriptor: Int32
    private var isCommitted = false

    /// The number of bytes written so far.
    package private(set) var position: UInt64 = 0

    /// Creates the temporary file, with the permissions of the file that it will replace, or those of a new file.
    ///
    /// A symbolic link is followed: the file it points to is replaced or created, and the link stays.
    ///
    /// - Throws: `file.unwritable` if the folder does not accept a new file, or the target is not a regular file or is read-only.
    package init(path: String) throws(ZipError) {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw ZipError(.fileUnwritable, "The path is empty or contains a NUL.") }
        var status = stat()
        let exists = stat(path, &status) == 0
        if exists {
            guard status.st_mode & S_IFMT == S_IFREG else { throw ZipError(.fileUnwritable, "The path is not a regular file.") }
            guard access(path, W_OK) == 0 else { throw Self.failure("The file may not be replaced") }
        }
        let place = try Self.resolved(path)
        let folder = Self.folder(of: place)
        var name = ""
        var opened: Int32 = -1
        for _ in 0..<16 {
            name = "\(folder).\(String(UInt64.random(in: .min ... .max), radix: 36)).tmp"
            opened = retrying { open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) }
            if opened >= 0 || errno != EEXIST { break }
        }
        guard opened >= 0 else { throw Self.failure("No file can be created there") }
        target = place
        temporary = name
        descriptor = opened
        if exists, fchmod(opened, status.st_mode & 0o777) != 0 { throw Self.failure("The file's permissions cannot be kept") }
    }

    deinit {
        if descriptor >= 0 { _ = close(descriptor) }
        if !isCommitted { _ = unlink(temporary) }
    }

    /// Writes at the end of the file.
    ///
    /// - Throws: `file.unwritable`, for example if the disk is full.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(ZipError) {
        try put(bytes, at: position)
        position += UInt64(bytes.count)
    }

    /// Overwrites bytes that were written before. ``position`` does not change.
    ///
    /// - Precondition: the bytes lie before ``position``.
    package func overwrite(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(ZipError) {
        precondition(offset <= position && UInt64(bytes.count) <= position - offset, "only written bytes can be overwritten")
        try put(bytes, at: offset)
    }

    /// Flushes the file to the disk, then renames it to the target.
    ///
    /// - Throws: `file.unwritable`; the target is then unchanged.
    package func commit() throws(ZipError) {
        guard retrying({ fsync(descriptor) }) == 0 else { throw Self.failure("The file cannot be written") }
        let closed = close(descriptor)
        descriptor = -1
        guard closed == 0 || errno == EINTR else { throw Self.failure("The file cannot be written") }
        guard rename(temporary, target) == 0 else { throw Self.failure("The file cannot be put in its place") }
        isCommitted = true
    }

    private func put(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(ZipError) {
        var rest = bytes
        var place = off_t(offset)
        while !rest.isEmpty {
            let count = retrying { pwrite(descriptor, rest.baseAddress, rest.count, place) }
            guard count > 0 else { throw Self.failure("The file cannot be written") }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            place += off_t(count)
        }
    }

    /// The path without links in its last component, whether or not it exists.
    private static func resolved(_ path: String) throws(ZipError) -> String {
        var path = path
        // The limit of Linux.
        for _ in 0..<40 {
            guard let destination = destination(ofLink: path) else { return path }
            let isAbsolute = destination.utf8.first == UInt8(ascii: "/")
            path = isAbsolute ? destination : folder(of: path) + destination
        }
        errno = ELOOP
        throw failure("The links cannot be followed")
    }

    private static func destination(ofLink path: String) -> String? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer in
            guard let start = buffer.baseAddress else { return nil }
            let count = readlink(path, start, buffer.count)
            guard count > 0 else { return nil }
            return String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
        }
    }

    /// The part before the last component, with its slash.
    private static func folder(of path: String) -> Substring {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[...$0] } ?? ""
    }

    private static func failure(_ sentence: String) -> ZipError {
        ZipError(.fileUnwritable, "\(sentence): \(String(cString: strerror(errno))).")
    }
}

/// Repeats a call that a signal interrupts.
private func retrying<Count: FixedWidthInteger>(_ call: () -> Count) -> Count {
    while true {
        let result = call()
        if result != -1 || errno != EINTR { return result }
    }
}
