private import Synchronization
package import ZipContainer

/// An XLSX workbook, open for reading (ECMA-376 part 1, chapter 12).
///
/// Opening reads only the list of sheets. Rows are read on demand, in memory that grows with the shared strings but not with
/// the rows.
///
/// ```swift
/// let workbook = try Workbook(path: "commande.xlsx")
/// var rows = try workbook.rows(of: workbook.sheets[0])
/// while let row = try rows.next() {
///     print(row.number, row.cells.map(\.value))
/// }
/// ```
public final class Workbook: Sendable {
    /// The sheets, in the order of their tabs.
    public let sheets: [Sheet]
    /// How the workbook counts its days.
    public let dateSystem: DateSystem
    /// The defined names.
    public let definedNames: [DefinedName]

    let package: OpenPackage
    let packageRelationships: PartRelationships
    private let fileName: String?
    private let relationships: PartRelationships
    private let loadedSharedStrings = Mutex<SharedStrings?>(nil)
    private let loadedStyles = Mutex<Styles?>(nil)

    /// Opens a workbook in a file, which must not change while it is read.
    ///
    /// - Throws: An error in the file; see ``SpreadsheetError/Code``.
    public convenience init(path: String, limits: ReadLimits = .standard) throws(SpreadsheetError) {
        let name = lastPathComponent(path)
        let source = try wrappingZipErrors(file: name) { () throws(ZipError) in try ByteSource(path: path) }
        try self.init(source: source, fileName: name, limits: limits)
    }

    /// Opens a workbook in memory.
    ///
    /// - Throws: An error in the bytes; see ``SpreadsheetError/Code``.
    public convenience init(bytes: [UInt8], limits: ReadLimits = .standard) throws(SpreadsheetError) {
        try self.init(source: ByteSource(bytes: bytes), fileName: nil, limits: limits)
    }

    package init(
        source: ByteSource, fileName: String?, limits: ReadLimits, way: ReadingWay = ReadingWay()
    ) throws(SpreadsheetError) {
        do throws(SpreadsheetError) {
            guard try FileFormat(source: source) == .xlsx else {
                throw SpreadsheetError(.unknownFormat, "the file is text and not a workbook")
            }
            let archive = try wrappingZipErrors { () throws(ZipError) in try ZipArchive(source: source, limits: limits.zip) }
            let package = OpenPackage(archive: archive, limits: limits, way: way)
            try FileFormat.checkIsWorkbook(package)
            packageRelationships = try package.relationships(of: "")
            let part = try Self.workbookPart(package, packageRelationships)
            let handler = WorkbookHandler(limits: limits)
            try package.parse(part, into: handler)
            relationships = try package.relationships(of: part)
            guard !handler.sheets.isEmpty || !limits.isStrict else {
                throw SpreadsheetError(.noSheets, "the workbook has no sheets", at: .init(part: part))
            }
            var sheets: [Sheet] = []
            for record in handler.sheets { sheets.append(try Self.sheet(record, relationships, package)) }
            // No program writes this, and it lets a small file make its reader read a large part many times.
            let parts = sheets.compactMap(\.part)
            guard !limits.isStrict || Set(parts).count == parts.count else {
                throw SpreadsheetError(.badRelationship, "two sheets have the same part", at: .init(part: part))
            }
            // A workbook without some of its sheets can be read; one without all of them is damaged.
            if !sheets.isEmpty, sheets.allSatisfy({ $0.kind == .missing }) {
                throw SpreadsheetError(.missingPart, "the workbook contains none of its sheets", at: .init(part: sheets[0].part))
            }
            self.sheets = sheets
            self.package = package
            self.fileName = fileName
            dateSystem = handler.dateSystem
            definedNames = handler.definedNames
        } catch {
            throw error.located(.init(file: fileName))
        }
    }

    /// The sheet with exactly that name.
    public func sheet(named name: String) -> Sheet? { sheets.first { $0.name == name } }

    /// A reader of a sheet's rows. Several can be used at the same time.
    ///
    /// - Throws: `opc.missing-part` if the workbook does not contain the sheet; `sheet.not-found` if the sheet is another
    ///   workbook's, or a chart without rows; an error in the styles or the shared strings.
    public func rows(of sheet: Sheet, options: ReadOptions = []) throws(SpreadsheetError) -> RowReader {
        let location = SpreadsheetError.Location(file: fileName, part: sheet.part, sheet: sheet.name)
        do throws(SpreadsheetError) {
            try require(sheet)
            guard sheet.kind != .other else { throw SpreadsheetError(.noSuchSheet, "the sheet is a chart or a macro, and has no rows") }
            guard sheet.kind == .worksheet, let part = sheet.part else {
                throw SpreadsheetError(.missingPart, "the workbook names the sheet, but does not contain it")
            }
            let hyperlinks = options.contains(.hyperlinks) ? try layout(of: sheet).hyperlinks : [:]
            let details = options.isEmpty ? nil : RowDetails(hyperlinks: hyperlinks, wantsFormulas: options.contains(.formulas))
            return RowReader(
                try WorksheetEngine(
                    part: package.reader(for: part), styles: styles(), sharedStrings: sharedStrings(), dateSystem: dateSystem,
                    details: details, limits: package.limits, usesScanner: package.way.usesScanner, location: location))
        } catch {
            throw error.located(location)
        }
    }

    /// A worksheet's merged cells, hyperlinks and declared range. The whole part is read.
    ///
    /// - Throws: `sheet.not-found` if the sheet is another workbook's, or an error in the sheet.
    public func layout(of sheet: Sheet) throws(SpreadsheetError) -> SheetLayout {
        do throws(SpreadsheetError) {
            try require(sheet)
            guard let part = sheet.part, sheet.kind == .worksheet else { return SheetLayout() }
            let handler = SheetLayoutHandler(relationships: try package.relationships(of: part))
            try package.parse(part, into: handler, limit: .max)
            return handler.layout
        } catch {
            throw error.located(.init(file: fileName, sheet: sheet.name))
        }
    }

    /// The document properties. Parts of them that are missing or damaged count as empty.
    ///
    /// - Throws: Errors that guard the reader, such as `limit.inflated` and `xml.doctype`.
    public func properties() throws(SpreadsheetError) -> DocumentProperties {
        var properties = DocumentProperties()
        for kind in ["core-properties", "extended-properties", "custom-properties"] {
            // Strict documents write the last two words of the type without a hyphen.
            let alternative = kind.split(separator: "-").enumerated().map { $0 == 0 ? String($1) : "Properties" }.joined()
            guard let relationship = packageRelationships.first(kind) ?? packageRelationships.first(alternative),
                let part = try? packageRelationships.part(relationship, in: package), package.contains(part)
            else { continue }
            let handler = DocumentPropertiesHandler(properties)
            do throws(SpreadsheetError) {
                try package.parse(part, into: handler)
                properties = handler.properties
            } catch  where error.code == .malformedXML || error.code == .xmlEncoding {
                continue
            }
        }
        return properties
    }

    private func require(_ sheet: Sheet) throws(SpreadsheetError) {
        guard sheets.contains(sheet) else { throw SpreadsheetError(.noSuchSheet, "the sheet is another workbook's") }
    }

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
        return Sheet(name: record.name, visibility: record.visibility, kind: kind, part: part)
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

func wrappingZipErrors<Value: ~Copyable>(file: String? = nil, _ body: () throws(ZipError) -> Value) throws(SpreadsheetError) -> Value {
    do throws(ZipError) { return try body() } catch { throw SpreadsheetError(error, file: file) }
}

func lastPathComponent(_ path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.utf8.index(after: $0)...]) } ?? path
}
