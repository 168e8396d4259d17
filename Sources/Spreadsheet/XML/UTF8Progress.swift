/// Checks UTF-8 that comes in pieces, between any two of whose bytes a piece may end.
struct UTF8Progress {
    /// How many bytes the character at hand still lacks, and which values the next one may have.
    private var missing = 0
    private var next: ClosedRange<UInt8> = 0x80...0xBF

    /// The index of the first byte that cannot be there; nil where all can.
    mutating func firstBad(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        var index = 0
        while index < bytes.count {
            if missing > 0 {
                guard next ~= base[index] else { return index }
                next = 0x80...0xBF
                missing -= 1
            } else {
                index = UTF8Check.skipASCII(base, from: index, to: bytes.count)
                guard index < bytes.count else { return nil }
                guard begin(base[index]) else { return index }
            }
            index += 1
        }
        return nil
    }

    /// Takes the first byte of a character (RFC 3629, section 4). NUL is one too; that XML has none is for others to say.
    private mutating func begin(_ byte: UInt8) -> Bool {
        switch byte {
        case 0: return true
        case 0xC2...0xDF: missing = 1
        case 0xE0: (missing, next) = (2, 0xA0...0xBF)
        case 0xED: (missing, next) = (2, 0x80...0x9F)
        case 0xE1...0xEF: missing = 2
        case 0xF0: (missing, next) = (3, 0x90...0xBF)
        case 0xF1...0xF3: missing = 3
        case 0xF4: (missing, next) = (3, 0x80...0x8F)
        default: return false
        }
        return true
    }
}
