/// The distinct texts of a workbook in the order of their first use, in an arena of bytes with an open hash table.
struct SharedStringTable: ~Copyable {
    var references = 0
    var count: Int { places.count }

    /// The arena grows by blocks, without copying. Each text, which has less than 100,000 bytes, is whole in one of them.
    private static let blockSize = 1 << 20
    private var blocks: [UnsafeMutableRawPointer] = []
    /// The used size of the last block.
    private var taken = blockSize
    /// Each text's offset in the arena, and in the lower 24 bits its length.
    private var places: [UInt64] = []
    /// In the lower half of a slot the index of a text plus one, zero if the slot is free; in the upper half the text's hash.
    private var slots = [UInt64](repeating: 0, count: 1 << 10)
    /// A random seed, against texts chosen to collide. The order of the texts does not depend on it.
    private let seed = UInt64.random(in: .min ... .max)

    /// So many texts that three quarters of half a million slots are taken.
    static let limit = 3 << 17
    private static let mostBlocks = 16

    /// Whether it has as many texts as it may keep, or as many bytes: about 24 MB in all.
    var isFull: Bool { count >= Self.limit || blocks.count >= Self.mostBlocks && Self.blockSize - taken < 4 * WorkbookOutput.textLimit }

    deinit {
        for block in blocks { block.deallocate() }
    }

    func index(of text: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Int? {
        var place = Int(hash) & (slots.count - 1)
        while slots[place] != 0 {
            if UInt32(truncatingIfNeeded: slots[place] >> 32) == hash {
                let index = Int(slots[place] & 0xFFFF_FFFF) - 1
                if isEqual(self[index], text) { return index }
            }
            place = (place + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Adds a new text that a cell can contain, and returns its index.
    mutating func append(_ text: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Int {
        if (count + 1) * 4 > slots.count * 3 { growSlots() }
        var place = Int(hash) & (slots.count - 1)
        while slots[place] != 0 { place = (place + 1) & (slots.count - 1) }
        slots[place] = UInt64(hash) << 32 | UInt64(count + 1)
        precondition(text.count <= Self.blockSize, "a text must fit a block")
        if Self.blockSize - taken < text.count || blocks.isEmpty {
            blocks.append(.allocate(byteCount: Self.blockSize, alignment: 16))
            taken = 0
        }
        if let source = text.baseAddress { blocks[blocks.count - 1].advanced(by: taken).copyMemory(from: source, byteCount: text.count) }
        let start = (blocks.count - 1) * Self.blockSize + taken
        places.append(UInt64(start) << 24 | UInt64(text.count))
        taken += text.count
        return count - 1
    }

    /// The text with an index, valid as long as the table.
    subscript(index: Int) -> UnsafeBufferPointer<UInt8> {
        let (start, length) = (Int(places[index] >> 24), Int(places[index] & 0xFF_FFFF))
        let address = blocks[start / Self.blockSize] + start % Self.blockSize
        return UnsafeBufferPointer(start: address.assumingMemoryBound(to: UInt8.self), count: length)
    }

    private mutating func growSlots() {
        var larger = [UInt64](repeating: 0, count: slots.count * 2)
        for slot in slots where slot != 0 {
            var place = Int(slot >> 32) & (larger.count - 1)
            while larger[place] != 0 { place = (place + 1) & (larger.count - 1) }
            larger[place] = slot
        }
        slots = larger
    }

    @inline(__always)
    private func isEqual(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
        guard a.count == b.count else { return false }
        guard let left = UnsafeRawPointer(a.baseAddress), let right = UnsafeRawPointer(b.baseAddress) else { return true }
        return left.isEqual(to: right, count: a.count)
    }

    /// Eight bytes at a time, folded by the two halves of a product with a secret.
    func hash(of text: UnsafeBufferPointer<UInt8>) -> UInt32 {
        var state = seed ^ UInt64(truncatingIfNeeded: text.count)
        func mix(_ word: UInt64) {
            let product = (state ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
            state = (product.high ^ product.low) &+ seed
        }
        if let address = text.baseAddress {
            let base = UnsafeRawPointer(address)
            var index = 0
            while index &+ 8 <= text.count {
                mix(base.word(at: index))
                index &+= 8
            }
            if index < text.count { mix(base.word(at: index, count: text.count &- index)) }
        }
        mix(seed)
        return UInt32(truncatingIfNeeded: state ^ state >> 32)
    }
}
