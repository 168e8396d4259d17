/// The notes of a worksheet that is edited: its comments part (ECMA-376 part 1, 18.7), and the drawing with their boxes (part 4, 19).
struct SheetNotes {
    private let sheet: String
    private let package: OpenPackage
    private let relationships: PartRelationships

    /// - Throws: An error in the sheet's list of relationships.
    init(_ sheet: String, of package: OpenPackage) throws(SpreadsheetError) {
        self.sheet = sheet
        self.package = package
        relationships = try package.relationships(of: sheet)
    }

    /// The parts with the added notes, which the sheet comes to name where it did not.
    ///
    /// - Throws: `write.invalid` if a cell has a thread; an error in a part.
    func adding(
        _ edits: inout SheetEdits, _ links: inout PackageLinks
    ) throws(SpreadsheetError) -> [(name: String, bytes: [UInt8])] {
        try checkThreads(edits.comments)
        var known: Set<CellReference> = []
        let comments = try comments(adding: edits.comments, &known, &links)
        let drawing: (name: String, bytes: [UInt8])
        let missing = edits.comments.filter { !known.contains($0.cell) }
        if let name = try drawingPart() {
            drawing = (name, try self.drawing(name, adding: missing))
        } else {
            let added = links.addPart(
                "vmlDrawing", named: { "drawings/vmlDrawing\($0).vml" }, ofSheet: sheet, relationships,
                type: "application/vnd.openxmlformats-officedocument.vmlDrawing")
            edits.legacyDrawing = .init(relationship: added.relationship, namespace: links.relationshipNamespace)
            drawing = (added.name, Self.newDrawing(edits.comments))
        }
        return [comments, drawing]
    }

    private func part(_ kind: String) throws(SpreadsheetError) -> String? {
        guard let relationship = relationships.first(kind) else { return nil }
        let part = try relationships.part(relationship, in: package)
        return package.contains(part) ? part : nil
    }

    /// A thread has a text of its own beside the note that stands for it.
    private func checkThreads(_ comments: [CellComment]) throws(SpreadsheetError) {
        guard let name = try part("threadedComment") else { return }
        let cells = Set(comments.map(\.cell))
        let part = try EditedPart(name, of: package)
        try part.walk { (step) throws(SpreadsheetError) in
            guard case .start(let tag, depth: 2) = step, let cell = tag.string("ref").flatMap({ CellReference($0) }), cells.contains(cell)
            else { return }
            throw SpreadsheetError(.notWritable, "People discuss the cell in a thread, which a note cannot replace.", at: .init(cell: cell))
        }
    }

    // MARK: Comments

    /// The comments part. `known` are then the cells that had a note, and have another one now.
    private func comments(
        adding comments: [CellComment], _ known: inout Set<CellReference>, _ links: inout PackageLinks
    ) throws(SpreadsheetError) -> (name: String, bytes: [UInt8]) {
        guard let name = try part("comments") else {
            let added = links.addPart(
                "comments", named: { "comments\($0).xml" }, ofSheet: sheet, relationships,
                type: "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml")
            let namespace =
                links.isStrict
                ? "http://purl.oclc.org/ooxml/spreadsheetml/main" : "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
            let root = "<comments xmlns=\"\(namespace)\"><authors/><commentList/></comments>"
            let part = EditedPart(EditedPart.declaration + Array(root.utf8), limits: package.limits)
            return (added.name, try Self.edited(part, adding: comments, &known))
        }
        let edited = try Self.edited(EditedPart(name, of: package), adding: comments, &known)
        try checkAreRead(comments, edited, name)
        return (name, edited)
    }

    /// The lists are found by their local names: in another namespace nobody reads them.
    private func checkAreRead(_ comments: [CellComment], _ part: [UInt8], _ name: String) throws(SpreadsheetError) {
        let handler = CommentsHandler(limits: package.limits)
        let parser = try XMLParser(handler: handler, limits: package.limits)
        try part.withUnsafeBufferPointer { (bytes) throws(SpreadsheetError) in try parser.parseAll(bytes) }
        try parser.finish()
        guard Set(handler.comments.map(\.cell)).isSuperset(of: comments.map(\.cell)) else {
            throw SpreadsheetError(.malformedXML, "the part of the notes is none that a spreadsheet reads", at: .init(part: name))
        }
    }

    private static func edited(
        _ part: EditedPart, adding comments: [CellComment], _ known: inout Set<CellReference>
    ) throws(SpreadsheetError) -> [UInt8] {
        var part = part
        let elements = try part.elements(named: ["authors", "commentList"])
        guard let authors = elements.first(where: { $0.name == "authors" })?.element,
            let list = elements.first(where: { $0.name == "commentList" })?.element
        else { throw SpreadsheetError(.malformedXML, "the part of the notes has no list of them") }
        let cells = Set(comments.map(\.cell))
        var replaced: [Range<Int>] = []
        var start: Int?
        var authorCount = 0
        var had = known
        try part.walk { (step) throws(SpreadsheetError) in
            switch step {
            case .start(let tag, depth: 3):
                start = nil
                if authors.tag.upperBound..<max(authors.tag.upperBound, authors.contentEnd) ~= tag.token.range.lowerBound {
                    authorCount += 1
                } else if let cell = tag.string("ref").flatMap({ CellReference($0) }), cells.contains(cell) {
                    had.insert(cell)
                    start = tag.token.range.lowerBound
                }
            case .end(let range, depth: 3): if let start { replaced.append(start..<range.upperBound) }
            default: break
            }
        }
        known = had
        for range in replaced { part.replace(range, with: []) }
        var numbers: [String: Int] = [:]
        var names: [String] = []
        for comment in comments where numbers[comment.author] == nil {
            numbers[comment.author] = authorCount + names.count
            names.append(comment.author)
        }
        let addedAuthors = XMLWriter.bytes { stream in for name in names { stream.element("author", name) } }
        let added = XMLWriter.bytes { stream in for comment in comments { stream.comment(comment, author: numbers[comment.author] ?? 0) } }
        part.append(EditedPart.prefixed(addedAuthors, authors.prefix), to: authors)
        part.append(EditedPart.prefixed(added, list.prefix), to: list)
        return part.edited
    }

    // MARK: The drawing

    /// The drawing that the sheet names for its notes and controls; not that of its headers and footers.
    private func drawingPart() throws(SpreadsheetError) -> String? {
        guard relationships.first("vmlDrawing") != nil, package.contains(sheet) else { return nil }
        do throws(SpreadsheetError) {
            let id = try LegacyDrawingHandler.read(
                package.reader(for: sheet), usesScanner: package.way.usesScanner, limits: package.limits)
            guard let relationship = id.flatMap({ relationships[$0] }) else { return nil }
            let part = try relationships.part(relationship, in: package)
            return package.contains(part) ? part : nil
        } catch {
            throw error.located(.init(part: sheet))
        }
    }

    /// A drawing with boxes added at its end. It may be no well-formed XML, as Excel reads what old programs wrote.
    private func drawing(_ name: String, adding comments: [CellComment]) throws(SpreadsheetError) -> [UInt8] {
        var reader = try package.reader(for: name, limit: package.limits.smallPartSize)
        var part = EditedPart(try EditedPart.bytes(of: &reader), limits: package.limits)
        if let declaration = EditedPart.foreignDeclaration(part.bytes[...]) { part.replace(declaration, with: EditedPart.declaration) }
        let end = Array("</xml>".utf8)
        guard let place = part.bytes.indices.reversed().first(where: { part.bytes[$0...].starts(with: end) }) else {
            throw SpreadsheetError(.malformedXML, "the drawing of the notes does not end", at: .init(part: name))
        }
        var next = Self.lastNumber(in: part.bytes) + 1
        let hasType = part.bytes.firstRange(of: Array("\"_x0000_t202\"".utf8)) != nil
        let added = XMLWriter.bytes { stream in
            if !hasType { stream.noteShapeType(declaresNamespaces: true) }
            for comment in comments {
                stream.noteShape(comment, number: next, declaresNamespaces: true)
                next += 1
            }
        }
        part.replace(place..<place, with: added)
        return part.edited
    }

    /// The highest number of a shape, which is `_x0000_s` and the number; at least that before the first one of the first block.
    private static func lastNumber(in bytes: [UInt8]) -> Int {
        let prefix = Array("_x0000_s".utf8)
        var last = 1024
        var rest = bytes[...]
        while let found = rest.firstRange(of: prefix) {
            rest = rest[found.upperBound...]
            let digits = rest.prefix { 0x30...0x39 ~= $0 }
            if let number = digits.withUnsafeBufferPointer({ DecimalNumber.integer($0) }) {
                last = max(last, min(number, Int(Int32.max) / 2))
            }
        }
        return last
    }

    private static func newDrawing(_ comments: [CellComment]) -> [UInt8] {
        XMLWriter.bytes { $0.noteDrawing(comments, blocks: 1...1 + comments.count / 1024) }
    }
}
