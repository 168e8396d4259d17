/// What edits change of the parts that hold a package together: the workbook, the lists of relationships and the content types.
struct PackageLinks {
    private struct Sheet {
        let name: String
        let visibility: SheetVisibility
        let relationship: String
    }

    private struct Relationship {
        let id: String
        let type: String
        let target: String
    }

    private let content: OpenXMLContent
    private let package: OpenPackage
    private let workbook: EditedPart
    /// Whether the workbook has the namespaces of ISO/IEC 29500 strict.
    let isStrict: Bool
    private var sheets: [Sheet] = []
    private var calculatesOnLoad = false
    /// The columns that filters of sheets take in, by the sheets' places.
    private var filterExtensions: [Int: [TableExtension]] = [:]
    /// By the part whose relationships they are.
    private var relationships: [String: [Relationship]] = [:]
    private var droppedRelationships: Set<String> = []
    /// Content types by part.
    private var types: [(part: String, type: String)] = []
    private var droppedTypes: Set<String> = []
    private var partNames: Set<String> = []

    init(_ content: OpenXMLContent) throws(SpreadsheetError) {
        self.content = content
        package = content.package
        workbook = try EditedPart(content.part, of: package)
        var isStrict = false
        try workbook.walk { (step) in
            guard case .start(let tag, depth: 1) = step else { return }
            isStrict = tag.attributes.contains { tag.value($0).elementsEqual("http://purl.oclc.org/ooxml/spreadsheetml/main".utf8) }
        }
        self.isStrict = isStrict
    }

    // MARK: Changes

    /// Has a spreadsheet calculate all formulas when it opens the workbook (ECMA-376 part 1, 18.2.2).
    mutating func calculateOnLoad() { calculatesOnLoad = true }

    /// Has the hidden name of a sheet's filter (18.2.5) take in the columns that the filter does.
    mutating func extendFilter(ofSheet index: Int, by extensions: [TableExtension]) { filterExtensions[index] = extensions }

    /// Adds a worksheet, and returns the name of its part.
    mutating func addSheet(_ sheet: WorkbookEditor.AddedSheet) -> String {
        let part = addPart(
            "worksheet", named: { "worksheets/sheet\($0).xml" }, of: content.part,
            type: "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml")
        sheets.append(Sheet(name: sheet.name, visibility: sheet.visibility, relationship: part.relationship))
        return part.name
    }

    /// Adds a part that another one has a relationship to.
    ///
    /// - Parameters:
    ///   - kind: The last component of the relationship's type, as transitional documents write it.
    ///   - name: A name relative to the folder of the other part, by a number. The first that is free counts.
    ///   - source: The other part; empty for the package.
    ///   - type: The content type.
    /// - Returns: The name of the part, and the identifier of the relationship.
    mutating func addPart(
        _ kind: String, named name: (Int) -> String, of source: String, type: String
    ) -> (name: String, relationship: String) {
        let folder = Self.folder(of: source)
        let part = freePart { folder + name($0) }
        let known = source.isEmpty ? content.packageRelationships : content.relationships
        return (part, link(source, known, kind, part, target: String(part.dropFirst(folder.count)), type: type))
    }

    /// Adds a part that a worksheet has a relationship to, in a folder beside it.
    ///
    /// - Parameters:
    ///   - kind: As for the other function.
    ///   - name: A name relative to the folder of the workbook, by a number.
    ///   - sheet: The part of the worksheet.
    ///   - known: The worksheet's relationships.
    ///   - type: The content type.
    /// - Returns: As the other function.
    mutating func addPart(
        _ kind: String, named name: (Int) -> String, ofSheet sheet: String, _ known: PartRelationships, type: String
    ) -> (name: String, relationship: String) {
        let folder = Self.folder(of: content.part)
        let part = freePart { folder + name($0) }
        return (part, link(sheet, known, kind, part, target: "/" + part, type: type))
    }

    private static func folder(of part: String) -> String {
        part.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(part[...$0]) } ?? ""
    }

    /// The first name that is free, by a number.
    private mutating func freePart(_ name: (Int) -> String) -> String {
        var number = 1
        while package.contains(name(number)) || !partNames.insert(name(number).lowercased()).inserted { number += 1 }
        return name(number)
    }

    /// Adds a relationship to a part, which is added with its content type, and returns the relationship's identifier.
    private mutating func link(
        _ source: String, _ known: PartRelationships, _ kind: String, _ part: String, target: String, type: String
    ) -> String {
        var taken = Set(known.all.map(\.id))
        for relationship in relationships[source] ?? [] { taken.insert(relationship.id) }
        var next = taken.count + 1
        while taken.contains("rId\(next)") { next += 1 }
        let id = "rId\(next)"
        relationships[source, default: []].append(Relationship(id: id, type: typeBase + strictKind(kind), target: target))
        types.append((part, type))
        return id
    }

    private var typeBase: String { relationshipNamespace + "/" }

    /// The namespace of the attributes that name a relationship.
    var relationshipNamespace: String {
        isStrict
            ? "http://purl.oclc.org/ooxml/officeDocument/relationships"
            : "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    }

    /// Strict documents write the words of a type without a hyphen.
    private func strictKind(_ kind: String) -> String {
        isStrict
            ? kind.split(separator: "-").enumerated().map { $0 == 0 ? String($1) : $1.prefix(1).uppercased() + $1.dropFirst() }.joined()
            : kind
    }

    /// Drops a part, and the workbook's relationship to it.
    mutating func drop(_ part: String, relationship: String) {
        droppedRelationships.insert(relationship)
        droppedTypes.insert(part.lowercased())
    }

    // MARK: The parts

    /// The changed parts with their names.
    ///
    /// - Throws: An error in one of the parts.
    func edited() throws(SpreadsheetError) -> [(name: String, bytes: [UInt8])] {
        var parts: [(name: String, bytes: [UInt8])] = []
        if !sheets.isEmpty || calculatesOnLoad || !filterExtensions.isEmpty { parts.append((content.part, try editedWorkbook())) }
        for source in Set(relationships.keys).union(droppedRelationships.isEmpty ? [] : [content.part]).sorted() {
            parts.append((OpenPackage.relationshipPart(of: source), try editedRelationships(of: source)))
        }
        // Packages without content types are no workbooks, but are read.
        let list = "[Content_Types].xml"
        if !types.isEmpty || !droppedTypes.isEmpty, package.contains(list) { parts.append((list, try editedTypes(list))) }
        return parts
    }

    private func editedWorkbook() throws(SpreadsheetError) -> [UInt8] {
        var part = workbook
        // What stands before `calcPr` (18.2.27).
        let before: Set<String> = ["sheets", "functionGroups", "externalReferences", "definedNames"]
        let elements = try part.elements(named: before.union(["calcPr"]))
        let prefix = elements[0].element.prefix
        if !sheets.isEmpty, let list = elements.first(where: { $0.name == "sheets" })?.element {
            var last = 0
            try part.walk { (step) throws(SpreadsheetError) in
                guard case .start(let tag, depth: 3) = step, tag.localName.elementsEqual("sheet".utf8) else { return }
                last = max(last, min(tag.integer("sheetId") ?? 0, Int(UInt16.max)))
            }
            var added: [UInt8] = []
            for (offset, sheet) in sheets.enumerated() {
                added += XMLWriter.bytes { stream in
                    stream.raw("<sheet")
                    stream.attribute("xmlns:r", relationshipNamespace)
                    stream.attribute("name", sheet.name)
                    stream.attribute("sheetId", last + offset + 1)
                    if sheet.visibility != .visible { stream.attribute("state", sheet.visibility.rawValue) }
                    stream.attribute("r:id", sheet.relationship)
                    stream.raw("/>")
                }
            }
            part.append(EditedPart.prefixed(added, prefix), to: list)
        }
        try extendFilterNames(in: &part)
        guard calculatesOnLoad else { return part.edited }
        if let known = elements.first(where: { $0.name == "calcPr" })?.element {
            let changed = part.bytes.withUnsafeBufferPointer { bytes in
                (try? XMLToken(in: bytes, at: known.tag.lowerBound, limits: package.limits)).map {
                    XMLTag(bytes: bytes, token: $0).bytes(setting: [("fullCalcOnLoad", "1")])
                }
            }
            if let changed { part.replace(known.tag, with: changed) }
        } else if let place = elements.last(where: { before.contains($0.name) })?.element.end {
            part.replace(place..<place, with: EditedPart.prefixed(Array("<calcPr calcId=\"0\" fullCalcOnLoad=\"1\"/>".utf8), prefix))
        }
        return part.edited
    }

    private func extendFilterNames(in part: inout EditedPart) throws(SpreadsheetError) {
        guard !filterExtensions.isEmpty else { return }
        var open: (start: Int, extensions: [TableExtension])?
        var changes: [(range: Range<Int>, bytes: [UInt8])] = []
        let bytes = part.bytes
        try part.walk { (step) throws(SpreadsheetError) in
            switch step {
            case .start(let tag, depth: 3):
                guard tag.localName.elementsEqual("definedName".utf8), tag.string("name")?.lowercased() == "_xlnm._filterdatabase",
                    let extensions = tag.integer("localSheetId").flatMap({ filterExtensions[$0] })
                else { return open = nil }
                open = (tag.token.range.upperBound, extensions)
            case .end(let range, depth: 3):
                guard let (start, extensions) = open else { return }
                open = nil
                // Behind the sheet's name stands the range.
                let text = bytes[start..<max(start, range.lowerBound)]
                let place = text.lastIndex(of: UInt8(ascii: "!")).map { $0 + 1 } ?? start
                guard let known = CellRange(String(decoding: text[place...], as: UTF8.self)),
                    let wider = extensions.lazy.compactMap({ $0.extended(known) }).first
                else { return }
                changes.append((place..<range.lowerBound, Array(wider.absoluteDescription.utf8)))
            default: break
            }
        }
        for change in changes { part.replace(change.range, with: change.bytes) }
    }

    private func editedRelationships(of source: String) throws(SpreadsheetError) -> [UInt8] {
        let list = OpenPackage.relationshipPart(of: source)
        var part =
            package.contains(list)
            ? try EditedPart(list, of: package)
            : EditedPart(
                EditedPart.declaration
                    + Array("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>".utf8),
                limits: package.limits)
        if source == content.part { try part.removeChildren { droppedRelationships.contains($0.string("Id") ?? "") } }
        let root = try part.elements(named: [])[0].element
        var added: [UInt8] = []
        for relationship in relationships[source] ?? [] {
            added += XMLWriter.bytes { stream in
                stream.raw("<Relationship")
                stream.attribute("Id", relationship.id)
                stream.attribute("Type", relationship.type)
                stream.attribute("Target", relationship.target, at: .plainAttribute)
                stream.raw("/>")
            }
        }
        if !added.isEmpty { part.append(EditedPart.prefixed(added, root.prefix), to: root) }
        return part.edited
    }

    private func editedTypes(_ list: String) throws(SpreadsheetError) -> [UInt8] {
        var part = try EditedPart(list, of: package)
        try part.removeChildren { tag in
            guard let name = tag.string("PartName") else { return false }
            return droppedTypes.contains((name.hasPrefix("/") ? String(name.dropFirst()) : name).lowercased())
        }
        let root = try part.elements(named: [])[0].element
        var added: [UInt8] = []
        for (part, type) in types {
            added += XMLWriter.bytes { stream in
                stream.raw("<Override")
                stream.attribute("PartName", "/" + part, at: .plainAttribute)
                stream.attribute("ContentType", type)
                stream.raw("/>")
            }
        }
        if !added.isEmpty { part.append(EditedPart.prefixed(added, root.prefix), to: root) }
        return part.edited
    }
}
