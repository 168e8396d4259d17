#if ISAL
    internal import CDotationsISAL

    private typealias InflaterStream = inflate_state
#else
    internal import CDotationsZlib

    private typealias InflaterStream = z_stream
#endif

/// A raw deflate stream that ISA-L inflates, or without the trait `ISAL` zlib.
///
/// zlib keeps a pointer to its stream, and ISA-L's has 87 kB, with the window in it: the stream lives on the heap.
struct Inflater: ~Copyable {
    private let stream: UnsafeMutablePointer<InflaterStream>

    init() throws(ZipError) {
        stream = .allocate(capacity: 1)
        #if ISAL
            isal_inflate_init(stream)
        #else
            stream.initialize(to: z_stream())
            guard inflateInit2_(stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
                stream.deallocate()
                throw ZipError(.badDeflate, "zlib has no memory")
            }
        #endif
    }

    deinit {
        #if !ISAL
            inflateEnd(stream)
        #endif
        stream.deallocate()
    }

    /// Inflates as much as input and output allow; nil if the stream is damaged.
    ///
    /// At the stream's end less than nothing may have been consumed: then bytes of the step before stand after it.
    func step(
        input: UnsafeMutablePointer<UInt8>, inputCount: Int, output: UnsafeMutablePointer<UInt8>, outputCount: Int
    ) -> (consumed: Int, produced: Int, isFinished: Bool)? {
        let inputCount = UInt32(clamping: inputCount)
        let outputCount = UInt32(clamping: outputCount)
        stream.pointee.next_in = input
        stream.pointee.avail_in = inputCount
        stream.pointee.next_out = output
        stream.pointee.avail_out = outputCount
        #if ISAL
            guard isal_inflate(stream) == ISAL_DECOMP_OK else { return nil }
            let isFinished = stream.pointee.block_state == ISAL_BLOCK_FINISH
            // It reads ahead, also from the input of the step before: whole bytes that are left stand after the stream.
            let ahead = isFinished ? Int(stream.pointee.read_in_length / 8) : 0
        #else
            let status = inflate(stream, Z_NO_FLUSH)
            guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { return nil }
            let (isFinished, ahead) = (status == Z_STREAM_END, 0)
        #endif
        return (Int(inputCount - stream.pointee.avail_in) - ahead, Int(outputCount - stream.pointee.avail_out), isFinished)
    }
}
