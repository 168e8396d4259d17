#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file that is there as a whole or not at all.
///
/// What is written goes to a temporary file in the target's folder; ``commit()`` puts it in the target's place in one step, so that no reader
/// ever meets half a file and a failure leaves the target as it was. A file that is let go without ``commit()`` leaves nothing behind.
package final class OutputFile {
    private let target: String
    private let temporary: String
    private var descriptor: Int32
    private var isCommitted = false

    /// The number of bytes written so far.
    package private(set) var position: UInt64 = 0

    /// Creates the temporary file. It gets the permissions of the file that it will replace, or those of any new file.
    ///
    /// A symbolic link is followed, so that the file it points to is replaced or made, and the link stays.
    ///
    /// - Throws: `file.unwritable` where the folder does not take a new file, or where the target is no regular file or may not be written.
    package init(path: String) throws(ZipError) {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw ZipError(.fileUnwritable, "The file's path is empty or holds a NUL.") }
        var status = stat()
        let exists = stat(path, &status) == 0
        if exists {
            guard status.st_mode & S_IFMT == S_IFREG else { throw ZipError(.fileUnwritable, "There is something else than a file.") }
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
    /// - Throws: `file.unwritable`, when the disk is full for example.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(ZipError) {
        try put(bytes, at: position)
        position += UInt64(bytes.count)
    }

    /// Writes over bytes that were written before, and leaves ``position`` where it is.
    ///
    /// - Precondition: the bytes lie before ``position``.
    package func overwrite(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(ZipError) {
        precondition(offset <= position && UInt64(bytes.count) <= position - offset, "only what is written can be written over")
        try put(bytes, at: offset)
    }

    /// Brings everything to the disk, then puts the file in the target's place.
    ///
    /// - Throws: `file.unwritable`; the target is then as it was.
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

    /// Where a path leads when its last component is a link, or a link to a link, whether or not there is a file at the end.
    private static func resolved(_ path: String) throws(ZipError) -> String {
        var path = path
        // As many as Linux follows itself.
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

    /// What stands before the last component, with its slash.
    private static func folder(of path: String) -> Substring {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[...$0] } ?? ""
    }

    private static func failure(_ sentence: String) -> ZipError {
        ZipError(.fileUnwritable, "\(sentence): \(String(cString: strerror(errno))).")
    }
}

/// Calls again for as long as a signal interrupts the call.
private func retrying<Count: FixedWidthInteger>(_ call: () -> Count) -> Count {
    while true {
        let result = call()
        if result != -1 || errno != EINTR { return result }
    }
}
