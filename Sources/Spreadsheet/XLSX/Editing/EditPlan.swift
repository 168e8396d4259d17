internal import ZipContainer

/// What becomes of each part of an edited workbook.
struct EditPlan {
    /// A worksheet that is rewritten.
    private struct Worksheet {
        /// The sheet's name, for errors.
        let name: String
        let part: String
        var edits: SheetEdits
        /// The part as it is before the edits, if the workbook does not have it.
        var template: [UInt8]?
    }

    let styles: DerivedStyles
    private let package: OpenPackage
    /// The part of the styles, if edits need it.
    private var stylesPart: String?
    /// The worksheets that are rewritten, by their parts in lower case.
    private var worksheets: [String: Worksheet] = [:]
    private var addedWorksheets: [Worksheet] = []
    /// Small parts that are rewritten, by their names in lower case.
    private var parts: [String: [UInt8]] = [:]
    /// The name of a part that is left out, in lower case.
    private var droppedPart: String?

    /// - Throws: An error in a part that edits concern; `edit.table-header`.
    init(_ editor: WorkbookEditor) throws(SpreadsheetError) {
        let content = editor.content
        package = content.package
        var sheets = editor.edits
        for name in sheets.keys { sheets[name]?.sort() }
        var links = try PackageLinks(content)
        var changed: [(name: String, bytes: [UInt8])] = []
        for name in sheets.keys.sorted() {
            // Of sheets with one name the first counts, as where they are looked for.
            guard let index = content.sheets.firstIndex(where: { $0.name == name }), let part = content.sheets[index].part,
                var edits = sheets[name], !edits.isEmpty
            else { continue }
            guard worksheets[part.lowercased()] == nil else {
                throw SpreadsheetError(.badRelationship, "two sheets have the same part", at: .init(part: part, sheet: name))
            }
            do throws(SpreadsheetError) {
                try Self.checkHeaders(edits, part: part, in: package)
                changed += try Self.extendedTables(edits.tableExtensions, ofSheet: part, in: package)
                changed += try Self.notes(of: part, &edits, &links, in: package)
            } catch {
                throw error.located(.init(sheet: name))
            }
            if !edits.tableExtensions.isEmpty { links.extendFilter(ofSheet: index, by: edits.tableExtensions) }
            worksheets[part.lowercased()] = Worksheet(name: name, part: part, edits: edits)
        }
        for sheet in editor.addedSheets {
            let part = links.addSheet(sheet)
            var edits = sheets[sheet.name] ?? SheetEdits()
            changed += try Self.notes(of: part, &edits, &links, in: package)
            addedWorksheets.append(Worksheet(name: sheet.name, part: part, edits: edits, template: sheet.part))
        }
        let edits = Array(sheets.values)
        if let chain = content.relationships.first("calcChain"), edits.contains(where: \.editsContent) {
            links.calculateOnLoad()
            let part = try content.relationships.part(chain, in: package)
            let handler = CalculationChain(edits)
            if package.contains(part) { try package.parse(part, into: handler, limit: .max) }
            if handler.namesEditedCell || edits.contains(where: \.addsFormula) {
                links.drop(part, relationship: chain.id)
                droppedPart = part.lowercased()
            }
        } else if edits.contains(where: \.addsFormulaWithoutResult) {
            links.calculateOnLoad()
        }
        if edits.contains(where: \.needsStyles) {
            stylesPart = try Self.stylesPart(of: content, &links)
        }
        if let stylesPart {
            let part = package.contains(stylesPart) ? try EditedPart(stylesPart, of: package) : Self.noStyles(links, package.limits)
            styles = try DerivedStyles(part, dates: content.styles(), dateSystem: content.dateSystem)
        } else {
            styles = try DerivedStyles(Self.noStyles(links, package.limits), dates: .none, dateSystem: content.dateSystem)
        }
        if !editor.properties.isEmpty {
            let part = try Self.propertiesPart(of: content, &links)
            let known =
                package.contains(part)
                ? try EditedPart(part, of: package) : EditedProperties.empty(isStrict: links.isStrict, limits: package.limits)
            setPart(part, try EditedProperties.set(editor.properties, in: known, isStrict: links.isStrict))
        }
        for (name, bytes) in try changed + links.edited() { setPart(name, bytes) }
    }

    private mutating func setPart(_ name: String, _ bytes: [UInt8]) {
        if !package.contains(name), parts[name.lowercased()] == nil { addedParts.append(name) }
        parts[name.lowercased()] = bytes
    }

    private static func extendedTables(
        _ extensions: [TableExtension], ofSheet part: String, in package: OpenPackage
    ) throws(SpreadsheetError) -> [(name: String, bytes: [UInt8])] {
        guard !extensions.isEmpty else { return [] }
        let relationships = try package.relationships(of: part)
        var tables: [(name: String, range: CellRange)] = []
        var known: Set<String> = []
        for relationship in relationships.all where relationship.kind == "table" {
            let name = try relationships.part(relationship, in: package)
            guard package.contains(name), known.insert(name).inserted else { continue }
            let handler = TableHandler()
            try package.parse(name, into: handler)
            if let table = handler.table { tables.append((name, table.range)) }
        }
        var parts: [(name: String, bytes: [UInt8])] = []
        for change in extensions {
            // Tables do not overlap, so that one alone ends in a place.
            guard let name = tables.first(where: { change.extended($0.range) != nil })?.name else { continue }
            let others = tables.filter { $0.name != name }.map(\.range)
            if let bytes = try change.edited(name, besides: others, in: package) { parts.append((name, bytes)) }
        }
        return parts
    }

    private static func notes(
        of part: String, _ edits: inout SheetEdits, _ links: inout PackageLinks, in package: OpenPackage
    ) throws(SpreadsheetError) -> [(name: String, bytes: [UInt8])] {
        edits.comments.isEmpty ? [] : try SheetNotes(part, of: package).adding(&edits, &links)
    }

    /// The names of small parts that the workbook does not have yet.
    private var addedParts: [String] = []

    /// Refuses to change cells that have the names of tables' columns.
    private static func checkHeaders(_ edits: SheetEdits, part: String, in package: OpenPackage) throws(SpreadsheetError) {
        guard edits.editsContent else { return }
        let relationships = try package.relationships(of: part)
        for relationship in relationships.all where relationship.kind == "table" {
            let table = try relationships.part(relationship, in: package)
            guard package.contains(table) else { continue }
            let handler = TableHeaders()
            try package.parse(table, into: handler)
            for placed in edits.cells {
                let cell = CellReference(uncheckedRow: placed.row, column: placed.column)
                guard let content = placed.edit.content, let name = handler.names[cell] else { continue }
                if case .value(.text(name)) = content { continue }
                throw SpreadsheetError(
                    .tableHeader, "the cell has the name of a table's column, which cannot change", at: .init(cell: cell))
            }
        }
    }

    private static func stylesPart(of content: OpenXMLContent, _ links: inout PackageLinks) throws(SpreadsheetError) -> String {
        if let styles = content.relationships.first("styles") {
            let part = try content.relationships.part(styles, in: content.package)
            if content.package.contains(part) { return part }
        }
        return links.addPart(
            "styles", named: { $0 == 1 ? "styles.xml" : "styles\($0).xml" }, of: content.part,
            type: "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
        ).name
    }

    /// The styles of a workbook that has none.
    private static func noStyles(_ links: PackageLinks, _ limits: ReadLimits) -> EditedPart {
        let namespace =
            links.isStrict
            ? "http://purl.oclc.org/ooxml/spreadsheetml/main" : "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let lists = XMLWriter.bytes { stream in
            stream.list("fonts", [CellStyle.Font()]) { $0.font($1) }
            stream.list("fills", [0, 1]) { $1 == 0 ? $0.fill(nil) : $0.grayFill() }
            stream.list("borders", [CellStyle.Border()]) { $0.border($1) }
            stream.raw("<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>")
            stream.raw("<cellXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs>")
        }
        let root = Array("<styleSheet xmlns=\"\(namespace)\">".utf8)
        return EditedPart(EditedPart.declaration + root + lists + Array("</styleSheet>".utf8), limits: limits)
    }

    private static func propertiesPart(of content: OpenXMLContent, _ links: inout PackageLinks) throws(SpreadsheetError) -> String {
        let known = content.packageRelationships
        if let relationship = known.first("custom-properties") ?? known.first("customProperties") {
            let part = try known.part(relationship, in: content.package)
            if content.package.contains(part) { return part }
        }
        return links.addPart(
            "custom-properties", named: { $0 == 1 ? "docProps/custom.xml" : "docProps/custom\($0).xml" }, of: "",
            type: EditedProperties.contentType
        ).name
    }

    // MARK: Writing

    /// Writes all parts in the order of the workbook's, except that changed styles come after the worksheets, which decide on them.
    ///
    /// - Throws: An error in a part, or in an edit of a cell; `file.unwritable`.
    func write(to output: EditOutput) throws(SpreadsheetError) {
        var written = 0
        for entry in package.archive.entries {
            let name = entry.name.replacing("\\", with: "/")
            let key = name.lowercased()
            if key == droppedPart || key == stylesPart?.lowercased() { continue }
            if let sheet = worksheets[key] {
                try write(sheet, named: name, to: output)
                written += 1
            } else if let bytes = parts[key] {
                Self.write(bytes, named: name, to: output)
            } else {
                output.stream.copy(entry, of: package.archive)
            }
            try output.stream.check()
        }
        guard written == worksheets.count else {
            throw SpreadsheetError(.missingPart, "the workbook does not contain a sheet that is edited", at: .init())
        }
        for sheet in addedWorksheets { try write(sheet, named: sheet.part, to: output) }
        for name in addedParts { Self.write(parts[name.lowercased()] ?? [], named: name, to: output) }
        if let stylesPart { try writeStyles(stylesPart, to: output) }
        try output.stream.check()
    }

    private static func write(_ bytes: [UInt8], named name: String, to output: EditOutput) {
        output.stream.beginCopy(name)
        output.stream.raw(bytes)
        output.stream.end()
    }

    private func writeStyles(_ part: String, to output: EditOutput) throws(SpreadsheetError) {
        if let entry = package.archive.entry(named: part), !output.styles.isChanged {
            return output.stream.copy(entry, of: package.archive)
        }
        Self.write(try output.styles.edited(), named: part, to: output)
    }

    private func write(_ sheet: Worksheet, named name: String, to output: EditOutput) throws(SpreadsheetError) {
        do throws(SpreadsheetError) {
            output.stream.beginCopy(name)
            var rewriter = WorksheetRewriter(try reader(of: sheet), edits: sheet.edits, output: output, limits: package.limits)
            try rewriter.run()
            output.stream.end()
        } catch {
            throw error.located(.init(part: name, sheet: sheet.name))
        }
    }

    private func reader(of sheet: Worksheet) throws(SpreadsheetError) -> XMLPartReader {
        guard let template = sheet.template else { return try package.reader(for: sheet.part) }
        return try XMLPartReader(ByteSource(bytes: template), limits: package.limits)
    }
}
