/// Recognizes fields that need no quotes and no escape, as nearly all are, eight bytes at a time.
struct PlainFields {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let upperBits: UInt64 = 0x8080_8080_8080_8080
    private let separators: UInt64
    private let quotes: UInt64

    enum Kind {
        case plain
        /// Plain except for bytes beyond ASCII, which may not be UTF-8 or not be in the encoding.
        case beyondASCII
        case special
    }

    init(_ dialect: CSVDialect) {
        separators = Self.ones &* UInt64(dialect.separator)
        quotes = Self.ones &* UInt64(dialect.quote)
    }

    /// Copies a field, and returns whether it is plain: not empty, without control characters, separators and quotation
    /// marks, and without a sign of ``FormulaEscape`` or a space at its ends. There must be room for eight bytes more than the field
    /// has. The copy of a field that is not plain is meaningless.
    @inline(__always)
    func copy(_ text: UnsafeBufferPointer<UInt8>, to target: UnsafeMutablePointer<UInt8>) -> Kind {
        guard let start = text.baseAddress, let first = text.first, let last = text.last else { return .special }
        if first == UInt8(ascii: " ") || last == UInt8(ascii: " ") || FormulaEscape.mayBeginSign(first) { return .special }
        let (source, target) = (UnsafeRawPointer(start), UnsafeMutableRawPointer(target))
        let count = text.count
        var (found, upper): (UInt64, UInt64)
        if count >= 8 {
            let end = source.word(at: count &- 8)
            found = specials(in: end)
            upper = end
            var index = 0
            while index &+ 8 < count {
                let word = source.word(at: index)
                found |= specials(in: word)
                upper |= word
                target.store(word, at: index)
                index &+= 8
            }
            target.store(end, at: count &- 8)
        } else {
            let word = source.word(at: 0, count: count)
            target.store(word, at: 0)
            // A missing byte is replaced by the first one.
            upper = word | Self.ones &* UInt64(first) << UInt64(truncatingIfNeeded: count &* 8)
            found = specials(in: upper)
        }
        if found & Self.upperBits != 0 { return .special }
        return upper & Self.upperBits == 0 ? .plain : .beyondASCII
    }

    /// The upper bit of each byte that is a control character, a separator or a quotation mark, and possibly of some above one.
    @inline(__always)
    private func specials(in word: UInt64) -> UInt64 {
        let (separator, quote) = (word ^ separators, word ^ quotes)
        return (separator &- Self.ones) & ~separator | (quote &- Self.ones) & ~quote | (word &- Self.ones &* 0x20) & ~word
    }
}
