import Foundation
import Spreadsheet

/// Bytes on their way out, in large blocks.
///
/// Nothing is written before the first block is full, so that standard output stays empty where a file turns out to be bad early on.
struct OutputBuffer: ~Copyable {
    private static let capacity = 128 << 10

    private let descriptor: Int32
    private let bytes: UnsafeMutablePointer<UInt8>
    private var count = 0
    private(set) var hasWritten = false

    init(descriptor: Int32 = 1) {
        self.descriptor = descriptor
        bytes = .allocate(capacity: Self.capacity)
    }

    deinit { bytes.deallocate() }

    /// Makes room for a few bytes, of which each `add` takes its part.
    @inline(__always)
    mutating func reserve(_ wanted: Int) throws {
        assert(wanted <= Self.capacity)
        if Self.capacity - count < wanted { try flush() }
    }

    /// Adds a byte, for which there is room.
    @inline(__always)
    mutating func add(_ byte: UInt8) {
        bytes[count] = byte
        count &+= 1
    }

    /// Adds a few bytes, for which there is room.
    @inline(__always)
    mutating func add(_ text: StaticString) {
        (bytes + count).update(from: text.utf8Start, count: text.utf8CodeUnitCount)
        count &+= text.utf8CodeUnitCount
    }

    mutating func put(_ source: UnsafeBufferPointer<UInt8>) throws {
        guard var from = source.baseAddress else { return }
        var rest = source.count
        while rest > 0 {
            if count == Self.capacity { try flush() }
            let part = min(rest, Self.capacity - count)
            (bytes + count).update(from: from, count: part)
            count += part
            from += part
            rest -= part
        }
    }

    mutating func put(_ source: [UInt8]) throws {
        try source.withUnsafeBufferPointer { try put($0) }
    }

    mutating func put(_ text: String) throws {
        var text = text
        try text.withUTF8 { try put($0) }
    }

    /// Writes what is in the buffer.
    ///
    /// - Throws: `Failure.closedPipe` where nobody reads any more; `file.unwritable`.
    mutating func flush() throws {
        var start = 0
        while start < count {
            let written = write(descriptor, bytes + start, count - start)
            if written > 0 {
                start += written
                hasWritten = true
            } else if errno == EPIPE {
                throw Failure.closedPipe
            } else if errno == EINTR {
                try Interruption.check()
            } else if errno == EAGAIN {
                var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&ready, 1, -1)
            } else {
                let reason = String(cString: strerror(errno))
                throw SpreadsheetError(.fileUnwritable, "standard output cannot be written: \(reason)", at: .init(file: "stdout"))
            }
        }
        count = 0
    }
}
