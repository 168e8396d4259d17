internal import Synchronization
internal import ZipContainer

extension CSVReader {
    /// Reads CSV as it comes through a pipe, a socket or an open file, in constant memory.
    ///
    /// The first records are there once 64 KiB have come, or all: from these the encoding and the separator are detected.
    ///
    /// - Parameters:
    ///   - fileDescriptor: The descriptor, such as 0 for standard input. It stays open.
    ///   - dialect: The dialect; nil to detect separator and encoding.
    ///   - separator: The separator, if it is known; it overrides the dialect's.
    ///   - encoding: The encoding, if it is known; it overrides the dialect's.
    ///   - limits: The limits, of which that of a file's size does not count here.
    /// - Throws: `csv.bad-separator`.
    public init(
        fileDescriptor: Int32, dialect: CSVDialect? = nil, separator: UInt8? = nil, encoding: TextEncoding? = nil,
        limits: ReadLimits = .standard
    ) throws(SpreadsheetError) {
        let bytes = PassingBytes { (buffer) throws(ZipError) in try readNext(of: fileDescriptor, into: buffer) }
        try self.init(passing: bytes, dialect: dialect, separator: separator, encoding: encoding, limits: limits)
    }

    /// Reads CSV from a function that gives its bytes, in constant memory; see ``init(fileDescriptor:dialect:separator:encoding:limits:)``.
    ///
    /// - Parameters:
    ///   - dialect: The dialect; nil to detect separator and encoding.
    ///   - separator: The separator, if it is known; it overrides the dialect's.
    ///   - encoding: The encoding, if it is known; it overrides the dialect's.
    ///   - limits: The limits, of which that of a file's size does not count here.
    ///   - next: Puts the next bytes at the start of a buffer, and returns their number; 0 at the end.
    /// - Throws: `csv.bad-separator`.
    public init(
        dialect: CSVDialect? = nil, separator: UInt8? = nil, encoding: TextEncoding? = nil, limits: ReadLimits = .standard,
        reading next: @escaping @Sendable (UnsafeMutableRawBufferPointer) -> Int
    ) throws(SpreadsheetError) {
        let bytes = PassingBytes { next($0) }
        try self.init(passing: bytes, dialect: dialect, separator: separator, encoding: encoding, limits: limits)
    }
}

extension CSVReader {
    private init(
        passing bytes: PassingBytes, dialect: CSVDialect?, separator: UInt8?, encoding: TextEncoding?, limits: ReadLimits
    ) throws(SpreadsheetError) {
        var limits = limits
        // How many bytes will come nobody knows, and they are not kept.
        limits.zip.archiveSize = .max
        try self.init(
            source: bytes.source, name: nil, dialect: dialect, separator: separator, encoding: encoding, limits: limits)
    }
}

/// Bytes that come once, with so many of the last ones kept as a reader goes back by at most.
private final class PassingBytes: Sendable {
    typealias Next = @Sendable (UnsafeMutableRawBufferPointer) throws(ZipError) -> Int

    private struct Window {
        var bytes: [UInt8] = []
        /// The offset of the first byte that is kept.
        var start: UInt64 = 0
        var isAtEnd = false
    }

    private let next: Next
    private let window = Mutex(Window())

    init(next: @escaping Next) { self.next = next }

    var source: ByteSource {
        ByteSource(count: .max) { (offset, buffer) throws(ZipError) in try self.read(at: offset, into: buffer) }
    }

    private func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws(ZipError) -> Int {
        try window.withLock { (window) throws(ZipError) -> Int in
            guard offset >= window.start else { throw ZipError(.fileUnreadable, "bytes that have passed are read again") }
            // A character of any encoding is there whole.
            while window.start + UInt64(window.bytes.count) < offset + 4, !window.isAtEnd {
                let count = try next(buffer)
                guard count > 0, count <= buffer.count else {
                    window.isAtEnd = true
                    break
                }
                window.bytes.append(contentsOf: buffer[..<count])
            }
            let position = Int(offset - window.start)
            guard position < window.bytes.count else { return 0 }
            let count = min(buffer.count, window.bytes.count - position)
            window.bytes.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<position + count])) }
            // A reader goes back by no more than the beginning, from which it detects, or a block.
            let surplus = window.bytes.count - 3 * CSVText.largestBlock
            if surplus >= CSVText.largestBlock {
                window.bytes.removeFirst(surplus)
                window.start += UInt64(surplus)
            }
            return count
        }
    }
}
