extension XMLWriter {
    /// The place of text, which determines what must be escaped.
    enum TextPlace {
        /// Between tags.
        case content
        /// Between quotation marks.
        case attribute
        /// Between quotation marks without `_xHHHH_` escapes, as in the target of a relationship.
        case plainAttribute
    }

    mutating func text(_ text: String) {
        withUTF8(text) { stream, bytes in stream.text(bytes, at: .content) }
    }

    mutating func attribute(_ name: StaticString, _ value: String, at place: TextPlace = .attribute) {
        beginAttribute(name)
        withUTF8(value) { stream, bytes in stream.text(bytes, at: place) }
        raw("\"")
    }

    mutating func attribute(_ name: StaticString, _ value: Int) {
        beginAttribute(name)
        reserve(32)
        put(integer: value)
        put("\"")
    }

    mutating func attribute(_ name: StaticString, _ value: Double) {
        beginAttribute(name)
        reserve(64)
        put(number: value)
        put("\"")
    }

    /// Writes a Boolean value unless it is the default.
    mutating func attribute(_ name: StaticString, _ value: Bool, presumed: Bool = false) {
        guard value != presumed else { return }
        beginAttribute(name)
        raw(value ? "1\"" : "0\"")
    }

    mutating func element(_ name: StaticString, _ attribute: StaticString, _ value: String) {
        raw("<")
        raw(name)
        self.attribute(attribute, value)
        raw("/>")
    }

    mutating func element(_ name: StaticString, _ content: String?, attributes: StaticString = "") {
        guard let content else { return }
        raw("<")
        raw(name)
        raw(attributes)
        raw(">")
        text(content)
        raw("</")
        raw(name)
        raw(">")
    }

    /// Writes an element for each item in one that says how many there are.
    mutating func list<Items: Collection>(_ name: StaticString, _ items: Items, _ write: (inout XMLWriter, Items.Element) -> Void) {
        raw("<")
        raw(name)
        attribute("count", items.count)
        raw(">")
        for item in items { write(&self, item) }
        raw("</")
        raw(name)
        raw(">")
    }

    private mutating func beginAttribute(_ name: StaticString) {
        raw(" ")
        raw(name)
        raw("=\"")
    }

    private mutating func withUTF8(_ text: String, _ body: (inout XMLWriter, UnsafeBufferPointer<UInt8>) -> Void) {
        var text = text
        text.withUTF8 { body(&self, $0) }
    }

    /// Writes `<t>` with a text (18.4.12). `xml:space` keeps white space at its ends and line breaks.
    mutating func textElement(_ bytes: UnsafeBufferPointer<UInt8>) {
        let special = Self.firstSpecial(in: bytes, from: 0)
        let isSpace = { (byte: UInt8?) in byte == 0x20 || byte == 0x09 || byte == 0x0A }
        if isSpace(bytes.first) || isSpace(bytes.last) || (special < bytes.count && bytes[special...].contains { $0 == 0x0A || $0 == 0x0D })
        {
            raw("<t xml:space=\"preserve\">")
        } else if special == bytes.count, special < 256 {
            // The usual case.
            reserve(256 + 16)
            put("<t>")
            put(bytes)
            put("</t>")
            return
        } else {
            raw("<t>")
        }
        text(bytes, at: .content, plainUpTo: special)
        raw("</t>")
    }

    /// Writes valid UTF-8 with escapes.
    ///
    /// Characters that XML cannot contain, or does not keep, are written as `_xHHHH_` (22.9.2.19). In a text that looks like that, the first
    /// underscore is escaped.
    ///
    /// Up to `plainUpTo` the text is known to need no escapes.
    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>, at place: TextPlace, plainUpTo known: Int = 0) {
        var start = 0
        var index = known
        while true {
            index = Self.firstSpecial(in: bytes, from: index)
            if index > start { raw(UnsafeBufferPointer(rebasing: bytes[start..<index])) }
            guard index < bytes.count else { return }
            reserve(16)
            index += special(at: index, of: bytes, place)
            start = index
        }
    }

    /// Writes a byte that may need an escape, and returns how many bytes of the text were written.
    private mutating func special(at index: Int, of bytes: UnsafeBufferPointer<UInt8>, _ place: TextPlace) -> Int {
        let byte = bytes[index]
        switch byte {
        case UInt8(ascii: "&"): put("&amp;")
        case UInt8(ascii: "<"): put("&lt;")
        case UInt8(ascii: ">"): put("&gt;")
        case UInt8(ascii: "\"") where place != .content: put("&quot;")
        case 0x09 where place != .content: put("&#9;")
        case 0x0A where place != .content: put("&#10;")
        case UInt8(ascii: "_") where place != .plainAttribute && Self.looksEscaped(bytes, at: index): put("_x005F_")
        case 0xEF where Self.isNoncharacter(bytes, at: index):
            put(bytes[index + 2] == 0xBE ? "_xFFFE_" : "_xFFFF_")
            return 3
        case 0..<0x20 where Self.isUnwritable(byte):
            put("_x00")
            put(byte: byte >> 4 + UInt8(ascii: "0"))
            put(byte: byte & 15 < 10 ? byte & 15 + UInt8(ascii: "0") : byte & 15 - 10 + UInt8(ascii: "A"))
            put("_")
        default: put(byte: byte)
        }
        return 1
    }

    /// Whether a reader would take the text here for an escape: `_xHHHH` before an underscore, either the text's or the first of a following
    /// escape.
    private static func looksEscaped(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        guard index + 6 < bytes.count, bytes[index + 1] == UInt8(ascii: "x") else { return false }
        guard bytes[(index + 2)..<(index + 6)].allSatisfy({ hexadecimalValue($0) != nil }) else { return false }
        let last = bytes[index + 6]
        return last == UInt8(ascii: "_") || isUnwritable(last) || isNoncharacter(bytes, at: index + 6)
    }

    /// A control character that XML does not allow, or a carriage return, which XML changes to a line feed.
    private static func isUnwritable(_ byte: UInt8) -> Bool {
        byte < 0x20 && byte != 0x09 && byte != 0x0A
    }

    /// U+FFFE or U+FFFF, which XML does not allow.
    private static func isNoncharacter(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        index + 2 < bytes.count && bytes[index] == 0xEF && bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE
    }

    /// The offset of the next byte that may need an escape, or the end; eight bytes at a time.
    static func firstSpecial(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let address = bytes.baseAddress else { return 0 }
        let base = UnsafeRawPointer(address)
        var index = start
        while index &+ 8 <= bytes.count {
            let marks = specials(in: base.word(at: index))
            if marks != 0 { return index &+ marks.trailingZeroBitCount / 8 }
            index &+= 8
        }
        let rest = bytes.count &- index
        guard rest > 0 else { return bytes.count }
        // Bytes beyond the end must not look special.
        let filler: UInt64 = 0x6161_6161_6161_6161 << UInt64(truncatingIfNeeded: rest &* 8)
        let marks = specials(in: base.word(at: index, count: rest) | filler)
        return marks == 0 ? bytes.count : index &+ marks.trailingZeroBitCount / 8
    }

    /// A bit in each byte of a word that may need an escape. Bytes above the lowest one may be marked without need.
    @inline(__always)
    private static func specials(in word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }
        let control = (word &- 0x20 &* ones) & ~word
        // `<` and `>` differ in one bit, as `"` and `&` do.
        let brackets = zeros((word | 0x02 &* ones) ^ 0x3E &* ones)
        let quotation = zeros((word | 0x04 &* ones) ^ 0x26 &* ones)
        let underscore = zeros(word ^ 0x5F &* ones)
        let noncharacter = zeros(word ^ 0xEF &* ones)
        return (control | brackets | quotation | underscore | noncharacter) & 0x8080_8080_8080_8080
    }
}
