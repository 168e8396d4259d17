internal import ZipContainer

/// A small part in memory, with what is to be replaced in it. Everything else stays as it is, byte for byte.
struct EditedPart: Sendable {
    /// The part as UTF-8.
    let bytes: [UInt8]
    let limits: ReadLimits
    private var replacements: [(range: Range<Int>, bytes: [UInt8])] = []

    /// A part that is well-formed.
    init(_ bytes: [UInt8], limits: ReadLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    /// Reads a part, and has libxml2 see to it that it is well-formed.
    ///
    /// - Throws: `opc.missing-part`, `limit.inflated`, or an error in the part.
    init(_ part: String, of package: OpenPackage) throws(SpreadsheetError) {
        try package.parse(part, into: XMLHandler())
        var reader = try package.reader(for: part, limit: package.limits.smallPartSize)
        let bytes = try Self.bytes(of: &reader)
        self.init(bytes, limits: package.limits)
        if let declaration = Self.foreignDeclaration(bytes[...]) { replace(declaration, with: Self.declaration) }
    }

    /// All bytes of a part, as UTF-8.
    ///
    /// - Throws: An error in the part.
    static func bytes(of reader: inout XMLPartReader) throws(SpreadsheetError) -> [UInt8] {
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try block.withUnsafeMutableBufferPointer { (block) throws(SpreadsheetError) in try reader.read(into: block) }
            if count == 0 { return bytes }
            bytes += block[..<count]
        }
    }

    static let declaration = Array("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>".utf8)

    /// Where a part's XML declaration stands if it names another encoding than that of the bytes, UTF-8; nil if it does not.
    static func foreignDeclaration(_ bytes: ArraySlice<UInt8>) -> Range<Int>? {
        guard bytes.starts(with: "<?xml".utf8), let end = bytes.firstIndex(of: UInt8(ascii: ">")) else { return nil }
        let declaration = bytes[...end]
        let lowercased = declaration.map(\.lowercased)
        let isForeign =
            lowercased.firstRange(of: Array("encoding".utf8)) != nil && lowercased.firstRange(of: Array("utf-8".utf8)) == nil
        return isForeign ? declaration.indices : nil
    }

    /// Calls a closure with each step through the part's tags.
    func walk(_ body: (TagWalk.Step) throws(SpreadsheetError) -> Void) throws(SpreadsheetError) {
        try bytes.withUnsafeBufferPointer { (bytes) throws(SpreadsheetError) in
            var walk = TagWalk(bytes, limits: limits)
            while let step = try walk.next() { try body(step) }
        }
    }

    /// Replaces bytes; an empty range inserts. Ranges do not overlap, and what is inserted in one place stays in the order of the calls.
    mutating func replace(_ range: Range<Int>, with new: [UInt8]) { replacements.append((range, new)) }

    /// An element of the part.
    struct Element: Sendable {
        /// Where its start tag or its empty tag stands.
        let tag: Range<Int>
        let name: [UInt8]
        let isEmpty: Bool
        /// Where its end tag begins; the end of an empty tag.
        var contentEnd = 0
        /// Where its end tag ends.
        var end = 0

        init(_ tag: XMLTag) {
            self.tag = tag.token.range
            name = Array(tag.bytes[tag.token.name])
            isEmpty = tag.isEmpty
        }

        /// The name's prefix, with its colon.
        var prefix: [UInt8] { Array(name.prefix(name.firstIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? 0)) }
    }

    /// The elements at a depth of at most 2 whose local names are wanted, the root first.
    ///
    /// - Throws: An error in the part.
    func elements(named names: Set<String>) throws(SpreadsheetError) -> [(name: String, element: Element)] {
        var found: [(name: String, element: Element)] = []
        var open: Int?
        try walk { (step) throws(SpreadsheetError) in
            switch step {
            case .start(let tag, let depth) where depth <= 2:
                let name = String(decoding: tag.localName, as: UTF8.self)
                guard depth == 1 || names.contains(name) else { return }
                found.append((name, Element(tag)))
                if depth == 2 { open = found.count - 1 }
            case .end(let range, let depth) where depth <= 2:
                guard let index = depth == 1 ? 0 : open else { return }
                found[index].element.contentEnd = range.lowerBound
                found[index].element.end = range.upperBound
                open = nil
            default: break
            }
        }
        guard !found.isEmpty else { throw SpreadsheetError(.malformedXML, "the part has no element") }
        return found
    }

    /// Removes the children of the root that a closure wants gone.
    ///
    /// - Throws: An error in the part.
    mutating func removeChildren(where isUnwanted: (XMLTag) throws(SpreadsheetError) -> Bool) throws(SpreadsheetError) {
        var start: Int?
        var unwanted: [Range<Int>] = []
        try walk { (step) throws(SpreadsheetError) in
            switch step {
            case .start(let tag, depth: 2): start = try isUnwanted(tag) ? tag.token.range.lowerBound : nil
            case .end(let range, depth: 2): if let start { unwanted.append(start..<range.upperBound) }
            default: break
            }
        }
        for range in unwanted { replace(range, with: []) }
    }

    /// Adds children at the end of an element, once.
    mutating func append(_ children: [UInt8], to element: Element) {
        guard element.isEmpty else { return replace(element.contentEnd..<element.contentEnd, with: children) }
        let end = Array("</".utf8) + element.name + Array(">".utf8)
        replace(element.tag.upperBound - 2..<element.tag.upperBound, with: Array(">".utf8) + children + end)
    }

    /// The part with its replacements.
    var edited: [UInt8] {
        var result: [UInt8] = []
        var place = 0
        let order = replacements.indices.sorted {
            (replacements[$0].range.lowerBound, replacements[$0].range.upperBound, $0)
                < (replacements[$1].range.lowerBound, replacements[$1].range.upperBound, $1)
        }
        for index in order {
            let (range, new) = replacements[index]
            result += bytes[place..<range.lowerBound]
            result += new
            place = range.upperBound
        }
        return result + bytes[place...]
    }

    /// Elements without prefixes as they are with one, which ends with its colon.
    static func prefixed(_ elements: [UInt8], _ prefix: [UInt8]) -> [UInt8] {
        guard !prefix.isEmpty else { return elements }
        var result: [UInt8] = []
        var previous: UInt8 = 0
        var beforePrevious: UInt8 = 0
        for byte in elements {
            let isStartTag = previous == UInt8(ascii: "<") && byte != UInt8(ascii: "/")
            if isStartTag || previous == UInt8(ascii: "/") && beforePrevious == UInt8(ascii: "<") { result += prefix }
            result.append(byte)
            (beforePrevious, previous) = (previous, byte)
        }
        return result
    }
}
