/// Deflates blocks (RFC 1951) more than twice as fast as zlib's fastest level, and smaller: for sheets, whose markup repeats at short distances.
///
/// At each position the two latest positions with the same four bytes are tried, and the longer match is taken. There is no lazy
/// matching, which zlib does at its higher levels. All memory is allocated once.
struct FastDeflater: ~Copyable {
    private static let hashBits = 14
    private static let window = 32_768
    private static let longestMatch = 258
    private static let shortestMatch = 4
    /// The number of literals and matches that share their codes.
    private static let tokenLimit = 16_384

    /// Two places for each hash of four bytes, the latest first.
    private let places: UnsafeMutablePointer<Int32>
    /// A literal as its byte, a match as its length in the upper half and its distance less one in the lower.
    private let tokens: UnsafeMutablePointer<UInt32>
    private var tokenCount = 0
    private var codes = DeflateCodes()

    init() {
        places = .allocate(capacity: 2 << Self.hashBits)
        tokens = .allocate(capacity: Self.tokenLimit)
    }

    deinit {
        places.deallocate()
        tokens.deallocate()
    }

    /// The largest deflated size of a block of that many bytes. A block that does not become smaller is stored.
    static func bound(_ count: Int) -> Int { count + count / 64 + 1024 }

    /// Deflates a block of less than 1 GiB, and returns the number of bytes; nil if the buffer is too small.
    mutating func deflate(_ block: UnsafeRawBufferPointer, isLast: Bool, into output: UnsafeMutableRawBufferPointer) -> Int? {
        guard var bits = DeflateBits(output) else { return nil }
        if let base = block.baseAddress, !block.isEmpty {
            guard encode(base, count: block.count, isLast: isLast, into: &bits) else { return nil }
        } else if isLast {
            guard codes.write(tokens, count: 0, of: UnsafeRawBufferPointer(start: nil, count: 0), isLast: true, into: &bits) else {
                return nil
            }
        }
        if !isLast { bits.putStoredHeader(count: 0, isLast: false) }
        return bits.finish()
    }

    private mutating func encode(_ base: UnsafeRawPointer, count: Int, isLast: Bool, into bits: inout DeflateBits) -> Bool {
        // No place lies as far back as this.
        places.update(repeating: Int32(-Self.window - 1), count: 2 << Self.hashBits)
        tokenCount = 0
        codes.reset()
        var start = 0
        var place = 0
        // A match is compared a word at a time, and so is not looked for at the end.
        let last = count &- 16
        while place < count {
            if place < last, let match = match(base, at: place, count: count) {
                tokens[tokenCount] = UInt32(truncatingIfNeeded: match.length) << 16 | UInt32(truncatingIfNeeded: match.distance &- 1)
                codes.count(length: match.length, distance: match.distance)
                let end = place &+ match.length
                place &+= 1
                // Later matches rarely begin further inside a match.
                let insertable = min(end, last, place &+ 4)
                while place < insertable {
                    insert(base.loadUnaligned(fromByteOffset: place, as: UInt32.self), at: place)
                    place &+= 1
                }
                place = end
            } else {
                let byte = base.load(fromByteOffset: place, as: UInt8.self)
                tokens[tokenCount] = UInt32(byte)
                codes.count(literal: byte)
                place &+= 1
            }
            tokenCount &+= 1
            if tokenCount == Self.tokenLimit || place == count {
                let source = UnsafeRawBufferPointer(start: base + start, count: place - start)
                guard codes.write(tokens, count: tokenCount, of: source, isLast: isLast && place == count, into: &bits) else {
                    return false
                }
                tokenCount = 0
                start = place
            }
        }
        return true
    }

    @inline(__always)
    private static func hash(_ word: UInt32) -> Int {
        Int(truncatingIfNeeded: (word.littleEndian &* 0x9E37_79B1) >> UInt32(32 - hashBits)) &* 2
    }

    @inline(__always)
    private func insert(_ word: UInt32, at place: Int) {
        let hash = Self.hash(word)
        places[hash &+ 1] = places[hash]
        places[hash] = Int32(truncatingIfNeeded: place)
    }

    /// The longer of the matches at the two places before with the same hash. There are sixteen bytes more.
    @inline(__always)
    private func match(_ base: UnsafeRawPointer, at place: Int, count: Int) -> (length: Int, distance: Int)? {
        let word = base.loadUnaligned(fromByteOffset: place, as: UInt32.self)
        let hash = Self.hash(word)
        let first = Int(places[hash])
        let second = Int(places[hash &+ 1])
        places[hash &+ 1] = Int32(truncatingIfNeeded: first)
        places[hash] = Int32(truncatingIfNeeded: place)
        let limit = min(Self.longestMatch, count &- place)
        var best = 0
        var distance = 0
        if place &- first <= Self.window, base.loadUnaligned(fromByteOffset: first, as: UInt32.self) == word {
            best = Self.length(base + place, base + first, limit: limit)
            distance = place &- first
        }
        if best < 32, place &- second <= Self.window, base.loadUnaligned(fromByteOffset: second, as: UInt32.self) == word {
            let length = Self.length(base + place, base + second, limit: limit)
            if length > best {
                best = length
                distance = place &- second
            }
        }
        return best >= Self.shortestMatch ? (best, distance) : nil
    }

    /// The length of a match, whose first four bytes are known to be equal.
    @inline(__always)
    private static func length(_ here: UnsafeRawPointer, _ there: UnsafeRawPointer, limit: Int) -> Int {
        var length = shortestMatch
        while length &+ 8 <= limit {
            let difference =
                here.loadUnaligned(fromByteOffset: length, as: UInt64.self) ^ there.loadUnaligned(fromByteOffset: length, as: UInt64.self)
            if difference != 0 { return length &+ difference.littleEndian.trailingZeroBitCount / 8 }
            length &+= 8
        }
        while length < limit, here.load(fromByteOffset: length, as: UInt8.self) == there.load(fromByteOffset: length, as: UInt8.self) {
            length &+= 1
        }
        return length
    }
}
