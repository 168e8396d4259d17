/// Inflates an entry piece by piece, and checks its size and compression ratio.
struct EntryInflater: ~Copyable {
    private let source: ByteSource
    private let entry: ZipEntry
    private let limits: ZipLimits
    private let inflater: Inflater?
    private let input: UnsafeMutableRawBufferPointer
    /// The part of `input` that is not inflated yet.
    private var pending = 0..<0
    /// The number of the entry's stored bytes that have been read from the source.
    private var fetched: UInt64 = 0
    private var produced: UInt64 = 0
    private(set) var isFinished = false

    init(source: ByteSource, entry: ZipEntry, limits: ZipLimits) throws(ZipError) {
        let inflater: Inflater? = entry.method == .deflated ? try Inflater() : nil
        self.inflater = inflater
        self.source = source
        self.entry = entry
        self.limits = limits
        input = .allocate(byteCount: entry.method == .deflated ? 1 << 16 : 0, alignment: 16)
    }

    deinit {
        input.deallocate()
    }

    /// Fills the buffer with the next bytes and returns their number, which is 0 only at the end.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ZipError) -> Int {
        guard !isFinished, buffer.count > 0 else { return 0 }
        let count = try entry.method == .stored ? copy(into: buffer) : inflate(into: buffer)
        produced += UInt64(count)
        guard produced <= entry.size else { throw failure(.sizeMismatch, "the entry is larger than it says") }
        if produced > limits.ratioGrace, produced / max(1, limits.ratio) > entry.compressedSize {
            // Rounded up, so that the reported ratio is above the limit.
            let (ratio, rest) = produced.quotientAndRemainder(dividingBy: max(1, entry.compressedSize))
            throw ZipError(
                .ratioTooHigh, "the entry is compressed too much", entry: entry.name, measured: rest == 0 ? ratio : ratio + 1,
                limit: limits.ratio)
        }
        guard !isFinished || produced == entry.size else { throw failure(.sizeMismatch, "the entry is smaller than it says") }
        return count
    }

    private mutating func copy(into buffer: UnsafeMutableRawBufferPointer) throws(ZipError) -> Int {
        let count = try fetch(into: buffer)
        isFinished = fetched == entry.compressedSize
        return count
    }

    /// Loops until the buffer is full or the stream ends, so that every step makes progress or fails.
    private mutating func inflate(into buffer: UnsafeMutableRawBufferPointer) throws(ZipError) -> Int {
        guard let output = buffer.bindMemory(to: UInt8.self).baseAddress, let stored = input.bindMemory(to: UInt8.self).baseAddress else {
            return 0
        }
        var filled = 0
        while filled < buffer.count, !isFinished {
            if pending.isEmpty, fetched < entry.compressedSize { pending = 0..<(try fetch(into: input)) }
            guard
                let step = inflater?.step(
                    input: stored + pending.lowerBound, inputCount: pending.count, output: output + filled,
                    outputCount: buffer.count - filled)
            else { throw failure(.badDeflate, "the compressed data are damaged") }
            guard step.consumed > 0 || step.produced > 0 || step.isFinished else {
                throw failure(.badDeflate, "the compressed data end too early")
            }
            pending = pending.lowerBound + step.consumed..<pending.upperBound
            filled += step.produced
            if step.isFinished {
                guard pending.isEmpty, fetched == entry.compressedSize else {
                    throw failure(.badDeflate, "there are bytes after the compressed data")
                }
                isFinished = true
            }
        }
        return filled
    }

    /// Reads the next stored bytes, and returns their number.
    private mutating func fetch(into buffer: UnsafeMutableRawBufferPointer) throws(ZipError) -> Int {
        let wanted = Int(min(UInt64(buffer.count), entry.compressedSize - fetched))
        let count = try source.read(at: entry.dataOffset + fetched, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
        guard count == wanted else { throw failure(.truncated, "the file ends in the middle of the entry") }
        fetched += UInt64(count)
        return count
    }

    private func failure(_ code: ZipError.Code, _ detail: String) -> ZipError {
        ZipError(code, detail, entry: entry.name)
    }
}
