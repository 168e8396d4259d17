/// Bytes of a pipe or of a network, kept in a file without a name so that they can be read at any offset. Nothing of it is left behind.
package struct SpoolFile: ~Copyable {
    private let output: FileDescriptor
    private let input: FileDescriptor
    private let limit: UInt64
    private var count: UInt64 = 0

    /// Creates the file, in the folder of temporary files, for at most so many bytes.
    ///
    /// - Throws: `file.unwritable`, `file.unreadable`.
    package init(limit: UInt64) throws(ZipError) {
        var path = ""
        let writing = try FileDescriptor(creatingIn: Substring(FileDescriptor.temporaryFolder), path: &path)
        // The name goes before a byte comes, so that nobody else can open it.
        defer { FileDescriptor.remove(path) }
        let reading = try FileDescriptor(reading: path)
        output = writing
        input = reading
        self.limit = limit
    }

    /// Adds bytes at the end.
    ///
    /// - Throws: `limit.file-size`, `file.unwritable`.
    package mutating func append(_ bytes: UnsafeRawBufferPointer) throws(ZipError) {
        guard UInt64(bytes.count) <= limit - count else {
            throw ZipError(.fileTooLarge, "the file is larger than the limit", measured: count + UInt64(bytes.count), limit: limit)
        }
        try output.write(bytes, at: count)
        count += UInt64(bytes.count)
    }

    /// The bytes that were added.
    package consuming func source() -> ByteSource { ByteSource(file: input, count: count) }
}
