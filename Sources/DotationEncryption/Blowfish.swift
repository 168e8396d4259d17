/// The block cipher Blowfish (B. Schneier, 1993), of which only what reading with cipher feedback needs.
struct Blowfish: Sendable {
    static let blockSize = 8

    private var subkeys: [UInt32]
    private var boxes: [UInt32]

    init(key: [UInt8]) {
        subkeys = Array(Self.start[..<18])
        boxes = Array(Self.start[18...])
        guard !key.isEmpty else { return }
        for index in subkeys.indices {
            let bytes = (0..<4).map { UInt32(key[(4 * index + $0) % key.count]) }
            subkeys[index] ^= bytes[0] << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3]
        }
        var block: (UInt32, UInt32) = (0, 0)
        for index in stride(from: 0, to: 18, by: 2) {
            block = encipher(block)
            (subkeys[index], subkeys[index + 1]) = block
        }
        for index in stride(from: 0, to: boxes.count, by: 2) {
            block = encipher(block)
            (boxes[index], boxes[index + 1]) = block
        }
    }

    private func encipher(_ block: (UInt32, UInt32)) -> (UInt32, UInt32) {
        var (left, right) = block
        for round in 0..<16 {
            left ^= subkeys[round]
            let sum = boxes[Int(left >> 24)] &+ boxes[256 + Int(left >> 16 & 0xFF)]
            right ^= (sum ^ boxes[512 + Int(left >> 8 & 0xFF)]) &+ boxes[768 + Int(left & 0xFF)]
            (left, right) = (right, left)
        }
        return (right ^ subkeys[17], left ^ subkeys[16])
    }

    /// Deciphers bytes that follow an encrypted block: each block is combined with the one before, enciphered.
    func decipher(_ bytes: [UInt8], after last: [UInt8]) -> [UInt8] {
        var result = bytes
        var last = last.fitted(to: Self.blockSize, with: 0)[...]
        for start in stride(from: 0, to: bytes.count, by: Self.blockSize) {
            let half = { (offset: Int) in last.dropFirst(offset).prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) } }
            let (left, right) = encipher((half(0), half(4)))
            let mask = UInt64(left) << 32 | UInt64(right)
            let end = min(start + Self.blockSize, bytes.count)
            for index in start..<end { result[index] ^= UInt8(truncatingIfNeeded: mask >> UInt64(56 - 8 * (index - start))) }
            last = bytes[start..<end]
        }
        return result
    }

    /// The fractional bits of π, from which the tables start: 18 subkeys and four boxes of 256 words.
    private static let start: [UInt32] = {
        // Machin's formula. The first word is the integer part. Three more words than needed absorb the rounding.
        var pi = arcTangent(ofOneOver: 5, times: 16, words: 18 + 1024 + 3)
        let rest = arcTangent(ofOneOver: 239, times: 4, words: 18 + 1024 + 3)
        subtract(rest, from: &pi)
        return Array(pi[1..<(1 + 18 + 1024)])
    }()

    private static func arcTangent(ofOneOver number: UInt32, times factor: UInt32, words: Int) -> [UInt32] {
        var power = [UInt32](repeating: 0, count: words)
        power[0] = factor
        divide(&power, by: number)
        var sum = power
        var divisor: UInt32 = 1
        while power.contains(where: { $0 != 0 }) {
            divide(&power, by: number * number)
            divisor += 2
            var term = power
            divide(&term, by: divisor)
            if divisor & 2 != 0 { subtract(term, from: &sum) } else { add(term, to: &sum) }
        }
        return sum
    }

    private static func divide(_ words: inout [UInt32], by divisor: UInt32) {
        var rest: UInt64 = 0
        for index in words.indices {
            let value = rest << 32 | UInt64(words[index])
            words[index] = UInt32(truncatingIfNeeded: value / UInt64(divisor))
            rest = value % UInt64(divisor)
        }
    }

    private static func add(_ other: [UInt32], to words: inout [UInt32]) {
        var carry: UInt64 = 0
        for index in words.indices.reversed() {
            carry += UInt64(words[index]) + UInt64(other[index])
            words[index] = UInt32(truncatingIfNeeded: carry)
            carry >>= 32
        }
    }

    private static func subtract(_ other: [UInt32], from words: inout [UInt32]) {
        var borrow: UInt32 = 0
        for index in words.indices.reversed() {
            let (first, isLess) = words[index].subtractingReportingOverflow(other[index])
            let (second, isLessStill) = first.subtractingReportingOverflow(borrow)
            words[index] = second
            borrow = isLess || isLessStill ? 1 : 0
        }
    }
}
