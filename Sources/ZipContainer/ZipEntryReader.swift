/// Gives an entry's inflated bytes piece by piece, and checks size, compression ratio and CRC-32 as they come.
public struct ZipEntryReader: ~Copyable {
    private let source: ByteSource
    private let entry: ZipEntry
    private let limits: ZipLimits
    private let inflater: Inflater?
    private let input: UnsafeMutableRawBufferPointer
    /// What of `input` is not inflated yet.
    private var pending = 0..<0
    /// How many of the entry's stored bytes have been read from the source.
    private var fetched: UInt64 = 0
    private var produced: UInt64 = 0
    private var checksum: UInt32 = 0
    private var isFinished = false

    init(source: ByteSource, entry: ZipEntry, limits: ZipLimits) throws(ZipError) {
        guard entry.size <= limits.entrySize else {
            throw ZipError(
                .inflatedTooLarge, "the entry is too large", entry: entry.name, measured: entry.size, limit: limits.entrySize)
        }
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

    /// How much of the entry has been read, from 0 to 1.
    public var fractionRead: Double { entry.size == 0 ? 1 : min(1, Double(produced) / Double(entry.size)) }

    /// Fills the buffer with the next bytes and gives their number, which is 0 at the end alone.
    ///
    /// - Throws: `zip.bad-deflate`, `zip.truncated`, `zip.size-mismatch`, `zip.crc`, `limit.ratio`, `file.unreadable`. The bytes given
    ///   before are as they are in the file, but only the end tells that they are what was once stored.
    public mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ZipError) -> Int {
        guard !isFinished, buffer.count > 0 else { return 0 }
        let count = try entry.method == .stored ? copy(into: buffer) : inflate(into: buffer)
        produced += UInt64(count)
        checksum = updatedChecksum(checksum, UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        guard produced <= entry.size else { throw failure(.sizeMismatch, "the entry is larger than it says") }
        if produced > limits.ratioGrace, produced / max(1, limits.ratio) > entry.compressedSize {
            throw ZipError(
                .ratioTooHigh, "the entry is compressed too much", entry: entry.name, measured: produced / max(1, entry.compressedSize),
                limit: limits.ratio)
        }
        if isFinished {
            guard produced == entry.size else { throw failure(.sizeMismatch, "the entry is smaller than it says") }
            guard checksum == entry.checksum else { throw failure(.badChecksum, "the entry is damaged: its checksum is wrong") }
        }
        return count
    }

    /// Fills an array with the next bytes and gives their number, which is 0 at the end alone.
    ///
    /// - Throws: as ``read(into:)-(UnsafeMutableRawBufferPointer)``.
    public mutating func read(into buffer: inout [UInt8]) throws(ZipError) -> Int {
        try buffer.withUnsafeMutableBufferPointer { (bytes) throws(ZipError) -> Int in
            try read(into: UnsafeMutableRawBufferPointer(bytes))
        }
    }

    private mutating func copy(into buffer: UnsafeMutableRawBufferPointer) throws(ZipError) -> Int {
        let wanted = Int(min(UInt64(buffer.count), entry.compressedSize - fetched))
        let count = try source.read(at: entry.dataOffset + fetched, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
        guard count == wanted else { throw failure(.truncated, "the file ends in the middle of the entry") }
        fetched += UInt64(count)
        isFinished = fetched == entry.compressedSize
        return count
    }

    /// Goes on until the buffer is full or the stream ends, so that every step makes progress or fails.
    private mutating func inflate(into buffer: UnsafeMutableRawBufferPointer) throws(ZipError) -> Int {
        guard let output = buffer.bindMemory(to: UInt8.self).baseAddress, let stored = input.bindMemory(to: UInt8.self).baseAddress else {
            return 0
        }
        var filled = 0
        while filled < buffer.count, !isFinished {
            if pending.isEmpty, fetched < entry.compressedSize { try fetch() }
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
                    throw failure(.badDeflate, "other data follow the compressed data")
                }
                isFinished = true
            }
        }
        return filled
    }

    private mutating func fetch() throws(ZipError) {
        let wanted = Int(min(UInt64(input.count), entry.compressedSize - fetched))
        let count = try source.read(at: entry.dataOffset + fetched, into: UnsafeMutableRawBufferPointer(rebasing: input[..<wanted]))
        guard count == wanted else { throw failure(.truncated, "the file ends in the middle of the entry") }
        fetched += UInt64(count)
        pending = 0..<count
    }

    private func failure(_ code: ZipError.Code, _ detail: String) -> ZipError {
        ZipError(code, detail, entry: entry.name)
    }
}
