/// The fields that are written as they stand, beyond doubt, as nearly all are: told eight bytes at a time.
struct PlainFields {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private let separators: UInt64
    private let quotes: UInt64

    init(_ dialect: CSVDialect) {
        separators = Self.ones &* UInt64(dialect.separator)
        quotes = Self.ones &* UInt64(dialect.quote)
    }

    /// Whether a field has bytes, all of them ASCII without control characters, separators and quotation marks, and neither begins nor ends
    /// with a space or with one of the signs of ``FormulaEscape``.
    @inline(__always)
    func contains(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let start = text.baseAddress, let first = text.first, let last = text.last else { return false }
        if isDelicate(first) || isDelicate(last) { return false }
        let base = UnsafeRawPointer(start)
        let count = text.count
        guard count >= 8 else {
            // A byte that is not there is the first one once more.
            let filler = Self.ones &* UInt64(first) << UInt64(truncatingIfNeeded: count &* 8)
            return marked(base.word(at: 0, count: count) | filler) == 0
        }
        var found = marked(base.word(at: count &- 8))
        var index = 0
        while index &+ 8 < count {
            found |= marked(base.word(at: index))
            index &+= 8
        }
        return found == 0
    }

    @inline(__always)
    private func isDelicate(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), UInt8(ascii: "'"): true
        default: false
        }
    }

    /// The upper bit of each byte that is not plain, and perhaps of some above one.
    @inline(__always)
    private func marked(_ word: UInt64) -> UInt64 {
        let (separator, quote) = (word ^ separators, word ^ quotes)
        let separatorMarks = (separator &- Self.ones) & ~separator
        let quoteMarks = (quote &- Self.ones) & ~quote
        let controlMarks = (word &- Self.ones &* 0x20) & ~word
        return (separatorMarks | quoteMarks | controlMarks | word) & 0x8080_8080_8080_8080
    }
}
