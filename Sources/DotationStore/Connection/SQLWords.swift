/// The words of a statement, of letters, digits, `_`, `.` and `:`. A quoted name is a word with its quotes, a text is `'`, and every other byte
/// is a word of its own.
/// White space and what follows `--` are left out.
struct SQLWords: Sequence, IteratorProtocol {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func next() -> Substring? {
        while position < bytes.count {
            let start = position
            position += 1
            switch bytes[start] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"), 0x0C: continue
            case UInt8(ascii: "'"):
                skip { $0 != UInt8(ascii: "'") }
                position += 1
                return "'"
            case UInt8(ascii: "\""):
                skip { $0 != UInt8(ascii: "\"") }
                position = Swift.min(position + 1, bytes.count)
            case UInt8(ascii: "-") where isNext("-"):
                skip { $0 != UInt8(ascii: "\n") }
                continue
            case UInt8(ascii: "/") where isNext("*"): position += 1
            case let byte where Self.isPartOfWord(byte): skip(while: Self.isPartOfWord)
            default: break
            }
            return Substring(decoding: bytes[start..<position], as: UTF8.self)
        }
        return nil
    }

    private func isNext(_ byte: Unicode.Scalar) -> Bool { position < bytes.count && bytes[position] == UInt8(ascii: byte) }

    private mutating func skip(while isPart: (UInt8) -> Bool) {
        while position < bytes.count, isPart(bytes[position]) { position += 1 }
    }

    private static func isPartOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ":"):
            true
        default: false
        }
    }
}
