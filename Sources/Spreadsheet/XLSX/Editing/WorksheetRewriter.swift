/// Copies a worksheet part with edits of its cells, in one pass (ECMA-376 part 1, 18.3.1).
///
/// What is not edited is copied as it stands in the part, byte for byte. The pass looks at tags and not at what they mean, except where
/// an edit depends on it: the places of rows and cells, formulas that reach an edited cell, and merged cells.
struct WorksheetRewriter: ~Copyable {
    var window: XMLInputBuffer
    /// Where the next token begins. What is before it in the window is yet to be copied.
    var cursor = 0
    let edits: SheetEdits
    /// How many edits are done.
    var done = 0
    let output: EditOutput
    let limits: ReadLimits

    /// The prefixes that stand for SpreadsheetML here, each with its colon.
    var prefixes: [[UInt8]] = []
    /// The one of them that the element around has, and what is written gets.
    var prefix: [UInt8] = []
    /// The styles that columns give to cells that do not exist yet.
    var columnStyles: [(columns: ClosedRange<Int>, style: Int)] = []
    var hadColumns = false
    /// The last column that an element of the list describes.
    var lastColumn = 0
    /// How many widths of columns are written.
    var writtenWidthCount = 0
    /// The number of the last row.
    var row = 0
    var groups = FormulaGroups()
    private var hadSheetData = false
    /// The prefix of the root.
    private(set) var rootPrefix: [UInt8] = []
    /// Whether the drawing of the added notes is yet to be named.
    var lacksDrawing: Bool

    init(_ part: consuming XMLPartReader, edits: SheetEdits, output: EditOutput, limits: ReadLimits) {
        window = XMLInputBuffer(part)
        self.edits = edits
        lacksDrawing = edits.legacyDrawing != nil
        self.output = output
        self.limits = limits
    }

    /// Copies the part into the open one of the output.
    ///
    /// - Throws: An error in the part; a code of `edit.` or `write.` with the cell that cannot be edited as asked for.
    mutating func run() throws(SpreadsheetError) {
        try copyRoot()
        while true {
            let token = try required()
            switch token.kind {
            case .endTag:
                guard hadSheetData else { throw SpreadsheetError(.malformedXML, "the sheet has no block of data") }
                copy(addDrawing(before: token))
                try copyRest()
                return
            case .text, .comment, .cdata, .instruction: copy(token)
            case .startTag, .emptyTag: try copyChild(token)
            }
        }
    }

    private mutating func copyRoot() throws(SpreadsheetError) {
        while true {
            let token = try required()
            switch token.kind {
            case .instruction:
                let isForeign = EditedPart.foreignDeclaration(Array(window.bytes[token.range])[...]) != nil
                if isForeign { replace(token, with: EditedPart.declaration) } else { copy(token) }
            case .startTag:
                let tag = tag(token)
                // Without any namespace, names without a prefix are SpreadsheetML's.
                if tag.attribute("xmlns") == nil { prefixes = [[]] }
                guard isMain(tag, "worksheet") else { throw SpreadsheetError(.malformedXML, "the part is not a worksheet") }
                prefixes = prefixes(in: tag)
                rootPrefix = Array(tag.prefix)
                return copy(token)
            case .emptyTag, .endTag: throw SpreadsheetError(.malformedXML, "the part is not a worksheet")
            case .text, .comment, .cdata: copy(token)
            }
        }
    }

    private mutating func copyRest() throws(SpreadsheetError) {
        while let token = try next() { copy(token) }
        write(upTo: cursor)
    }

    private mutating func copyChild(_ token: XMLToken) throws(SpreadsheetError) {
        let tag = tag(token)
        if isMain(tag, "dimension") { return try copyDimension(tag) }
        if isMain(tag, "cols") { return try copyColumns(token) }
        if isMain(tag, "mergeCells") { return try copyMergedCells(token) }
        if isMain(tag, "autoFilter") { return try copyFilter(token) }
        guard isMain(tag, "sheetData") else {
            let followsDrawing = hadSheetData && Self.namesAfterDrawing.contains { tag.localName.elementsEqual($0.utf8) }
            return try copyElement(followsDrawing ? addDrawing(before: token) : token)
        }
        guard !hadSheetData else { throw SpreadsheetError(.duplicateSheetData, "the sheet has two blocks of data") }
        hadSheetData = true
        let data = addColumns(before: token)
        let outside = prefixes
        prefixes = prefixes(in: self.tag(data))
        prefix = Array(self.tag(data).prefix)
        try copySheetData(data)
        prefixes = outside
    }

    /// The used cells (18.3.1.35) become those that the edits use as well.
    private mutating func copyDimension(_ tag: XMLTag) throws(SpreadsheetError) {
        if let known = tag.string("ref").flatMap({ CellRange($0) }), let range = edits.range {
            let both = known.extended(to: range.first).extended(to: range.last)
            if both != known {
                replace(tag.token, with: tag.bytes(setting: [("ref", both.description)]))
                return tag.isEmpty ? () : try copyChildren()
            }
        }
        try copyElement(tag.token)
    }

    /// Copies the list of merged cells, and refuses edits of those that are hidden.
    private mutating func copyMergedCells(_ token: XMLToken) throws(SpreadsheetError) {
        copy(token)
        guard token.kind == .startTag else { return }
        while true {
            let token = try required()
            switch token.kind {
            case .endTag: return copy(token)
            case .text, .comment, .cdata, .instruction: copy(token)
            case .startTag, .emptyTag:
                try checkMergedCells(tag(token))
                try copyElement(token)
            }
        }
    }

    private func checkMergedCells(_ tag: XMLTag) throws(SpreadsheetError) {
        guard isMain(tag, "mergeCell"), let range = tag.string("ref").flatMap({ CellRange($0) }),
            let cell = edits.contentEdit(in: range, exceptFirst: true)
        else { return }
        throw SpreadsheetError(.mergedCell, "the cell is merged with \(range.first), which hides it", at: .init(cell: cell))
    }

    private mutating func copySheetData(_ token: XMLToken) throws(SpreadsheetError) {
        guard token.kind == .startTag else {
            if edits.cells.isEmpty { return copy(token) }
            let name = Array(window.bytes[token.name])
            replace(token, with: opened(token))
            try writeRows(before: .max)
            output.stream.raw("</")
            output.stream.raw(name)
            return output.stream.raw(">")
        }
        copy(token)
        while true {
            if try passPlainRow() { continue }
            let token = try required()
            switch token.kind {
            case .endTag:
                if done < edits.cells.count {
                    write(upTo: token.range.lowerBound)
                    try writeRows(before: .max)
                    cursor = token.range.count
                } else {
                    copy(token)
                }
                return
            case .text, .comment, .cdata, .instruction: copy(token)
            case .startTag, .emptyTag: if isMain(tag(token), "row") { try copyRow(token) } else { try copyElement(token) }
            }
        }
    }

    /// The bytes of an empty tag as a start tag.
    func opened(_ token: XMLToken) -> [UInt8] {
        window.bytes[token.range.lowerBound..<token.range.upperBound - 2] + [UInt8(ascii: ">")]
    }
}

// MARK: - Tokens

extension WorksheetRewriter {
    /// The next token, which stays the next one until it is copied or replaced; nil at the end of the part.
    mutating func next(wholeText: Bool = false) throws(SpreadsheetError) -> XMLToken? {
        while true {
            let bytes = UnsafeBufferPointer(window.bytes)
            if let token = try XMLToken(in: bytes, at: cursor, wholeText: wholeText, limits: limits) { return token }
            guard try readMore() else {
                guard window.isEmpty else { throw Self.malformed }
                return nil
            }
        }
    }

    /// Copies what is passed, and reads more of the part; false at its end.
    mutating func readMore() throws(SpreadsheetError) -> Bool {
        write(upTo: cursor)
        try output.stream.check()
        return try window.readMore()
    }

    mutating func required(wholeText: Bool = false) throws(SpreadsheetError) -> XMLToken {
        guard let token = try next(wholeText: wholeText) else { throw Self.malformed }
        return token
    }

    static var malformed: SpreadsheetError { SpreadsheetError(.malformedXML, "the part is not well-formed XML") }

    func tag(_ token: XMLToken) -> XMLTag { XMLTag(bytes: UnsafeBufferPointer(window.bytes), token: token) }

    mutating func copy(_ token: XMLToken) { cursor = token.range.upperBound }

    /// Writes the bytes up to an offset of the window, which then begins there.
    mutating func write(upTo offset: Int) {
        output.stream.raw(UnsafeBufferPointer(rebasing: UnsafeBufferPointer(window.bytes)[..<offset]))
        window.skip(offset)
        cursor = 0
    }

    mutating func replace(_ token: XMLToken, with bytes: [UInt8]) {
        write(upTo: token.range.lowerBound)
        output.stream.raw(bytes)
        window.skip(token.range.count)
    }

    mutating func copyElement(_ token: XMLToken) throws(SpreadsheetError) {
        copy(token)
        if token.kind == .startTag { try copyChildren() }
    }

    /// Copies the rest of an element whose start tag is passed.
    mutating func copyChildren() throws(SpreadsheetError) {
        var depth = 1
        while depth > 0 {
            let token = try required()
            copy(token)
            if token.kind == .startTag { depth += 1 }
            if token.kind == .endTag { depth -= 1 }
            guard depth <= limits.depth else {
                throw SpreadsheetError(.tooDeep, exceeds: limits.depth, measured: depth, "elements are nested too deep")
            }
        }
    }
}

// MARK: - Names

extension WorksheetRewriter {
    /// The prefixes that stand for SpreadsheetML in an element.
    func prefixes(in tag: XMLTag) -> [[UInt8]] {
        guard tag.mayDeclareNamespaces else { return prefixes }
        var known = prefixes
        for attribute in tag.attributes {
            guard let declared = declaredPrefix(attribute, tag) else { continue }
            known.removeAll { $0 == declared }
            if isMainNamespace(tag.value(attribute)) { known.append(declared) }
        }
        return known
    }

    /// The prefix that an attribute declares, with its colon; nil if it declares none.
    private func declaredPrefix(_ attribute: XMLTag.Attribute, _ tag: XMLTag) -> [UInt8]? {
        let name = tag.bytes[attribute.name]
        guard name.starts(with: "xmlns".utf8) else { return nil }
        if name.count == 5 { return [] }
        return name[name.startIndex + 5] == UInt8(ascii: ":") ? Array(name.dropFirst(6)) + [UInt8(ascii: ":")] : nil
    }

    private func isMainNamespace(_ value: [UInt8]) -> Bool {
        (value + [0]).withUnsafeBufferPointer { XMLNamespace(uri: $0.baseAddress) == .main }
    }

    /// Whether this is the SpreadsheetML element of that name.
    func isMain(_ tag: XMLTag, _ name: StaticString) -> Bool {
        let full = tag.bytes[tag.token.name]
        let local = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        guard full.count >= local.count, full.suffix(local.count).elementsEqual(local) else { return false }
        let prefix = full.dropLast(local.count)
        if !tag.mayDeclareNamespaces { return prefixes.contains { prefix.elementsEqual($0) } }
        return prefixes(in: tag).contains { prefix.elementsEqual($0) }
    }
}
