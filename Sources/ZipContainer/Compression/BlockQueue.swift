/// An entry's blocks between the thread that fills them and the one that deflates them.
///
/// The filling thread hands in blocks, takes them back in the same order, and deflates one itself when it would otherwise
/// wait. A block's bytes do not depend on the thread that deflates it.
///
/// It is `Sendable`: state that both threads use is used with the lock held. Only the filling thread uses `takenBack`, changes `handedIn`,
/// and reads it without the lock. A block belongs to that thread until it is handed in, then to the one that begins it, and once it
/// `isDone` to the first again; each step is made with the lock held.
final class BlockQueue: @unchecked Sendable {
    struct Block {
        let input: UnsafeMutableRawBufferPointer
        let output: UnsafeMutableRawBufferPointer
        var count = 0
        var isLast = false
        /// The number of deflated bytes; nil if deflating has failed.
        var deflatedCount: Int?
        var checksum = CRC32()
        var isDone = false
    }

    /// One that is filled, one that waits, and one for each thread that deflates.
    private static let capacity = 4

    private let blocks: UnsafeMutablePointer<Block>
    private let monitor = ConditionLock()
    /// The numbers of blocks handed in, begun by some thread, and taken back.
    private var handedIn = 0
    private var begun = 0
    private var takenBack = 0
    private var isStopped = false

    init(blockSize: Int, bound: Int) {
        blocks = .allocate(capacity: Self.capacity)
        for index in 0..<Self.capacity {
            (blocks + index).initialize(
                to: Block(
                    input: .allocate(byteCount: blockSize, alignment: 64), output: .allocate(byteCount: bound, alignment: 64)))
        }
    }

    deinit {
        for index in 0..<Self.capacity {
            blocks[index].input.deallocate()
            blocks[index].output.deallocate()
        }
        blocks.deallocate()
    }

    private func block(_ number: Int) -> UnsafeMutablePointer<Block> { blocks + number % Self.capacity }

    // MARK: The thread that fills

    /// The block to fill next, unless the queue ``isFull``.
    var next: UnsafeMutableRawBufferPointer { block(handedIn).pointee.input }

    func handIn(count: Int, isLast: Bool) {
        let block = block(handedIn)
        block.pointee.count = count
        block.pointee.isLast = isLast
        block.pointee.isDone = false
        monitor.withLock {
            handedIn += 1
            monitor.signal()
        }
    }

    /// Whether a block must be taken back before another can be filled.
    var isFull: Bool { handedIn - takenBack == Self.capacity }

    /// Whether blocks that were handed in have not been taken back.
    var isEmpty: Bool { handedIn == takenBack }

    /// Takes back the oldest block once it is deflated, if need be by this thread. It is valid until the next one is handed in.
    func takeBack(with deflater: inout BlockDeflater) -> Block {
        while let next = next(while: { !block(takenBack).pointee.isDone }) {
            Self.deflate(next, with: &deflater)
            monitor.withLock { next.pointee.isDone = true }
        }
        takenBack += 1
        return block(takenBack - 1).pointee
    }

    // MARK: The thread that deflates

    /// Deflates blocks until ``stop()``.
    func run(with deflater: inout BlockDeflater) {
        while let next = next(while: { !isStopped }) {
            Self.deflate(next, with: &deflater)
            monitor.withLock {
                next.pointee.isDone = true
                monitor.signal()
            }
        }
    }

    func stop() {
        monitor.withLock {
            isStopped = true
            monitor.signal()
        }
    }

    /// The oldest block that no thread has begun; waits for one while the condition is true, and returns nil once it is not.
    private func next(while condition: () -> Bool) -> UnsafeMutablePointer<Block>? {
        monitor.withLock {
            while condition() {
                if begun < handedIn {
                    begun += 1
                    return block(begun - 1)
                }
                monitor.wait()
            }
            return nil
        }
    }

    private static func deflate(_ block: UnsafeMutablePointer<Block>, with deflater: inout BlockDeflater) {
        let bytes = UnsafeRawBufferPointer(rebasing: block.pointee.input[..<block.pointee.count])
        block.pointee.checksum = CRC32()
        block.pointee.checksum.add(bytes)
        block.pointee.deflatedCount = deflater.deflate(bytes, isLast: block.pointee.isLast, into: block.pointee.output)
    }
}
