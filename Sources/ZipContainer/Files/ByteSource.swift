/// Bytes that can be read at any offset: a file by positioned reads, or an array.
///
/// A file is not mapped: if a mapped file is truncated while it is read, the process gets a fatal signal instead of an error.
package final class ByteSource: Sendable {
    private enum Storage: ~Copyable, Sendable {
        case file(FileDescriptor)
        case memory([UInt8])
        case computed(Reader)
    }

    /// Reads from an offset within the bytes until the buffer, which does not go beyond them, is full.
    package typealias Reader = @Sendable (_ offset: UInt64, _ buffer: UnsafeMutableRawBufferPointer) throws(ZipError) -> Int

    private let storage: Storage

    /// The number of bytes when the source was opened.
    package let count: UInt64

    package init(bytes: [UInt8]) {
        storage = .memory(bytes)
        count = UInt64(bytes.count)
    }

    /// Bytes that are made as they are read.
    package init(count: UInt64, reader: @escaping Reader) {
        storage = .computed(reader)
        self.count = count
    }

    /// The first bytes of an open file.
    init(file: consuming FileDescriptor, count: UInt64) {
        storage = .file(file)
        self.count = count
    }

    /// Opens a regular file for reading.
    ///
    /// - Throws: `file.not-found`, `file.unreadable`.
    package init(path: String) throws(ZipError) {
        guard !path.utf8.contains(0) else { throw ZipError(.fileNotFound, "the file does not exist") }
        let file = try FileDescriptor(reading: path)
        guard let status = file.status, status.isRegularFile, let size = status.size else {
            throw ZipError(.fileUnreadable, "the file is not a regular file")
        }
        storage = .file(file)
        count = size
    }

    /// Reads from an offset until the buffer is full or the bytes end, and returns the number of bytes read.
    ///
    /// - Throws: `file.unreadable`.
    package func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws(ZipError) -> Int {
        guard offset < count else { return 0 }
        let wanted = UnsafeMutableRawBufferPointer(rebasing: buffer[..<Int(min(UInt64(buffer.count), count - offset))])
        switch storage {
        case .memory(let bytes):
            let range = Int(offset)..<Int(offset) + wanted.count
            bytes.withUnsafeBytes { wanted.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[range])) }
            return wanted.count
        case .file(let file): return try file.read(at: offset, into: wanted)
        case .computed(let reader): return try reader(offset, wanted)
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
