/// A canonical prefix code for the symbols of an alphabet, by how often each occurs (RFC 1951, 3.2.2).
struct HuffmanCode: ~Copyable {
    let symbols: Int
    private let longest: Int
    let frequencies: UnsafeMutablePointer<UInt32>
    /// The length of each symbol's code, zero if it has none.
    let lengths: UnsafeMutablePointer<UInt8>
    /// Each symbol's code, its first bit lowest.
    let codes: UnsafeMutablePointer<UInt16>
    /// Symbols, with their frequencies in the upper bits, sorted by frequency.
    private let sorted: UnsafeMutablePointer<UInt64>

    init(symbols: Int, longest: Int) {
        self.symbols = symbols
        self.longest = longest
        frequencies = .allocate(capacity: symbols)
        lengths = .allocate(capacity: symbols)
        codes = .allocate(capacity: symbols)
        sorted = .allocate(capacity: symbols)
        reset()
    }

    deinit {
        frequencies.deallocate()
        lengths.deallocate()
        codes.deallocate()
        sorted.deallocate()
    }

    @inline(__always)
    mutating func count(_ symbol: Int) {
        frequencies.advanced(by: symbol).pointee &+= 1
    }

    mutating func reset() { frequencies.update(repeating: 0, count: symbols) }

    /// The number of symbols up to the last one with a code; at least `least`.
    func used(atLeast least: Int) -> Int {
        var count = symbols
        while count > least, lengths[count - 1] == 0 { count -= 1 }
        return count
    }

    /// The bits that all symbols take together, as often as they occur.
    var cost: Int { (0..<symbols).reduce(0) { $0 + Int(frequencies[$1]) * Int(lengths[$1]) } }

    mutating func build() {
        lengths.update(repeating: 0, count: symbols)
        var count = 0
        for symbol in 0..<symbols where frequencies[symbol] > 0 {
            sorted[count] = UInt64(frequencies[symbol]) << 16 | UInt64(symbol)
            count += 1
        }
        // Some readers reject a code with fewer than two symbols as incomplete.
        for symbol in 0..<2 where count < 2 && frequencies[symbol] == 0 {
            sorted[count] = UInt64(symbol)
            count += 1
        }
        var order = UnsafeMutableBufferPointer(start: sorted, count: count)
        order.sort()
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: count) { weights in
            withUnsafeTemporaryAllocation(of: Int.self, capacity: longest + 1) { counts in
                for index in 0..<count { weights[index] = sorted[index] >> 16 }
                Self.depths(of: weights)
                counts.update(repeating: 0)
                for depth in weights { counts[min(Int(depth), longest)] += 1 }
                Self.complete(counts)
                // The rarest symbols have the longest codes.
                var index = 0
                for length in (1...longest).reversed() {
                    for _ in 0..<counts[length] {
                        lengths[Int(sorted[index] & 0xFFFF)] = UInt8(length)
                        index += 1
                    }
                }
                assignCodes(counts)
            }
        }
    }

    /// Turns weights, the smallest first, into depths in a tree of the least total cost, in place: first into the parents
    /// of the tree's inner nodes, then into these nodes' depths, then into those of the leaves (Moffat and Katajainen, 1995).
    private static func depths(of nodes: UnsafeMutableBufferPointer<UInt64>) {
        let count = nodes.count
        var leaf = 0
        var inner = 0
        for next in 0..<(count - 1) {
            var weight: UInt64 = 0
            for _ in 0..<2 {
                if leaf >= count || (inner < next && nodes[inner] < nodes[leaf]) {
                    weight += nodes[inner]
                    nodes[inner] = UInt64(next)
                    inner += 1
                } else {
                    weight += nodes[leaf]
                    leaf += 1
                }
            }
            nodes[next] = weight
        }
        nodes[count - 2] = 0
        for node in (0..<(count - 2)).reversed() { nodes[node] = nodes[Int(nodes[node])] + 1 }
        var available = 1
        var depth: UInt64 = 0
        var node = count - 2
        var next = count - 1
        while available > 0 {
            var taken = 0
            while node >= 0, nodes[node] == depth {
                taken += 1
                node -= 1
            }
            while available > taken {
                nodes[next] = depth
                next -= 1
                available -= 1
            }
            available = 2 * taken
            depth += 1
        }
    }

    /// Lengthens codes until the Kraft sum is 1, which lengths cut to the longest one may exceed.
    private static func complete(_ counts: UnsafeMutableBufferPointer<Int>) {
        let longest = counts.count - 1
        var total = (1...longest).reduce(0) { $0 + counts[$1] << (longest - $1) }
        while total > 1 << longest {
            // Moves one of the longest codes up to be the sibling of a shorter one, which becomes one bit longer.
            counts[longest] -= 1
            guard let shorter = (1..<longest).last(where: { counts[$0] > 0 }) else { return }
            counts[shorter] -= 1
            counts[shorter + 1] += 2
            total -= 1
        }
    }

    private mutating func assignCodes(_ counts: UnsafeMutableBufferPointer<Int>) {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: longest + 2) { next in
            next[1] = 0
            for length in 1...longest { next[length + 1] = (next[length] + UInt32(counts[length])) << 1 }
            for symbol in 0..<symbols where lengths[symbol] > 0 {
                let length = Int(lengths[symbol])
                codes[symbol] = UInt16(truncatingIfNeeded: next[length]).bitReversed >> UInt16(16 - length)
                next[length] += 1
            }
        }
    }
}

extension UInt16 {
    fileprivate var bitReversed: UInt16 {
        var value = self
        value = (value & 0x5555) << 1 | (value >> 1) & 0x5555
        value = (value & 0x3333) << 2 | (value >> 2) & 0x3333
        value = (value & 0x0F0F) << 4 | (value >> 4) & 0x0F0F
        return value.byteSwapped
    }
}
