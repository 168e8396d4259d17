internal import CDotationsZlib

/// Deflates entries block by block, on a second thread as well where an entry has more than one block.
///
/// Blocks end at the same places on any number of processors, so the same bytes give the same stream.
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

    /// Takes the first bytes of ``block``, and writes blocks that are deflated: with the entry's last block all of them.
    mutating func deflate(
        _ count: Int, isLast: Bool, for entry: inout ZipEntryRecord, into output: inout ArchiveOutput
    ) throws(ZipError) {
        if thread == nil, level > 0, !isLast {
            thread = JoinedThread { [queue, level] in
                // If there is no memory for it, the filling thread deflates all blocks.
                guard var deflater = try? BlockDeflater(level: level) else { return }
                queue.run(with: &deflater)
            }
        }
        queue.handIn(count: count, isLast: isLast)
        while isLast ? !queue.isEmpty : queue.isFull {
            let block = queue.takeBack(with: &deflater)
            guard let count = block.deflatedCount else { throw output.fail(ZipError(.fileUnwritable, "A block cannot be deflated.")) }
            entry.size += UInt64(block.count)
            entry.checksum.add(block.checksum, count: block.count)
            try output.write(UnsafeRawBufferPointer(rebasing: block.output[..<count]))
        }
    }
}
