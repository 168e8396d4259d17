/// Reads an entry's inflated bytes piece by piece, and checks its size, compression ratio and CRC-32.
///
/// A separate thread, which ends with the reader, inflates a large entry a few blocks ahead.
public struct ZipEntryReader: ~Copyable {
    /// Below this size a thread costs more than it saves.
    private static let leastAhead: UInt64 = 1 << 20

    private let entry: ZipEntry
    private let blocks: InflatedBlocks
    private let thread: JoinedThread?
    private let isAhead: Bool
    private let comparesChecksum: Bool
    private var taken = 0
    /// The part of the current block that has not been read.
    private var block = UnsafeRawBufferPointer(start: nil, count: 0)
    private var isLast = false
    private var given: UInt64 = 0
    private var checksum = CRC32()
    private var failure: ZipError?

    init(source: ByteSource, entry: ZipEntry, limits: ZipLimits, comparesChecksum: Bool = true) throws(ZipError) {
        guard entry.size <= limits.entrySize else {
            throw ZipError(
                .inflatedTooLarge, "the entry is too large", entry: entry.name, measured: entry.size, limit: limits.entrySize)
        }
        let blocks = InflatedBlocks(try EntryInflater(source: source, entry: entry, limits: limits))
        let isLarge = entry.method == .deflated && entry.size >= Self.leastAhead
        self.entry = entry
        self.blocks = blocks
        self.comparesChecksum = comparesChecksum
        thread = isLarge ? JoinedThread { blocks.run() } : nil
        isAhead = thread != nil
    }

    deinit { blocks.stop() }

    /// The entry's size in bytes. If there are more, reading ends with `zip.size-mismatch`.
    package var size: UInt64 { entry.size }

    /// How much of the entry has been read, from 0 to 1.
    public var fractionRead: Double { entry.size == 0 ? 1 : min(1, Double(given) / Double(entry.size)) }

    /// Fills the buffer with the next available bytes, and returns their number, which is 0 only at the end.
    ///
    /// - Throws: `zip.bad-deflate`, `zip.truncated`, `zip.size-mismatch`, `zip.crc`, `limit.ratio`, `file.unreadable`. Bytes
    ///   returned earlier are verified only once the end is reached.
    public mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ZipError) -> Int {
        if let failure { throw failure }
        guard buffer.count > 0 else { return 0 }
        if block.isEmpty {
            if isLast { return 0 }
            do {
                block = try nextBlock()
            } catch {
                failure = error
                throw error
            }
        }
        let piece = UnsafeRawBufferPointer(rebasing: block.prefix(buffer.count))
        buffer.copyMemory(from: piece)
        block = UnsafeRawBufferPointer(rebasing: block.dropFirst(piece.count))
        given += UInt64(piece.count)
        return piece.count
    }

    /// Fills an array with the next available bytes, and returns their number, which is 0 only at the end.
    ///
    /// - Throws: as ``read(into:)-(UnsafeMutableRawBufferPointer)``.
    public mutating func read(into buffer: inout [UInt8]) throws(ZipError) -> Int {
        try buffer.withUnsafeMutableBufferPointer { (bytes) throws(ZipError) -> Int in
            try read(into: UnsafeMutableRawBufferPointer(bytes))
        }
    }

    /// All bytes that have not been read.
    ///
    /// - Throws: as ``read(into:)-(UnsafeMutableRawBufferPointer)``.
    package mutating func rest() throws(ZipError) -> [UInt8] {
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try read(into: &buffer)
            if count == 0 { return result }
            result.append(contentsOf: buffer[..<count])
        }
    }

    private mutating func nextBlock() throws(ZipError) -> UnsafeRawBufferPointer {
        let block = blocks.next(after: taken, isAhead: isAhead)
        taken += 1
        let count = try block.outcome.get()
        let bytes = UnsafeRawBufferPointer(rebasing: block.buffer[..<count])
        checksum.add(bytes)
        isLast = block.isLast
        guard !isLast || !comparesChecksum || checksum.value == entry.checksum else {
            throw ZipError(.badChecksum, "the entry is damaged: its checksum is wrong", entry: entry.name)
        }
        return bytes
    }
}
