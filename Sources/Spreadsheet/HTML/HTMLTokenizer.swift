internal import ZipContainer

/// What a piece of HTML is.
enum HTMLToken {
    /// Text, whose references are not decoded.
    case text(UnsafeBufferPointer<UInt8>)
    case start(HTMLTag)
    case end(HTMLTag)
    /// A comment, a declaration, or what a script or a style sheet says.
    case other
}

/// A tag, for as long as its bytes stay.
struct HTMLTag {
    let name: UnsafeBufferPointer<UInt8>
    /// What is between the name and the end.
    let attributes: UnsafeBufferPointer<UInt8>

    /// Whether the name is that one, which is in lower case.
    func `is`(_ other: StaticString) -> Bool {
        name.count == other.utf8CodeUnitCount && name.indices.allSatisfy { name[$0].lowercased == other.utf8Start[$0] }
    }

    /// The value of an attribute, whose name is in lower case; empty if it has none, and nil if the tag has no such attribute.
    func attribute(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? {
        var index = 0
        while index < attributes.count {
            while index < attributes.count, isXMLSpace(attributes[index]) || attributes[index] == UInt8(ascii: "/") { index += 1 }
            let start = index
            while index < attributes.count, !isXMLSpace(attributes[index]), attributes[index] != UInt8(ascii: "=") || index == start {
                index += 1
            }
            let isWanted =
                index - start == name.utf8CodeUnitCount
                && (0..<index - start).allSatisfy { attributes[start + $0].lowercased == name.utf8Start[$0] }
            while index < attributes.count, isXMLSpace(attributes[index]) { index += 1 }
            var value = index..<index
            if index < attributes.count, attributes[index] == UInt8(ascii: "=") {
                index += 1
                while index < attributes.count, isXMLSpace(attributes[index]) { index += 1 }
                value = self.value(&index)
            }
            if isWanted { return UnsafeBufferPointer(rebasing: attributes[value]) }
        }
        return nil
    }

    private func value(_ index: inout Int) -> Range<Int> {
        guard index < attributes.count, attributes[index] == UInt8(ascii: "\"") || attributes[index] == UInt8(ascii: "'") else {
            let start = index
            while index < attributes.count, !isXMLSpace(attributes[index]) { index += 1 }
            return start..<index
        }
        let quote = attributes[index]
        index += 1
        let start = index
        while index < attributes.count, attributes[index] != quote { index += 1 }
        let value = start..<index
        index = min(index + 1, attributes.count)
        return value
    }
}

/// Cuts HTML into tokens (HTML Standard, 13.2.5), one after the other.
struct HTMLTokenizer: ~Copyable {
    private var window: XMLInputBuffer
    private let limits: ReadLimits
    /// The element whose content is no markup up to its end tag; empty for none.
    private var rawElement: [UInt8] = []
    private var isInComment = false
    private var isAtEnd = false

    init(_ part: consuming XMLPartReader, limits: ReadLimits) {
        window = XMLInputBuffer(part)
        self.limits = limits
    }

    var fractionRead: Double { window.fractionRead }

    /// Gives the next token, whose bytes stay until the next call; false at the end.
    ///
    /// - Throws: `xml.malformed` where the file ends within a tag or a comment; `xml.token-too-long`, or an error in the file.
    mutating func next(_ body: (HTMLToken) throws(SpreadsheetError) -> Void) throws(SpreadsheetError) -> Bool {
        while true {
            if window.isEmpty, try !readMore() {
                guard rawElement.isEmpty, !isInComment else { throw Self.cutOff }
                return false
            }
            if let (token, length) = try token(UnsafeBufferPointer(window.bytes)) {
                try body(token)
                window.skip(length)
                return true
            }
            if try !readMore() {
                // Browsers drop a tag without an end, and take a comment without one for all that follows: there may have been cells in it.
                guard rawElement.isEmpty, !isInComment, window.bytes.first != UInt8(ascii: "<") else { throw Self.cutOff }
                let length = window.bytes.count
                try body(.text(UnsafeBufferPointer(window.bytes)))
                window.skip(length)
                return true
            }
        }
    }

    private static let cutOff = SpreadsheetError(.malformedXML, "the page ends within a tag or a comment")

    private mutating func readMore() throws(SpreadsheetError) -> Bool {
        guard !isAtEnd else { return false }
        isAtEnd = try !window.readMore()
        return !isAtEnd
    }

    /// The first token of the bytes and its length; nil if it may go on after them.
    private mutating func token(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) -> (HTMLToken, length: Int)? {
        if isInComment { return comment(bytes) }
        if !rawElement.isEmpty {
            if let raw = rawText(bytes) { return raw }
            if !rawElement.isEmpty { return nil }
        }
        guard bytes[0] == UInt8(ascii: "<"), bytes.count > 1 else {
            return bytes[0] == UInt8(ascii: "<") ? nil : text(bytes)
        }
        switch bytes[1] {
        case UInt8(ascii: "!"):
            guard bytes.starts(with: "<!--".utf8) else { return try markup(bytes, "<!--".utf8.starts(with: bytes) ? nil : end(bytes)) }
            // Nothing but its own dashes ends these (13.2.5.43 and 13.2.5.44).
            if bytes.starts(with: "<!-->".utf8) { return (.other, 5) }
            if bytes.starts(with: "<!--->".utf8) { return (.other, 6) }
            guard bytes.count > 5 else { return nil }
            isInComment = true
            return (.other, 4)
        case UInt8(ascii: "?"): return try markup(bytes, end(bytes))
        case UInt8(ascii: "/"):
            guard bytes.count > 2 else { return nil }
            return try tag(bytes, nameAt: 2)
        default: return try tag(bytes, nameAt: 1)
        }
    }

    /// Text up to a tag, or up to a reference that may go on after the bytes.
    private func text(_ bytes: UnsafeBufferPointer<UInt8>) -> (HTMLToken, length: Int)? {
        var end = 0
        while end < bytes.count, bytes[end] != UInt8(ascii: "<") { end += 1 }
        if end == bytes.count {
            // The bytes may be cut within a reference, or within a character.
            let tail = max(0, end - HTMLReference.longest)
            end = bytes[tail...].firstIndex(of: UInt8(ascii: "&")) ?? bytes.lastIndex { $0 & 0xC0 != 0x80 } ?? 0
        }
        return end == 0 ? nil : (.text(UnsafeBufferPointer(rebasing: bytes[..<end])), end)
    }

    /// The index after the `>` of a tag that begins the bytes; nil if it is after them.
    private func end(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        bytes.firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 }
    }

    private func markup(_ bytes: UnsafeBufferPointer<UInt8>, _ end: Int?) throws(SpreadsheetError) -> (HTMLToken, length: Int)? {
        guard let end else {
            try checkLength(bytes.count)
            return nil
        }
        return (.other, end)
    }

    /// A comment up to its end, or as much of it as the bytes have; nil if they may end within the end.
    private mutating func comment(_ bytes: UnsafeBufferPointer<UInt8>) -> (HTMLToken, length: Int)? {
        var index = 0
        while index + 2 < bytes.count {
            if bytes[index] == UInt8(ascii: "-"), bytes[index + 1] == UInt8(ascii: "-") {
                // Some end it with an exclamation mark as well (13.2.5.52).
                let end = bytes[index + 2] == UInt8(ascii: "!") ? index + 3 : index + 2
                guard end < bytes.count else { break }
                if bytes[end] == UInt8(ascii: ">") {
                    isInComment = false
                    return (.other, end + 1)
                }
            }
            index += 1
        }
        return index > 0 ? (.other, index) : nil
    }

    private func checkLength(_ length: Int) throws(SpreadsheetError) {
        guard length <= limits.tokenLength else {
            throw SpreadsheetError(.tokenTooLong, exceeds: limits.tokenLength, measured: length, "a tag is too long")
        }
    }

    private mutating func tag(_ bytes: UnsafeBufferPointer<UInt8>, nameAt start: Int) throws(SpreadsheetError) -> (HTMLToken, length: Int)?
    {
        guard (bytes[start] | 0x20) &- UInt8(ascii: "a") < 26 else {
            // No tag: the sign stands for itself, or begins a comment.
            return start == 1 ? (.text(UnsafeBufferPointer(rebasing: bytes[..<1])), 1) : try markup(bytes, end(bytes))
        }
        var index = start
        while index < bytes.count, !isXMLSpace(bytes[index]), bytes[index] != UInt8(ascii: ">"), bytes[index] != UInt8(ascii: "/") {
            index += 1
        }
        let name = start..<index
        var quote: UInt8?
        var isValue = false
        while index < bytes.count {
            let byte = bytes[index]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: ">") {
                break
            } else if isValue, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
                isValue = false
            } else if byte == UInt8(ascii: "=") {
                isValue = true
            } else if !isXMLSpace(byte) {
                isValue = false
            }
            index += 1
        }
        try checkLength(index)
        guard index < bytes.count else { return nil }
        let tag = HTMLTag(
            name: UnsafeBufferPointer(rebasing: bytes[name]), attributes: UnsafeBufferPointer(rebasing: bytes[name.upperBound..<index]))
        if start == 1 {
            if Self.rawElements.contains(where: { tag.is($0) }) { rawElement = tag.name.map(\.lowercased) }
            return (.start(tag), index + 1)
        }
        return (.end(tag), index + 1)
    }

    private static let rawElements: [StaticString] = ["script", "style", "title", "textarea", "xmp", "iframe", "noframes"]

    /// What is in an element without markup, up to its end tag; nil if that comes next, or may go on after the bytes.
    private mutating func rawText(_ bytes: UnsafeBufferPointer<UInt8>) -> (HTMLToken, length: Int)? {
        var index = 0
        while index + 2 + rawElement.count <= bytes.count {
            if bytes[index] == UInt8(ascii: "<"), bytes[index + 1] == UInt8(ascii: "/"),
                rawElement.indices.allSatisfy({ bytes[index + 2 + $0].lowercased == rawElement[$0] })
            {
                rawElement = []
                return index > 0 ? (.other, index) : nil
            }
            index += 1
        }
        return index > 0 ? (.other, index) : nil
    }
}
