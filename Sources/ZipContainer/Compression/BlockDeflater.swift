internal import CDotationsZlib

/// Deflates blocks independently of each other, so that they can be deflated at the same time and joined to one stream
/// (RFC 1951): all except the last end with an empty stored block, which pads them to a whole byte.
///
/// Levels up to 2 use ``FastDeflater``, higher ones zlib.
struct BlockDeflater: ~Copyable {
    /// Both are nil if blocks are stored. zlib keeps a pointer to its stream, so the stream lives on the heap.
    private let stream: UnsafeMutablePointer<z_stream>?
    private var fast: FastDeflater?

    init(level: Int) throws(ZipError) {
        guard level > 2 else {
            stream = nil
            fast = level > 0 ? FastDeflater() : nil
            return
        }
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // Negative window bits ask for raw deflate without zlib's frame. 8 is the default memory level.
        let status = deflateInit2_(
            stream, Int32(level), Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else {
            stream.deallocate()
            throw ZipError(.fileUnwritable, "zlib refuses to deflate, with status \(status).")
        }
        self.stream = stream
        fast = nil
    }

    deinit {
        guard let stream else { return }
        deflateEnd(stream)
        stream.deallocate()
    }

    /// The largest deflated size of a block of that many bytes.
    func bound(_ count: Int) -> Int {
        stream.map { Int(deflateBound($0, uLong(count))) + 64 } ?? FastDeflater.bound(count)
    }

    /// Deflates a block and returns the number of bytes; nil if the buffer has no room.
    mutating func deflate(_ block: UnsafeRawBufferPointer, isLast: Bool, into output: UnsafeMutableRawBufferPointer) -> Int? {
        if let count = fast?.deflate(block, isLast: isLast, into: output) { return count }
        guard let stream else {
            guard fast == nil, block.count <= output.count else { return nil }
            output.copyMemory(from: block)
            return block.count
        }
        stream.pointee.next_in = UnsafeMutablePointer(mutating: block.assumingMemoryBound(to: UInt8.self).baseAddress)
        stream.pointee.avail_in = uInt(block.count)
        stream.pointee.next_out = output.assumingMemoryBound(to: UInt8.self).baseAddress
        stream.pointee.avail_out = uInt(output.count)
        let status = CDotationsZlib.deflate(stream, isLast ? Z_FINISH : Z_SYNC_FLUSH)
        // A flush that fills the buffer may not be whole.
        guard status == (isLast ? Z_STREAM_END : Z_OK), stream.pointee.avail_in == 0, stream.pointee.avail_out > 0 else { return nil }
        let count = output.count - Int(stream.pointee.avail_out)
        return deflateReset(stream) == Z_OK ? count : nil
    }
}
