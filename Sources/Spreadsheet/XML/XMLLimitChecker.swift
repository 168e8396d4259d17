/// Checks limits ahead of libxml2, which has none for a stream and whose cost for some inputs grows faster than their size:
/// the length of a tag, its attributes, and the depth of elements. It also refuses document types, before their first entity.
///
/// libxml2 checks well-formedness.
struct XMLLimitChecker {
    /// A tag at which callers may pause: one that begins a list of rows or shared strings, or ends an item of it.
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

    /// Checks bytes up to the end, or up to the end of the first tag that is a cut.
    ///
    /// - Returns: The number of bytes without an error; the cut, if there was one; and the error of the next byte:
    ///   `xml.doctype`, `xml.token-too-long`, `xml.attribute` or `xml.depth`. An error of libxml2's in the bytes before it comes first.
    mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) -> (count: Int, cut: Cut?, fault: SpreadsheetError?) {
        var index = 0
        while index < bytes.count {
            if state == .text {
                while index < bytes.count, bytes[index] != UInt8(ascii: "<") { index &+= 1 }
                if index == bytes.count { break }
                index += 1
                state = .tagOpen
                tokenLength = 1
                continue
            }
            let start = index
            let end = start + min(bytes.count - start, limits.tokenLength - tokenLength)
            do throws(SpreadsheetError) {
                guard start < end else {
                    throw SpreadsheetError(
                        .tokenTooLong, exceeds: limits.tokenLength, measured: tokenLength + 1, "a tag or a comment is too long")
                }
                if try go(through: UnsafeBufferPointer(rebasing: bytes[..<end]), &index), let cut = cut { return (index, cut, nil) }
            } catch {
                return (index, nil, error)
            }
            tokenLength += index - start
        }
        return (index, nil, nil)
    }

    /// Checks the bytes of a token until the state changes, or to the end, and returns whether a tag ended.
    private mutating func go(through bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) throws(SpreadsheetError) -> Bool {
        switch state {
        case .text: break
        case .tagOpen: open(bytes[index], &index)
        case .startTag: return try goThroughStartTag(bytes, &index)
        case .endTag:
            goThroughName(bytes, &index)
            while index < bytes.count, bytes[index] != UInt8(ascii: ">") { index &+= 1 }
            guard index < bytes.count else { break }
            index += 1
            state = .text
            depth -= 1
            return true
        case .quoted:
            while index < bytes.count, bytes[index] != quote { index &+= 1 }
            guard index < bytes.count else { break }
            index += 1
            state = .startTag
        case .markup: try markup(bytes[index], &index)
        case .comment: close(bytes, &index, after: UInt8(ascii: "-"), UInt8(ascii: "-"))
        case .cdata: close(bytes, &index, after: UInt8(ascii: "]"), UInt8(ascii: "]"))
        case .instruction: close(bytes, &index, after: UInt8(ascii: "?"), nil)
        }
        return false
    }

    private mutating func open(_ byte: UInt8, _ index: inout Int) {
        attributes = 0
        head = 0
        headLength = 0
        isNameOver = false
        last = 0
        secondLast = 0
        state =
            switch byte {
            case UInt8(ascii: "/"): .endTag
            case UInt8(ascii: "!"): .markup
            case UInt8(ascii: "?"): .instruction
            default: .startTag
            }
        if state != .startTag { index += 1 }
    }

    private mutating func goThroughStartTag(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) throws(SpreadsheetError) -> Bool {
        goThroughName(bytes, &index)
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                index += 1
                last = byte
                quote = byte
                state = .quoted
                return false
            case UInt8(ascii: "="):
                attributes += 1
                guard attributes <= limits.attributes else {
                    throw SpreadsheetError(
                        .tooManyAttributes, exceeds: limits.attributes, measured: attributes, "an element has too many attributes")
                }
            case UInt8(ascii: ">"):
                let isEmpty = last == UInt8(ascii: "/")
                if !isEmpty { try descend() }
                index += 1
                state = .text
                return isEmpty || cut == .listBegins
            default: break
            }
            last = byte
            index &+= 1
        }
        return false
    }

    /// Keeps up to nine bytes of a tag's local name.
    private mutating func goThroughName(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) {
        if isNameOver { return }
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: ":"): (head, headLength) = (0, 0)
            case UInt8(ascii: "/"), UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "\""), UInt8(ascii: "'"), 0x09, 0x0A, 0x0D, 0x20:
                isNameOver = true
                return
            default:
                head = head << 8 | UInt64(byte)
                headLength += 1
            }
            index &+= 1
        }
    }

    private mutating func descend() throws(SpreadsheetError) {
        depth += 1
        guard depth <= limits.depth else {
            throw SpreadsheetError(.tooDeep, exceeds: limits.depth, measured: depth, "elements are nested too deep")
        }
    }

    private var cut: Cut? {
        switch (head, headLength) {
        // row, si, Row, table, and the last eight letters of table-row and Worksheet
        case (0x72_6F77, 3), (0x7369, 2), (0x52_6F77, 3), (0x74_6162_6C65, 5), (0x6162_6C65_2D72_6F77, 9), (0x6F72_6B73_6865_6574, 9):
            .itemEnds
        // sst, and the last eight letters of sheetData; libxml2's callbacks check the first.
        case (0x73_7374, 3), (0x6865_6574_4461_7461, 9): .listBegins
        default: nil
        }
    }

    private mutating func markup(_ byte: UInt8, _ index: inout Int) throws(SpreadsheetError) {
        head = head << 8 | UInt64(byte)
        headLength += 1
        if headLength == 2, head == 0x2D2D {
            state = .comment
        } else if headLength == 7, head == 0x5B_4344_4154_415B {
            state = .cdata
        } else if headLength == 1, byte == UInt8(ascii: "D") {
            throw SpreadsheetError(.doctype, "the part has a document type declaration")
        } else if byte == UInt8(ascii: ">") || headLength > 7 {
            throw SpreadsheetError(.malformedXML, "a markup declaration is misplaced")
        }
        index += 1
    }

    private mutating func close(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, after first: UInt8, _ second: UInt8?) {
        while index < bytes.count, state != .text {
            let byte = bytes[index]
            if byte == UInt8(ascii: ">"), last == first, second == nil || secondLast == second { state = .text }
            secondLast = last
            last = byte
            index &+= 1
        }
    }
}
