/// A file that appears whole or not at all.
///
/// Bytes go to a temporary file in the target's folder. ``commit()`` renames it to the target, so that no reader
/// ever sees half a file and a failure leaves the target as it was. A file that is released without ``commit()`` leaves nothing.
package final class OutputFile {
    private let target: String
    private let temporary: String
    private var file: FileDescriptor
    private var isCommitted = false

    package private(set) var position: UInt64 = 0

    /// Creates the temporary file, with the permissions of the file that it will replace, or those of a new file.
    ///
    /// A symbolic link is followed: the file it points to is replaced or created, and the link stays.
    ///
    /// - Throws: `file.unwritable` if the folder does not accept a new file, or the target is not a regular file or is read-only.
    package init(path: String) throws(ZipError) {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw ZipError(.fileUnwritable, "The path is empty or contains a NUL.") }
        let existing = FileDescriptor.Status(path: path)
        if let existing {
            guard existing.isRegularFile else { throw ZipError(.fileUnwritable, "The path is not a regular file.") }
            try FileDescriptor.checkIsWritable(path)
        }
        target = try Self.resolved(path)
        var path = ""
        file = try FileDescriptor(creatingIn: Self.folder(of: target), path: &path)
        temporary = path
        if let existing { try file.takePermissions(of: existing) }
    }

    deinit {
        if !isCommitted { FileDescriptor.remove(temporary) }
    }

    /// Writes at the end of the file.
    ///
    /// - Throws: `file.unwritable`, for example if the disk is full.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(ZipError) {
        try file.write(bytes, at: position)
        position += UInt64(bytes.count)
    }

    /// Overwrites bytes that were written before. ``position`` does not change.
    ///
    /// - Precondition: the bytes lie before ``position``.
    package func overwrite(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(ZipError) {
        precondition(offset <= position && UInt64(bytes.count) <= position - offset, "only written bytes can be overwritten")
        try file.write(bytes, at: offset)
    }

    /// Flushes the file to the disk, then renames it to the target.
    ///
    /// - Throws: `file.unwritable`; the target is then unchanged.
    package func commit() throws(ZipError) {
        try file.finish()
        try FileDescriptor.move(temporary, to: target)
        isCommitted = true
    }

    /// The path without links in its last component, whether or not it exists.
    private static func resolved(_ path: String) throws(ZipError) -> String {
        var path = path
        // The limit of Linux.
        for _ in 0..<40 {
            guard let destination = FileDescriptor.destination(ofLink: path) else { return path }
            let isAbsolute = destination.utf8.first == UInt8(ascii: "/")
            path = isAbsolute ? destination : folder(of: path) + destination
        }
        throw ZipError(.fileUnwritable, "The path has too many symbolic links.")
    }

    /// The part before the last component, with its slash.
    private static func folder(of path: String) -> Substring {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[...$0] } ?? ""
    }
}
