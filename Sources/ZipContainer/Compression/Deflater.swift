internal import CDotationsZlib

/// Deflates entries block by block, on a second thread as well where an entry has more than one block.
///
/// Where a block ends depends on the bytes alone, so the same bytes become the same stream, however many processors there are.
struct Deflater: ~Copyable {
    /// Matches do not reach back before a block. With this size that costs half a percent.
    private static let blockSize = 512 << 10

    /// From 1, the fastest, to 9, the smallest; 0 stores the bytes.
    let level: Int
    private let queue: BlockQueue
    private var deflater: BlockDeflater
    private var thread: JoinedThread?

    init(level: Int) throws(ZipError) {
        self.level = level
        deflater = try BlockDeflater(level: level)
        queue = BlockQueue(blockSize: Self.blockSize, bound: deflater.bound(Self.blockSize))
    }

    deinit { queue.stop() }

    /// Where the entry's next bytes go.
    var block: UnsafeMutableRawBufferPointer { queue.next }

    /// Takes the first bytes of ``block``, and writes blocks that are deflated.
    mutating func deflate(_ count: Int, for entry: inout ZipEntryRecord, into output: inout ArchiveOutput) throws(ZipError) {
        if thread == nil, level > 0 { thread = Self.thread(deflating: queue, level: level) }
        queue.handIn(count: count, isLast: false)
        if queue.isFull { try takeBack(for: &entry, into: &output) }
    }

    /// Takes the first bytes of ``block``, the entry's last ones, and prepares for the next entry.
    mutating func finish(_ count: Int, for entry: inout ZipEntryRecord, into output: inout ArchiveOutput) throws(ZipError) {
        queue.handIn(count: count, isLast: true)
        while !queue.isEmpty { try takeBack(for: &entry, into: &output) }
    }

    private mutating func takeBack(for entry: inout ZipEntryRecord, into output: inout ArchiveOutput) throws(ZipError) {
        let block = queue.takeBack(with: &deflater)
        guard let count = block.deflatedCount else { throw output.fail(ZipError(.fileUnwritable, "A block cannot be deflated.")) }
        entry.size += UInt64(block.count)
        entry.checksum.add(block.checksum, count: block.count)
        try output.write(UnsafeRawBufferPointer(rebasing: block.output[..<count]))
    }

    /// A thread that deflates blocks until the queue is stopped.
    private static func thread(deflating queue: BlockQueue, level: Int) -> JoinedThread? {
        JoinedThread {
            // If there is no memory for it, the filling thread deflates all blocks.
            guard var deflater = try? BlockDeflater(level: level) else { return }
            queue.run(with: &deflater)
        }
    }
}
