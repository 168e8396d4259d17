private import Synchronization

/// A workbook in a package: XLSX (ECMA-376 part 1, chapter 12), or XLSB, which has records where XLSX has XML ([MS-XLSB] 1.3).
final class OpenXMLContent: WorkbookContent {
    let format: FileFormat
    let part: String
    let sheets: [Sheet]
    let dateSystem: DateSystem
    let definedNames: [DefinedName]

    let package: OpenPackage
    private let parts: any PackageParts
    let packageRelationships: PartRelationships
    let relationships: PartRelationships
    private let loadedSharedStrings = Mutex<SharedStrings?>(nil)
    private let loadedStyles = Mutex<Styles?>(nil)
    private let loadedCellStyles = Mutex<CellStyles?>(nil)

    init(_ package: OpenPackage, format: FileFormat) throws(SpreadsheetError) {
        let limits = package.limits
        try package.checkIsHarmless()
        packageRelationships = try package.relationships(of: "")
        part = try Self.workbookPart(package, packageRelationships)
        parts = format == .xlsb ? BinaryParts(package: package) : XMLParts(package: package)
        let list = try parts.workbook(part)
        relationships = try package.relationships(of: part)
        var sheets: [Sheet] = []
        for record in list.sheets { sheets.append(try Self.sheet(record, relationships, package)) }
        // No program writes this, and it lets a small file make its reader read a large part many times.
        let parts = sheets.compactMap(\.part)
        guard !limits.isStrict || Set(parts).count == parts.count else {
            throw SpreadsheetError(.badRelationship, "two sheets have the same part", at: .init(part: part))
        }
        self.sheets = sheets
        self.package = package
        self.format = format
        dateSystem = list.dateSystem
        definedNames = list.definedNames
    }

    func rows(of sheet: Sheet, options: ReadOptions, location: SpreadsheetError.Location) throws(SpreadsheetError) -> RowEngine {
        let hyperlinks = options.contains(.hyperlinks) ? try gatheredLayout(of: sheet).links : []
        let cellStyles = options.contains(.styles) ? try cellStyles() : nil
        let details = RowDetails(options, hyperlinks: hyperlinks, styles: cellStyles, limits: package.limits)
        let book = OpenBook(styles: try styles(), sharedStrings: try sharedStrings(), dateSystem: dateSystem)
        return try parts.rows(sheet.part ?? "", of: book, details: details, location: location)
    }

    func layout(of sheet: Sheet) throws(SpreadsheetError) -> SheetLayout {
        try gatheredLayout(of: sheet).layout
    }

    private func gatheredLayout(of sheet: Sheet) throws(SpreadsheetError) -> SheetLayoutBuilder {
        guard let part = sheet.part else { return SheetLayoutBuilder() }
        return try parts.layout(part, package.relationships(of: part))
    }

    func rules(of sheet: Sheet) throws(SpreadsheetError) -> SheetRules {
        guard format != .xlsb, let part = sheet.part else { return SheetRules() }
        let styles = try cellStyles()
        do throws(SpreadsheetError) {
            return try SheetRulesHandler.read(
                package.reader(for: part), styles: styles, usesScanner: package.way.usesScanner, limits: package.limits)
        } catch {
            throw error.located(.init(part: part))
        }
    }

    func comments(of sheet: Sheet) throws(SpreadsheetError) -> [CellComment] {
        var comments: [CellComment] = []
        for part in try parts("comments", of: sheet) {
            let handler = CommentsHandler(limits: package.limits)
            try package.parse(part, into: handler)
            comments += handler.comments
        }
        return comments
    }

    func tables(of sheet: Sheet) throws(SpreadsheetError) -> [Table] {
        var tables: [Table] = []
        for part in try parts("table", of: sheet) {
            let handler = TableHandler()
            try package.parse(part, into: handler)
            if let table = handler.table { tables.append(table) }
        }
        return tables
    }

    /// The XML parts of a kind that a sheet names and the package has, each once, however often it is named.
    private func parts(_ kind: String, of sheet: Sheet) throws(SpreadsheetError) -> [String] {
        guard format != .xlsb, let source = sheet.part else { return [] }
        let relationships = try package.relationships(of: source)
        var (parts, known): ([String], Set<String>) = ([], [])
        for relationship in relationships.all where relationship.kind == kind {
            let part = try relationships.part(relationship, in: package)
            if package.contains(part), known.insert(part).inserted { parts.append(part) }
        }
        return parts
    }

    func properties() throws(SpreadsheetError) -> DocumentProperties { try package.properties(packageRelationships) }

    // MARK: - Parts

    /// The part that the package names as its document; by default the one with the usual name.
    ///
    /// - Throws: `opc.bad-relationship` if it is outside the package.
    private static func workbookPart(_ package: OpenPackage, _ relationships: PartRelationships) throws(SpreadsheetError) -> String {
        if let document = relationships.first("officeDocument") {
            let part = try relationships.part(document, in: package)
            if package.contains(part) || package.limits.isStrict { return part }
        }
        return package.contains("xl/workbook.bin") ? "xl/workbook.bin" : "xl/workbook.xml"
    }

    /// Whether the workbook's part begins as records do. What is wrong with the package is found when it is opened.
    static func isBinary(_ package: OpenPackage) -> Bool {
        guard let relationships = try? package.relationships(of: ""), let part = try? workbookPart(package, relationships),
            var records = try? package.records(of: part)
        else { return false }
        return (try? records.next()) == true && records.type == .beginBook
    }

    private static func sheet(
        _ record: WorkbookList.SheetRecord, _ relationships: PartRelationships, _ package: OpenPackage
    ) throws(SpreadsheetError) -> Sheet {
        let relationship = record.relationship.flatMap { relationships[$0] }
        var (kind, part): (Sheet.Kind, String?) = (relationship == nil ? .missing : .other, nil)
        if let relationship, relationship.kind == "worksheet" {
            let named = try relationships.part(relationship, in: package)
            (kind, part) = (package.contains(named) ? .worksheet : .missing, named)
        }
        return Sheet(name: record.name, visibility: record.visibility, kind: kind, locator: part.map { .part($0) })
    }

    private func sharedStrings() throws(SpreadsheetError) -> SharedStrings {
        try loaded(loadedSharedStrings, "sharedStrings", parts.sharedStrings) ?? .none
    }

    func styles() throws(SpreadsheetError) -> Styles {
        try loaded(loadedStyles, "styles", parts.styles) ?? .none
    }

    /// The styles of the cells; nil where they are not XML.
    func cellStyles() throws(SpreadsheetError) -> CellStyles? {
        guard format != .xlsb else { return nil }
        let numberFormats = try styles()
        let read = try loaded(loadedCellStyles, "styles") { (part) throws(SpreadsheetError) in
            let palette = PaletteHandler()
            try package.parse(part, into: palette)
            let colors = ColorTable(palette: palette.colors, theme: try themeColors())
            let handler = CellStylesHandler(colors: colors, limits: package.limits)
            try package.parse(part, into: handler)
            return CellStyles(handler.lists, numberFormats: numberFormats, colors: colors)
        }
        if let read { return read }
        return CellStyles(.init(), numberFormats: numberFormats, colors: ColorTable(theme: try themeColors()))
    }

    private func themeColors() throws(SpreadsheetError) -> [RGBColor] {
        guard let relationship = relationships.first("theme") else { return [] }
        let part = try relationships.part(relationship, in: package)
        guard package.contains(part) else { return [] }
        let handler = ThemeHandler()
        try package.parse(part, into: handler)
        return handler.colors
    }

    /// The contents of the workbook's part of a kind, read the first time; nil if there is no such part.
    private func loaded<Value: Sendable>(
        _ known: borrowing Mutex<Value?>, _ kind: String, _ read: (String) throws(SpreadsheetError) -> Value
    ) throws(SpreadsheetError) -> Value? {
        let value = known.withLock { $0 }
        guard value == nil, let relationship = relationships.first(kind) else { return value }
        let part = try relationships.part(relationship, in: package)
        guard package.contains(part) else { return nil }
        do throws(SpreadsheetError) {
            let read = try read(part)
            return known.withLock {
                $0 = $0 ?? read
                return $0
            }
        } catch {
            throw error.located(.init(part: part))
        }
    }
}
