/// The codes of one deflate block (RFC 1951, 3.2.7): counts what occurs, then writes it.
struct DeflateCodes: ~Copyable {
    private var literals = HuffmanCode(symbols: 286, longest: 15)
    private var distances = HuffmanCode(symbols: 30, longest: 15)
    private var lengthCodes = HuffmanCode(symbols: 19, longest: 7)
    /// The symbol of each length from 3 on, less 257.
    private let lengthSymbols: UnsafeMutablePointer<UInt8>
    /// The bits of each length from 3 on, with those that follow its symbol, and in the lowest byte their number.
    private let lengthBits: UnsafeMutablePointer<UInt32>
    /// The lengths of both codes as a block's header has them: a symbol, and above it the bits that follow.
    private let header: UnsafeMutablePointer<UInt16>
    private var headerCount = 0

    private static let endOfBlock = 256
    /// The header's order of the lengths of the code for lengths.
    private static let order: [Int] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

    /// The bits that follow the symbols 16 to 18, for the length of a run.
    private static let runBits = [2, 3, 7]

    init() {
        lengthSymbols = .allocate(capacity: 256)
        lengthBits = .allocate(capacity: 256)
        header = .allocate(capacity: 286 + 30)
        for length in 3...258 { lengthSymbols[length - 3] = UInt8(Self.lengthSymbol(length)) }
    }

    deinit {
        lengthSymbols.deallocate()
        lengthBits.deallocate()
        header.deallocate()
    }

    /// Eight lengths have a symbol each; above, four symbols share each number of extra bits; the longest length has its own (3.2.5).
    private static func lengthSymbol(_ length: Int) -> Int {
        let rest = length - 3
        if rest < 8 { return rest }
        if length == 258 { return 28 }
        let bits = lengthExtraBits(rest)
        return 4 * bits + rest >> bits
    }

    private static func lengthExtraBits(_ rest: Int) -> Int {
        rest < 8 || rest == 255 ? 0 : Int.bitWidth - rest.leadingZeroBitCount - 3
    }

    /// The symbol of a distance less one, and the number of bits that follow it.
    @inline(__always)
    private static func distanceSymbol(_ rest: UInt32) -> (symbol: Int, bits: Int) {
        if rest < 4 { return (Int(rest), 0) }
        let bits = 30 &- rest.leadingZeroBitCount
        return (2 &* bits &+ Int(rest >> UInt32(truncatingIfNeeded: bits)), bits)
    }

    mutating func reset() {
        literals.reset()
        distances.reset()
    }

    @inline(__always)
    mutating func count(literal: UInt8) { literals.count(Int(literal)) }

    @inline(__always)
    mutating func count(length: Int, distance: Int) {
        literals.count(257 &+ Int(lengthSymbols[length &- 3]))
        distances.count(Self.distanceSymbol(UInt32(truncatingIfNeeded: distance &- 1)).symbol)
    }

    /// Writes the counted tokens of the source as one block, or the source itself if that is smaller, and resets the counts.
    ///
    /// Returns false if there is no room.
    mutating func write(
        _ tokens: UnsafePointer<UInt32>, count: Int, of source: UnsafeRawBufferPointer, isLast: Bool, into bits: inout DeflateBits
    ) -> Bool {
        defer { reset() }
        literals.count(Self.endOfBlock)
        literals.build()
        distances.build()
        let literalCount = literals.used(atLeast: 257)
        let distanceCount = distances.used(atLeast: 1)
        gatherHeader(literalCount, distanceCount)
        lengthCodes.build()
        let size = headerSize + literals.cost + distances.cost + extraBits
        // A stored block contains less than 64 KiB.
        let storedSize = (source.count + (source.count / 0xFFFF + 1) * 5) * 8
        if size >= storedSize, !source.isEmpty { return store(source, isLast: isLast, into: &bits) }
        guard bits.hasRoom(for: size) else { return false }
        writeHeader(literalCount, distanceCount, isLast: isLast, into: &bits)
        write(tokens, count: count, into: &bits)
        return true
    }

    private func store(_ source: UnsafeRawBufferPointer, isLast: Bool, into bits: inout DeflateBits) -> Bool {
        var rest = source
        while !rest.isEmpty {
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(0xFFFF))
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(piece.count))
            guard bits.hasRoom(for: piece.count * 8 + 48) else { return false }
            bits.putStoredHeader(count: piece.count, isLast: isLast && rest.isEmpty)
            bits.put(piece)
        }
        return true
    }

    /// The bits that follow the symbols of lengths and distances.
    private var extraBits: Int {
        let ofLengths = (8..<28).reduce(0) { $0 + Int(literals.frequencies[257 + $1]) * ($1 / 4 - 1) }
        return (4..<30).reduce(ofLengths) { $0 + Int(distances.frequencies[$1]) * ($1 / 2 - 1) }
    }

    // MARK: The header

    private var lengthCodeCount: Int { Self.order.lastIndex { lengthCodes.lengths[$0] > 0 }.map { max($0 + 1, 4) } ?? 4 }

    private var headerSize: Int {
        (0..<3).reduce(3 + 14 + 3 * lengthCodeCount + lengthCodes.cost) { $0 + Int(lengthCodes.frequencies[16 + $1]) * Self.runBits[$1] }
    }

    /// Gathers the lengths of both codes, with runs as such (3.2.7).
    private mutating func gatherHeader(_ literalCount: Int, _ distanceCount: Int) {
        lengthCodes.reset()
        headerCount = 0
        let count = literalCount + distanceCount
        let length = { [literals = literals.lengths, distances = distances.lengths] (index: Int) in
            index < literalCount ? literals[index] : distances[index - literalCount]
        }
        var index = 0
        while index < count {
            let value = length(index)
            var run = 1
            while index + run < count, length(index + run) == value { run += 1 }
            index += run
            if value == 0 {
                while run >= 11 {
                    let piece = min(run, 138)
                    add(18, UInt16(piece - 11))
                    run -= piece
                }
                if run >= 3 {
                    add(17, UInt16(run - 3))
                    run = 0
                }
            } else {
                add(UInt16(value), 0)
                run -= 1
                while run >= 3 {
                    let piece = min(run, 6)
                    add(16, UInt16(piece - 3))
                    run -= piece
                }
            }
            for _ in 0..<run { add(UInt16(value), 0) }
        }
    }

    private mutating func add(_ symbol: UInt16, _ extra: UInt16) {
        header[headerCount] = symbol | extra << 8
        headerCount += 1
        lengthCodes.count(Int(symbol))
    }

    private func writeHeader(_ literalCount: Int, _ distanceCount: Int, isLast: Bool, into bits: inout DeflateBits) {
        let lengthCodeCount = lengthCodeCount
        bits.put((isLast ? 1 : 0) | 2 << 1, count: 3)
        bits.put(UInt64(literalCount - 257) | UInt64(distanceCount - 1) << 5 | UInt64(lengthCodeCount - 4) << 10, count: 14)
        for symbol in Self.order.prefix(lengthCodeCount) { bits.put(UInt64(lengthCodes.lengths[symbol]), count: 3) }
        for index in 0..<headerCount {
            let symbol = Int(header[index] & 0xFF)
            bits.put(UInt64(lengthCodes.codes[symbol]), count: Int(lengthCodes.lengths[symbol]))
            if symbol >= 16 { bits.put(UInt64(header[index] >> 8), count: Self.runBits[symbol - 16]) }
        }
    }

    // MARK: The data

    private func write(_ tokens: UnsafePointer<UInt32>, count: Int, into output: inout DeflateBits) {
        for rest in 0..<256 {
            let symbol = 257 + Int(lengthSymbols[rest])
            let extra = Self.lengthExtraBits(rest)
            let length = Int(literals.lengths[symbol])
            let bits = UInt32(literals.codes[symbol]) | UInt32(rest & (1 << extra - 1)) << UInt32(length)
            lengthBits[rest] = bits << 8 | UInt32(length + extra)
        }
        var bits = output
        for index in 0..<count {
            let token = tokens[index]
            if token < 256 {
                bits.put(UInt64(literals.codes[Int(token)]), count: Int(literals.lengths[Int(token)]))
                continue
            }
            let length = lengthBits[Int(token >> 16) &- 3]
            let lengthCount = Int(length & 0xFF)
            let rest = token & 0xFFFF
            let (symbol, extra) = Self.distanceSymbol(rest)
            let distance =
                UInt64(distances.codes[symbol])
                | UInt64(rest & (1 << UInt32(truncatingIfNeeded: extra) &- 1)) << UInt64(distances.lengths[symbol])
            bits.put(
                UInt64(length >> 8) | distance << UInt64(truncatingIfNeeded: lengthCount),
                count: lengthCount &+ Int(distances.lengths[symbol]) &+ extra)
        }
        bits.put(UInt64(literals.codes[Self.endOfBlock]), count: Int(literals.lengths[Self.endOfBlock]))
        output = bits
    }
}
