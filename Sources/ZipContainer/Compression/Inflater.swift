#if ISAL
    internal import CDotationsISAL

    /// A raw deflate stream that ISA-L inflates.
    ///
    /// Its state is 87 kB, with the window in it, and lives on the heap.
    struct Inflater: ~Copyable {
        private let state: UnsafeMutablePointer<inflate_state>

        init() throws(ZipError) {
            state = .allocate(capacity: 1)
            isal_inflate_init(state)
        }

        deinit { state.deallocate() }

        /// Inflates as much as input and output allow; nil if the stream is damaged. At the stream's end what was consumed may be less than nothing:
        /// then bytes of the step before stand after it.
        func step(
            input: UnsafeMutablePointer<UInt8>, inputCount: Int, output: UnsafeMutablePointer<UInt8>, outputCount: Int
        ) -> (consumed: Int, produced: Int, isFinished: Bool)? {
            let inputCount = UInt32(clamping: inputCount)
            let outputCount = UInt32(clamping: outputCount)
            state.pointee.next_in = input
            state.pointee.avail_in = inputCount
            state.pointee.next_out = output
            state.pointee.avail_out = outputCount
            guard isal_inflate(state) == ISAL_DECOMP_OK else { return nil }
            let isFinished = state.pointee.block_state == ISAL_BLOCK_FINISH
            // It reads ahead, also from the input of the step before: whole bytes that are left stand after the stream.
            let ahead = isFinished ? Int(state.pointee.read_in_length / 8) : 0
            return (Int(inputCount - state.pointee.avail_in) - ahead, Int(outputCount - state.pointee.avail_out), isFinished)
        }
    }
#else
    internal import CDotationsZlib

    /// A raw deflate stream that zlib inflates.
    ///
    /// zlib keeps a pointer to its stream, so the stream lives on the heap.
    struct Inflater: ~Copyable {
        private let stream: UnsafeMutablePointer<z_stream>

        init() throws(ZipError) {
            let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
            stream.initialize(to: z_stream())
            guard inflateInit2_(stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
                stream.deallocate()
                throw ZipError(.badDeflate, "zlib has no memory")
            }
            self.stream = stream
        }

        deinit {
            inflateEnd(stream)
            stream.deallocate()
        }

        /// Inflates as much as input and output allow; nil if the stream is damaged.
        func step(
            input: UnsafeMutablePointer<UInt8>, inputCount: Int, output: UnsafeMutablePointer<UInt8>, outputCount: Int
        ) -> (consumed: Int, produced: Int, isFinished: Bool)? {
            let inputCount = UInt32(clamping: inputCount)
            let outputCount = UInt32(clamping: outputCount)
            stream.pointee.next_in = input
            stream.pointee.avail_in = inputCount
            stream.pointee.next_out = output
            stream.pointee.avail_out = outputCount
            let status = inflate(stream, Z_NO_FLUSH)
            guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { return nil }
            return (Int(inputCount - stream.pointee.avail_in), Int(outputCount - stream.pointee.avail_out), status == Z_STREAM_END)
        }
    }
#endif
