internal import CZlib

/// A raw deflate stream (RFC 1951) into an archive, through one buffer of fixed size.
///
/// zlib keeps a pointer to its `z_stream`, so that lives on the heap.
struct Deflater: ~Copyable {
    private static let bufferSize = 128 << 10

    /// From 1, the fastest, to 9, the smallest.
    let level: Int
    private let stream: UnsafeMutablePointer<z_stream>
    private let buffer: UnsafeMutableRawBufferPointer

    init(level: Int) throws(ZipError) {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // Window bits below zero ask for deflate without zlib's own frame; a zip entry has its own. 8 is the usual memory level.
        let status = deflateInit2_(
            stream, Int32(level), Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else {
            stream.deallocate()
            throw ZipError(.fileUnwritable, "zlib refuses to deflate, with status \(status).")
        }
        self.level = level
        self.stream = stream
        buffer = .allocate(byteCount: Self.bufferSize, alignment: 16)
        rewindOutput()
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
        buffer.deallocate()
    }

    /// Takes the next bytes of an entry, and hands on what is full of the deflated ones.
    mutating func deflate(_ input: UnsafeRawBufferPointer, into output: inout ArchiveOutput) throws(ZipError) {
        var rest = input
        while !rest.isEmpty {
            // zlib counts a call's bytes in 32 bits.
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(piece.count))
            stream.pointee.next_in = UnsafeMutablePointer(mutating: piece.assumingMemoryBound(to: UInt8.self).baseAddress)
            stream.pointee.avail_in = uInt(piece.count)
            while stream.pointee.avail_in > 0 {
                try check(CZlib.deflate(stream, Z_NO_FLUSH), &output)
                if stream.pointee.avail_out == 0 { try drain(into: &output) }
            }
        }
    }

    /// Ends the entry's stream, and makes ready for another.
    mutating func finish(into output: inout ArchiveOutput) throws(ZipError) {
        stream.pointee.next_in = nil
        stream.pointee.avail_in = 0
        var status = Z_OK
        while status != Z_STREAM_END {
            status = CZlib.deflate(stream, Z_FINISH)
            try check(status, &output)
            try drain(into: &output)
        }
        try check(deflateReset(stream), &output)
    }

    private mutating func drain(into output: inout ArchiveOutput) throws(ZipError) {
        try output.write(UnsafeRawBufferPointer(rebasing: buffer[..<(buffer.count - Int(stream.pointee.avail_out))]))
        rewindOutput()
    }

    private func rewindOutput() {
        stream.pointee.next_out = buffer.assumingMemoryBound(to: UInt8.self).baseAddress
        stream.pointee.avail_out = uInt(buffer.count)
    }

    private func check(_ status: Int32, _ output: inout ArchiveOutput) throws(ZipError) {
        guard status == Z_OK || status == Z_STREAM_END else {
            throw output.fail(ZipError(.fileUnwritable, "zlib fails to deflate, with status \(status)."))
        }
    }
}

/// The CRC-32 of an entry's bytes (APPNOTE 4.4.7).
struct RunningChecksum {
    private(set) var value: UInt32 = 0

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        value = UInt32(truncatingIfNeeded: crc32_z(UInt(value), bytes.assumingMemoryBound(to: UInt8.self).baseAddress, bytes.count))
    }
}
