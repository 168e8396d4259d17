private import Synchronization

/// An XLSX workbook (ECMA-376 part 1, chapter 12).
final class XLSXContent: WorkbookContent {
    let part: String
    let sheets: [Sheet]
    let dateSystem: DateSystem
    let definedNames: [DefinedName]

    private let package: OpenPackage
    private let packageRelationships: PartRelationships
    private let relationships: PartRelationships
    private let loadedSharedStrings = Mutex<SharedStrings?>(nil)
    private let loadedStyles = Mutex<Styles?>(nil)

    var format: FileFormat { .xlsx }

    init(_ package: OpenPackage) throws(SpreadsheetError) {
        let limits = package.limits
        try package.checkIsHarmless()
        packageRelationships = try package.relationships(of: "")
        part = try Self.workbookPart(package, packageRelationships)
        let handler = WorkbookHandler(limits: limits)
        try package.parse(part, into: handler)
        relationships = try package.relationships(of: part)
        var sheets: [Sheet] = []
        for record in handler.sheets { sheets.append(try Self.sheet(record, relationships, package)) }
        // No program writes this, and it lets a small file make its reader read a large part many times.
        let parts = sheets.compactMap(\.part)
        guard !limits.isStrict || Set(parts).count == parts.count else {
            throw SpreadsheetError(.badRelationship, "two sheets have the same part", at: .init(part: part))
        }
        self.sheets = sheets
        self.package = package
        dateSystem = handler.dateSystem
        definedNames = handler.definedNames
    }

    func rows(of sheet: Sheet, options: ReadOptions, location: SpreadsheetError.Location) throws(SpreadsheetError) -> RowEngine {
        let hyperlinks = options.contains(.hyperlinks) ? try layout(of: sheet).hyperlinks : [:]
        let details = options.isEmpty ? nil : RowDetails(hyperlinks: hyperlinks, wantsFormulas: options.contains(.formulas))
        return try WorksheetEngine(
            part: package.reader(for: sheet.part ?? ""), styles: styles(), sharedStrings: sharedStrings(), dateSystem: dateSystem,
            details: details, limits: package.limits, usesScanner: package.way.usesScanner, location: location)
    }

    func layout(of sheet: Sheet) throws(SpreadsheetError) -> SheetLayout {
        guard let part = sheet.part else { return SheetLayout() }
        let handler = SheetLayoutHandler(relationships: try package.relationships(of: part))
        try package.parse(part, into: handler, limit: .max)
        return handler.layout
    }

    func properties() throws(SpreadsheetError) -> DocumentProperties { try package.properties(packageRelationships) }

    // MARK: - Parts

    /// The part that the package names as its document; by default the one with the usual name.
    private static func workbookPart(_ package: OpenPackage, _ relationships: PartRelationships) throws(SpreadsheetError) -> String {
        if let document = relationships.first("officeDocument") {
            let part = try relationships.part(document, in: package)
            if package.contains(part) || package.limits.isStrict { return part }
        }
        return "xl/workbook.xml"
    }

    private static func sheet(
        _ record: WorkbookHandler.SheetRecord, _ relationships: PartRelationships, _ package: OpenPackage
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
        try loaded(loadedSharedStrings, "sharedStrings") { (part) throws(SpreadsheetError) in
            try SharedStringsHandler.read(package.reader(for: part), usesScanner: package.way.usesScanner, limits: package.limits)
        } ?? .none
    }

    private func styles() throws(SpreadsheetError) -> Styles {
        try loaded(loadedStyles, "styles") { (part) throws(SpreadsheetError) in
            let handler = StylesHandler(limits: package.limits)
            try package.parse(part, into: handler)
            return handler.styles()
        } ?? .none
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
