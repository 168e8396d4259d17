/// A tag, a comment or another piece of markup, or the text up to the next one, as it stands in the bytes of a part.
///
/// Tokens say where something stands, which libxml2 does not. They check what they need for that and no more: a part that is to be
/// well-formed goes through libxml2.
struct XMLToken {
    enum Kind {
        case text, startTag, emptyTag, endTag, comment, cdata, instruction
    }

    let kind: Kind
    /// Where the token stands in the bytes.
    let range: Range<Int>
    /// Where a tag's name stands, with its prefix; empty for anything else.
    let name: Range<Int>

    /// The token at an offset of the bytes; nil if it does not end in them. Text may end with the bytes, unless it is to be whole.
    ///
    /// - Throws: `xml.token-too-long`, `xml.attribute`, `xml.doctype`, `xml.malformed`.
    init?(
        in bytes: UnsafeBufferPointer<UInt8>, at start: Int, wholeText: Bool = false, limits: ReadLimits
    ) throws(SpreadsheetError) {
        guard start < bytes.count else { return nil }
        guard bytes[start] == UInt8(ascii: "<") else {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "<"))
            guard end != nil || !wholeText else { return nil }
            self.init(.text, start..<(end ?? bytes.count))
            return
        }
        guard let token = try Self.markup(in: bytes, at: start, limits: limits) else {
            try Self.check(length: bytes.count - start, limits: limits)
            return nil
        }
        try Self.check(length: token.range.count, limits: limits)
        self = token
    }

    private init(_ kind: Kind, _ range: Range<Int>, name: Range<Int> = 0..<0) {
        self.kind = kind
        self.range = range
        self.name = name
    }

    private static func check(length: Int, limits: ReadLimits) throws(SpreadsheetError) {
        guard length <= limits.tokenLength else {
            throw SpreadsheetError(.tokenTooLong, exceeds: limits.tokenLength, measured: length, "a tag or a comment is too long")
        }
    }

    private static func markup(
        in bytes: UnsafeBufferPointer<UInt8>, at start: Int, limits: ReadLimits
    ) throws(SpreadsheetError) -> XMLToken? {
        guard start + 1 < bytes.count else { return nil }
        switch bytes[start + 1] {
        case UInt8(ascii: "!"):
            for (kind, opening, closing) in [(Kind.comment, "<!--", "-->"), (Kind.cdata, "<![CDATA[", "]]>")] {
                let head = bytes[start...].prefix(opening.utf8.count)
                guard opening.utf8.starts(with: head) else { continue }
                return head.count == opening.utf8.count
                    ? end(of: closing, in: bytes, from: start + head.count).map { XMLToken(kind, start..<$0) } : nil
            }
            guard bytes.count - start > 2 else { return nil }
            guard bytes[start + 2] != UInt8(ascii: "D") else {
                throw SpreadsheetError(.doctype, "the part has a document type declaration")
            }
            throw SpreadsheetError(.malformedXML, "a markup declaration is misplaced")
        case UInt8(ascii: "?"): return end(of: "?>", in: bytes, from: start + 2).map { XMLToken(.instruction, start..<$0) }
        default: return try tag(in: bytes, at: start, limits: limits)
        }
    }

    private static func end(of closing: String, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        let pattern = Array(closing.utf8)
        var index = start
        while index + pattern.count <= bytes.count {
            if bytes[index...].starts(with: pattern) { return index + pattern.count }
            index += 1
        }
        return nil
    }

    private static func tag(
        in bytes: UnsafeBufferPointer<UInt8>, at start: Int, limits: ReadLimits
    ) throws(SpreadsheetError) -> XMLToken? {
        let isEnd = bytes[start + 1] == UInt8(ascii: "/")
        let nameStart = start + (isEnd ? 2 : 1)
        var index = nameStart
        while index < bytes.count, !isXMLSpace(bytes[index]), bytes[index] != UInt8(ascii: ">"), bytes[index] != UInt8(ascii: "/") {
            index += 1
        }
        let name = nameStart..<index
        var attributes = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: ">"):
                guard !name.isEmpty else { throw SpreadsheetError(.malformedXML, "the part is not well-formed XML") }
                let isEmpty = bytes[index - 1] == UInt8(ascii: "/")
                return XMLToken(isEnd ? .endTag : isEmpty ? .emptyTag : .startTag, start..<index + 1, name: name)
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                let quote = bytes[index]
                index += 1
                while index < bytes.count, bytes[index] != quote { index += 1 }
                attributes += 1
                guard attributes <= limits.attributes else {
                    throw SpreadsheetError(
                        .tooManyAttributes, exceeds: limits.attributes, measured: attributes, "an element has too many attributes")
                }
            case UInt8(ascii: "<"): throw SpreadsheetError(.malformedXML, "the part is not well-formed XML")
            default: break
            }
            index += 1
        }
        return nil
    }

    /// The same token where `count` bytes before it are gone.
    func moved(by count: Int) -> XMLToken {
        XMLToken(kind, range.lowerBound - count..<range.upperBound - count, name: name.lowerBound - count..<name.upperBound - count)
    }
}
