internal import ZipContainer

/// An OpenDocument spreadsheet: a package (OpenDocument 1.2 part 3), or a single XML document (part 1, 3.1.2).
final class ODSContent: WorkbookContent {
    let sheets: [Sheet]
    let definedNames: [DefinedName]

    private let file: ODSFile
    private let styles: Styles
    private let styleNames: StyleNames
    private let isSince1904: Bool
    private let tables: TableSheets

    var format: FileFormat { file.package == nil ? .fods : .ods }
    var part: String { file.contentPart ?? "" }
    /// Dates are written as such, and are given in the usual system.
    var dateSystem: DateSystem { .since1900 }

    init(_ file: ODSFile, password: String?) throws(SpreadsheetError) {
        let file = try file.opened(password: password)
        let reader = ODSStyleReader(limits: file.limits)
        if let package = file.package, package.contains("styles.xml") {
            try package.parse("styles.xml", into: ODSStylesPartHandler(reader))
        }
        do throws(SpreadsheetError) {
            let stream = try ODSStream(file.content(), styles: reader, usesScanner: false, limits: file.limits)
            while try stream.step() {}
            (styles, styleNames) = reader.styles()
            definedNames = stream.content.definedNames
            isSince1904 = stream.content.isSince1904
            sheets = stream.content.tables.enumerated().map { index, table in
                Sheet(
                    name: table.name, visibility: reader.isHidden(table.style) ? .hidden : .visible, kind: .worksheet,
                    locator: .table(index, part: file.contentPart))
            }
        } catch {
            throw error.located(.init(part: file.contentPart))
        }
        self.file = file
        tables = TableSheets(count: sheets.count) { () throws(SpreadsheetError) in
            try ODSStream(file.content(), styles: nil, usesScanner: file.way.usesScanner, limits: file.limits)
        }
    }

    func rows(of sheet: Sheet, options: ReadOptions, location: SpreadsheetError.Location) throws(SpreadsheetError) -> RowEngine {
        let table = try sheet.table()
        return try tables.engine(table, rows: rows(details: RowDetails(options, limits: file.limits), layout: nil), location: location)
    }

    func layout(of sheet: Sheet) throws(SpreadsheetError) -> SheetLayout {
        guard case .table(let table, let part) = sheet.locator else { return SheetLayout() }
        do throws(SpreadsheetError) {
            return try tables.layout(table, rows: rows(details: nil, layout: SheetLayoutBuilder()))
        } catch {
            throw error.located(.init(part: part))
        }
    }

    func properties() throws(SpreadsheetError) -> DocumentProperties { try file.properties() }

    private func rows(details: RowDetails?, layout: SheetLayoutBuilder?) -> ODSRows {
        ODSRows(
            styles: styles, names: styleNames, details: details,
            layout: layout, limits: file.limits, isSince1904: isSince1904)
    }
}

/// The parts of an OpenDocument spreadsheet.
struct ODSFile: Sendable {
    /// Nil for a single XML document.
    let package: OpenPackage?
    private let source: ByteSource?
    let limits: ReadLimits
    let way: ReadingWay

    init(_ package: OpenPackage) {
        self.package = package
        source = nil
        limits = package.limits
        way = package.way
    }

    init(_ source: ByteSource, limits: ReadLimits, way: ReadingWay) {
        package = nil
        self.source = source
        self.limits = limits
        self.way = way
    }

    /// The part with the tables; nil if it is the file.
    var contentPart: String? { package == nil ? nil : "content.xml" }

    /// The bytes of the tables' document.
    func content() throws(SpreadsheetError) -> XMLPartReader {
        if let package { return try package.reader(for: "content.xml") }
        guard let source else { throw SpreadsheetError(.malformedOpenDocument, "the file has no content") }
        return try XMLPartReader(source, limits: limits, pieces: way.pieces)
    }

    /// The file with its encrypted parts opened; refuses a package with macros where limits are strict.
    ///
    /// - Throws: An error of ``EncryptedParts``, `format.macro`, or an error in the manifest.
    func opened(password: String?) throws(SpreadsheetError) -> ODSFile {
        guard let package = try package?.opened(PasswordTrial(given: password, limits: limits)) else { return self }
        let file = ODSFile(package)
        guard limits.isStrict else { return file }
        // A library without modules is in many files, and does nothing.
        let isMacro = { (entry: ZipEntry) in
            (entry.name.hasPrefix("Basic/") || entry.name.hasPrefix("Scripts/")) && !entry.name.hasSuffix("/")
                && !["script-lc.xml", "script-lb.xml", "dialog-lc.xml", "dialog-lb.xml"].contains(lastPathComponent(entry.name))
        }
        guard !package.archive.entries.contains(where: isMacro) else { throw SpreadsheetError(.macros, "the workbook contains macros") }
        return file
    }

    /// The document properties. A part of them that is missing or damaged counts as empty.
    func properties() throws(SpreadsheetError) -> DocumentProperties {
        let handler = ODSPropertiesHandler()
        do throws(SpreadsheetError) {
            if let package {
                guard package.contains("meta.xml") else { return DocumentProperties() }
                try package.parse("meta.xml", into: handler)
            } else {
                try content().parse(into: handler, limits: limits)
            }
        } catch  where error.code == .malformedXML || error.code == .xmlEncoding {
            return DocumentProperties()
        }
        return handler.properties
    }
}

extension OpenPackage {
    /// The parts of an OpenDocument package that are read.
    private static let readParts = ["content.xml", "styles.xml", "meta.xml"]

    /// The package with its encrypted parts opened, or the one that is encrypted in it as a whole.
    ///
    /// A package of which only others are encrypted than those that are read is opened without a password.
    fileprivate func opened(_ password: PasswordTrial) throws(SpreadsheetError) -> OpenPackage {
        let manifest = "META-INF/manifest.xml"
        guard contains(manifest) else { return self }
        let handler = ODSManifestHandler()
        try parse(manifest, into: handler)
        let parts = [EncryptedParts.packageName] + Self.readParts
        guard let part = parts.first(where: { handler.encrypted[$0] != nil && contains($0) }) else { return self }
        let encrypted = try EncryptedParts(handler.encrypted, of: archive, opening: part, password)
        guard let archive = encrypted.package else {
            var package = self
            package.encrypted = encrypted
            return package
        }
        let package = OpenPackage(archive: archive, limits: limits, way: way)
        guard try FileFormat(package) == .ods else {
            throw SpreadsheetError(.malformedOpenDocument, "the encrypted package is none of OpenDocument", at: .init(part: part))
        }
        return package
    }
}
