/// Counts tags ahead of libxml2, whose cost for some inputs grows faster than their size, and which has no limits of its own for a stream:
/// the length of a tag, its attributes, and how deep elements stand in each other. It also refuses document types, before their first entity.
///
/// It does not check well-formedness, which libxml2 does.
struct XMLGuard {
    /// A tag where callers may want to pause: one that begins a list of rows or of shared strings, or one that ends an item of it.
    enum Cut {
        case listBegins, itemEnds
    }

    private enum State {
        case text, tagOpen, startTag, endTag, quoted, markup, comment, cdata, instruction
    }

    private let limits: ReadLimits
    private var state = State.text
    private var quote: UInt8 = 0
    private var tokenLength = 0
    private var attributes = 0
    private var depth = 0
    /// The last bytes of a token: enough to know how it ends.
    private var last: UInt8 = 0
    private var secondLast: UInt8 = 0
    /// The first bytes of a markup declaration, or of a tag's name after its prefix.
    private var head: UInt64 = 0
    private var headLength = 0
    private var isNameOver = false

    init(limits: ReadLimits) { self.limits = limits }

    /// Goes through bytes up to the end, or to just behind the first tag that is a cut.
    ///
    /// - Returns: how many bytes were gone through without fault; the cut where there was one; and what is wrong with the next byte:
    ///   `xml.doctype`, `xml.token-too-long`, `xml.attribute` or `xml.depth`. What is wrong with the bytes before it comes first.
    mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) -> (count: Int, cut: Cut?, fault: SpreadsheetError?) {
        var index = 0
        while index < bytes.count {
            if state == .text {
                while index < bytes.count, bytes[index] != UInt8(ascii: "<") { index += 1 }
                if index == bytes.count { break }
                state = .tagOpen
                tokenLength = 1
                index += 1
                continue
            }
            let byte = bytes[index]
            index += 1
            tokenLength += 1
            do throws(SpreadsheetError) {
                guard tokenLength <= limits.tokenLength else {
                    throw SpreadsheetError(
                        .tokenTooLong, exceeds: limits.tokenLength, measured: tokenLength, "a tag or a comment is too long")
                }
                if try step(byte), let cut = cut { return (index, cut, nil) }
            } catch {
                return (index - 1, nil, error)
            }
        }
        return (index, nil, nil)
    }

    /// Takes one byte of a token, and says whether it ended a tag.
    private mutating func step(_ byte: UInt8) throws(SpreadsheetError) -> Bool {
        switch state {
        case .text: break
        case .tagOpen: open(byte)
        case .startTag:
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                quote = byte
                state = .quoted
            case UInt8(ascii: "="):
                attributes += 1
                guard attributes <= limits.attributes else {
                    throw SpreadsheetError(
                        .tooManyAttributes, exceeds: limits.attributes, measured: attributes, "an element has too many attributes")
                }
            case UInt8(ascii: ">"):
                state = .text
                if last == UInt8(ascii: "/") { return true }
                try descend()
                return cut == .listBegins
            default: name(byte)
            }
            last = byte
        case .endTag:
            if byte == UInt8(ascii: ">") {
                state = .text
                depth -= 1
                return true
            }
            name(byte)
        case .quoted: if byte == quote { state = .startTag }
        case .markup: try markup(byte)
        case .comment: close(byte, after: UInt8(ascii: "-"), UInt8(ascii: "-"))
        case .cdata: close(byte, after: UInt8(ascii: "]"), UInt8(ascii: "]"))
        case .instruction: close(byte, after: UInt8(ascii: "?"), nil)
        }
        return false
    }

    private mutating func open(_ byte: UInt8) {
        attributes = 0
        head = 0
        headLength = 0
        isNameOver = false
        last = 0
        secondLast = 0
        switch byte {
        case UInt8(ascii: "/"): state = .endTag
        case UInt8(ascii: "!"): state = .markup
        case UInt8(ascii: "?"): state = .instruction
        default:
            state = .startTag
            name(byte)
            last = byte
        }
    }

    private mutating func descend() throws(SpreadsheetError) {
        depth += 1
        guard depth <= limits.depth else {
            throw SpreadsheetError(.tooDeep, exceeds: limits.depth, measured: depth, "elements are nested too deep")
        }
    }

    /// Keeps up to nine bytes of the local name.
    private mutating func name(_ byte: UInt8) {
        guard !isNameOver else { return }
        switch byte {
        case UInt8(ascii: ":"): (head, headLength) = (0, 0)
        case UInt8(ascii: "/"), 0x09, 0x0A, 0x0D, 0x20: isNameOver = true
        default:
            head = head << 8 | UInt64(byte)
            headLength += 1
        }
    }

    private var cut: Cut? {
        switch (head, headLength) {
        // row, si
        case (0x72_6F77, 3), (0x7369, 2): .itemEnds
        // sst, and the last eight letters of sheetData, whose first has been shifted out; libxml2's callbacks tell whether it was an s.
        case (0x73_7374, 3), (0x6865_6574_4461_7461, 9): .listBegins
        default: nil
        }
    }

    private mutating func markup(_ byte: UInt8) throws(SpreadsheetError) {
        head = head << 8 | UInt64(byte)
        headLength += 1
        if headLength == 2, head == 0x2D2D {
            state = .comment
        } else if headLength == 7, head == 0x5B_4344_4154_415B {
            state = .cdata
        } else if headLength == 1, byte == UInt8(ascii: "D") {
            throw SpreadsheetError(.doctype, "the part has a document type declaration")
        } else if byte == UInt8(ascii: ">") || headLength > 7 {
            throw SpreadsheetError(.malformedXML, "a markup declaration stands where none may be")
        }
    }

    private mutating func close(_ byte: UInt8, after first: UInt8, _ second: UInt8?) {
        if byte == UInt8(ascii: ">"), last == first, second == nil || secondLast == second { state = .text }
        secondLast = last
        last = byte
    }
}
