package import ZipContainer

/// A workbook, open for reading.
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
    let content: any WorkbookContent
    let fileName: String?

    /// Opens a workbook in a file, which must not change while it is read.
    ///
    /// - Parameters:
    ///   - path: The file's path.
    ///   - password: What the workbook is encrypted with. One that Excel encrypted with its own password is opened in any case. Without the
    ///     package's trait `Encryption`, none is.
    ///   - limits: The limits of the file.
    /// - Throws: An error in the file; see ``SpreadsheetError/Code``.
    public convenience init(path: String, password: String? = nil, limits: ReadLimits = .standard) throws(SpreadsheetError) {
        let name = lastPathComponent(path)
        let source = try wrappingZipErrors(file: name) { () throws(ZipError) in try ByteSource(path: path) }
        try self.init(source: source, fileName: name, password: password, limits: limits)
    }

    /// Opens a workbook in memory, as ``init(path:password:limits:)`` opens a file.
    ///
    /// - Throws: An error in the bytes; see ``SpreadsheetError/Code``.
    public convenience init(bytes: [UInt8], password: String? = nil, limits: ReadLimits = .standard) throws(SpreadsheetError) {
        try self.init(source: ByteSource(bytes: bytes), fileName: nil, password: password, limits: limits)
    }

    package convenience init(
        source: ByteSource, fileName: String?, password: String? = nil, limits: ReadLimits, way: ReadingWay = ReadingWay()
    ) throws(SpreadsheetError) {
        do throws(SpreadsheetError) {
            try self.init(
                source: source, signature: FileSignature(source: source), fileName: fileName, password: password, limits: limits, way: way)
        } catch {
            throw error.located(.init(file: fileName))
        }
    }

    init(
        source: ByteSource, signature: FileSignature, fileName: String?, password: String?, limits: ReadLimits,
        way: ReadingWay = ReadingWay()
    ) throws(SpreadsheetError) {
        do throws(SpreadsheetError) {
            content = try Self.content(source, signature, PasswordTrial(given: password, limits: limits), way)
            guard !content.sheets.isEmpty || !limits.isStrict else {
                throw SpreadsheetError(.noSheets, "the workbook has no sheets", at: .init(part: content.part))
            }
            // A workbook without some of its sheets can be read; one without all of them is damaged.
            if !content.sheets.isEmpty, content.sheets.allSatisfy({ $0.kind == .missing }) {
                throw SpreadsheetError(
                    .missingPart, "the workbook contains none of its sheets", at: .init(part: content.sheets[0].part))
            }
        } catch {
            throw error.located(.init(file: fileName))
        }
        self.fileName = fileName
    }

    private static func content(
        _ source: ByteSource, _ signature: FileSignature, _ password: PasswordTrial, _ way: ReadingWay
    ) throws(SpreadsheetError) -> any WorkbookContent {
        let limits = password.limits
        switch signature {
        case .package: return try content(ofPackage: source, password, way)
        case .compoundFile:
            let file = try CompoundFile(source: source, limits: limits)
            guard let package = try EncryptedPackage(in: file) else { return try XLSContent.open(file, password: password, way: way) }
            return try content(ofPackage: package.opened(password), password, way)
        case .records: return try XLSContent(CompoundStream(whole: source), named: "Workbook", in: nil, password: password, way: way)
        case .openDocument: return try ODSContent(ODSFile(source, limits: limits, way: way), password: nil)
        case .html: return try HTMLContent(source, limits: limits, way: way)
        case .xml2003: return try XML2003Content(source, limits: limits, way: way)
        case .text: throw SpreadsheetError(.unknownFormat, "the file is text and not a workbook")
        }
    }

    private static func content(
        ofPackage source: ByteSource, _ password: PasswordTrial, _ way: ReadingWay
    ) throws(SpreadsheetError) -> any WorkbookContent {
        let limits = password.limits
        let archive = try wrappingZipErrors { () throws(ZipError) in try ZipArchive(source: source, limits: limits.zip) }
        let package = OpenPackage(archive: archive, limits: limits, way: way)
        let format = try FileFormat(package)
        return try format == .ods ? ODSContent(ODSFile(package), password: password.given) : OpenXMLContent(package, format: format)
    }

    /// The workbook's format.
    public var format: FileFormat { content.format }
    /// The sheets, in the order of their tabs.
    public var sheets: [Sheet] { content.sheets }
    /// How the workbook counts its days.
    public var dateSystem: DateSystem { content.dateSystem }
    /// The defined names.
    public var definedNames: [DefinedName] { content.definedNames }

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
            guard sheet.kind == .worksheet else {
                throw SpreadsheetError(.missingPart, "the workbook names the sheet, but does not contain it")
            }
            return RowReader(try content.rows(of: sheet, options: options, location: location))
        } catch {
            throw error.located(location)
        }
    }

    /// A worksheet's merged cells, hyperlinks, columns and declared range. All of the sheet is decompressed; what is wrong in its rows may not be found.
    ///
    /// - Throws: `sheet.not-found` if the sheet is another workbook's, or an error in the sheet.
    public func layout(of sheet: Sheet) throws(SpreadsheetError) -> SheetLayout {
        try reading(sheet) { () throws(SpreadsheetError) in
            sheet.kind == .worksheet ? try content.layout(of: sheet) : SheetLayout()
        }
    }

    /// A worksheet's notes (ECMA-376 part 1, 18.7), in the order of the file, from XLSX; none from other formats.
    ///
    /// Of a threaded comment it is the text that it has for spreadsheets that know no threads. Whether a note is always shown is not read:
    /// ``CellComment/isVisible`` is false. A note on no valid cell is left out.
    ///
    /// - Throws: `sheet.not-found` if the sheet is another workbook's; `cell.too-long`, `limit.cells`, or another error in the part of the notes.
    public func comments(of sheet: Sheet) throws(SpreadsheetError) -> [CellComment] {
        try reading(sheet) { () throws(SpreadsheetError) in try content.comments(of: sheet) }
    }

    /// A worksheet's tables (ECMA-376 part 1, 18.5), with the names of their columns, from XLSX; none from other formats.
    ///
    /// A table without a name or a valid range is left out.
    ///
    /// - Throws: `sheet.not-found` if the sheet is another workbook's; an error in the part of a table.
    public func tables(of sheet: Sheet) throws(SpreadsheetError) -> [Table] {
        try reading(sheet) { () throws(SpreadsheetError) in try content.tables(of: sheet) }
    }

    /// A worksheet's rules for what may be typed into cells (ECMA-376 part 1, 18.3.1.32), in the order of the file, from XLSX; none from other formats.
    ///
    /// A rule that ``DataValidation`` cannot say is left out, such as one that allows any value; so is one that only Excel 2010 and later know, as
    /// its list is on another sheet. All of the sheet is decompressed; what is wrong in its rows may not be found.
    ///
    /// - Throws: `sheet.not-found` if the sheet is another workbook's; `limit.cells` or `limit.text` if the rules are too many or too long, or another
    ///   error in the sheet.
    public func dataValidations(of sheet: Sheet) throws(SpreadsheetError) -> [DataValidation] { try rules(of: sheet).dataValidations }

    /// A worksheet's conditional formats (ECMA-376 part 1, 18.3.1.18), the most important first, from XLSX; none from other formats.
    ///
    /// A format that ``ConditionalFormat`` cannot say is left out, such as one with icons. Of a scale or a bar the colours are read, and not between
    /// which values they are. The sheet is decompressed as by ``dataValidations(of:)``.
    ///
    /// - Throws: As ``dataValidations(of:)``; an error in the styles.
    public func conditionalFormats(of sheet: Sheet) throws(SpreadsheetError) -> [ConditionalFormat] {
        try rules(of: sheet).conditionalFormats
    }

    private func rules(of sheet: Sheet) throws(SpreadsheetError) -> SheetRules {
        try reading(sheet) { () throws(SpreadsheetError) in sheet.kind == .worksheet ? try content.rules(of: sheet) : SheetRules() }
    }

    /// The document properties. Parts of them that are missing or damaged count as empty.
    ///
    /// - Throws: Errors that guard the reader, such as `limit.inflated` and `xml.doctype`.
    public func properties() throws(SpreadsheetError) -> DocumentProperties {
        do throws(SpreadsheetError) {
            return try content.properties()
        } catch {
            throw error.located(.init(file: fileName))
        }
    }

    /// Reads something of a sheet, and names it in errors.
    private func reading<Value>(_ sheet: Sheet, _ read: () throws(SpreadsheetError) -> Value) throws(SpreadsheetError) -> Value {
        do throws(SpreadsheetError) {
            try require(sheet)
            return try read()
        } catch {
            throw error.located(.init(file: fileName, sheet: sheet.name))
        }
    }

    private func require(_ sheet: Sheet) throws(SpreadsheetError) {
        guard sheets.contains(sheet) else { throw SpreadsheetError(.noSuchSheet, "the sheet is another workbook's") }
    }
}

func wrappingZipErrors<Value: ~Copyable>(file: String? = nil, _ body: () throws(ZipError) -> Value) throws(SpreadsheetError) -> Value {
    do throws(ZipError) { return try body() } catch { throw SpreadsheetError(error, file: file) }
}

func lastPathComponent(_ path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.utf8.index(after: $0)...]) } ?? path
}
