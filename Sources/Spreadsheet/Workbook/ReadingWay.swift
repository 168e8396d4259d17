/// How the bytes of a workbook's parts are read. Tests use all ways, everything else the default.
package struct ReadingWay: Sendable, Hashable {
    /// How many bytes of a part are read at a time.
    package enum Pieces: Sendable, Hashable {
        /// As many as the buffer takes.
        case whole
        /// One after the other.
        case single
        /// Random numbers from a seed.
        case random(seed: UInt64)
    }

    /// Whether scanners may read rows and strings ahead of libxml2, and rows of a legacy sheet that are in order are not sorted.
    package var usesScanner: Bool
    package var pieces: Pieces

    package init(usesScanner: Bool = true, pieces: Pieces = .whole) {
        self.usesScanner = usesScanner
        self.pieces = pieces
    }
}

/// Bytes that are given in pieces.
struct PieceFeed {
    private var rest: ArraySlice<UInt8> = []
    private var seed: UInt64?

    /// Nil if bytes need not be given in pieces.
    init?(_ pieces: ReadingWay.Pieces) {
        switch pieces {
        case .whole: return nil
        case .single: seed = nil
        case .random(let seed): self.seed = seed
        }
    }

    var isEmpty: Bool { rest.isEmpty }

    mutating func refill(_ bytes: UnsafeBufferPointer<UInt8>) { rest = ArraySlice(bytes) }

    mutating func give(to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        let piece = rest.prefix(min(nextLength(), buffer.count))
        _ = buffer.update(fromContentsOf: piece)
        rest = rest.dropFirst(piece.count)
        return piece.count
    }

    private mutating func nextLength() -> Int {
        guard let state = seed else { return 1 }
        // Knuth's MMIX generator, whose upper bits are the most random.
        let next = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        seed = next
        let draw = Int(next >> 40)
        return 1 + (draw & 15 == 0 ? draw >> 4 & 4095 : draw >> 4 & 31)
    }
}
