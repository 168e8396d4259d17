/// An entry's inflated bytes in blocks, which a separate thread inflates ahead of the reading one.
///
/// Without that thread each block is inflated when it is taken; the blocks are the same.
///
/// It is `Sendable`: state that both threads use is used with the lock held. Only the inflating thread uses `inflater`, and a block
/// belongs to it until it is counted in `filled`, then to the reading thread until it is counted in `taken`.
final class InflatedBlocks: @unchecked Sendable {
    struct Block {
        let buffer: UnsafeMutableRawBufferPointer
        var outcome: Result<Int, ZipError> = .success(0)
        var isLast = false
    }

    /// Large enough for few changes between the threads, small enough to stay in the processor's cache.
    private static let blockSize = 256 << 10
    private static let capacity = 4

    private let blocks: UnsafeMutablePointer<Block>
    private let monitor = ConditionLock()
    private var inflater: EntryInflater
    /// The numbers of blocks filled, and taken and no longer needed.
    private var filled = 0
    private var taken = 0
    private var isStopped = false

    init(_ inflater: consuming EntryInflater) {
        self.inflater = inflater
        blocks = .allocate(capacity: Self.capacity)
        for index in 0..<Self.capacity {
            (blocks + index).initialize(to: Block(buffer: .allocate(byteCount: Self.blockSize, alignment: 64)))
        }
    }

    deinit {
        for index in 0..<Self.capacity { blocks[index].buffer.deallocate() }
        blocks.deinitialize(count: Self.capacity)
        blocks.deallocate()
    }

    private func block(_ number: Int) -> UnsafeMutablePointer<Block> { blocks + number % Self.capacity }

    /// Inflates the next block, and returns whether one may follow.
    private func fill(_ block: UnsafeMutablePointer<Block>) -> Bool {
        do throws(ZipError) {
            block.pointee.outcome = .success(try inflater.read(into: block.pointee.buffer))
            block.pointee.isLast = inflater.isFinished
            return !inflater.isFinished
        } catch {
            block.pointee.outcome = .failure(error)
            return false
        }
    }

    // MARK: The thread that inflates

    /// Inflates blocks up to the last one, or until ``stop()``.
    func run() {
        var shouldContinue = true
        while shouldContinue {
            let next = monitor.withLock { () -> UnsafeMutablePointer<Block>? in
                while !isStopped, filled - taken == Self.capacity { monitor.wait() }
                return isStopped ? nil : block(filled)
            }
            guard let next else { return }
            shouldContinue = fill(next)
            monitor.withLock {
                filled += 1
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

    // MARK: The thread that takes

    /// The next block, valid until the next call; waits for it if a thread inflates ahead.
    /// Do not call after the last block or after an error.
    func next(after count: Int, isAhead: Bool) -> Block {
        guard isAhead else {
            _ = fill(block(0))
            return block(0).pointee
        }
        return monitor.withLock {
            if count > 0 {
                taken = count
                monitor.signal()
            }
            while filled == taken { monitor.wait() }
            return block(taken).pointee
        }
    }
}
