private import Synchronization
internal import ZipContainer

/// A legacy workbook, BIFF5 or BIFF8, mostly in a compound file ([MS-XLS]).
final class XLSContent: WorkbookContent {
    let part: String
    let sheets: [Sheet]
    let dateSystem: DateSystem
    var format: FileFormat { .xls }
    let definedNames: [DefinedName]

    private let file: CompoundFile?
    private let stream: CompoundStream
    private let globals: WorkbookGlobals
    private let styles: Styles
    private let limits: ReadLimits
    private let way: ReadingWay
    private let loadedSharedStrings = Mutex<SharedStrings?>(nil)

    /// Opens the workbook in a compound file.
    ///
    /// - Throws: `format.not-a-workbook`, `format.macro` if the limits are strict; as ``init(_:named:in:password:way:)``.
    static func open(_ file: CompoundFile, password: PasswordTrial, way: ReadingWay) throws(SpreadsheetError) -> XLSContent {
        // A workbook may be there a second time, for programs that are older (2.1.1).
        for name in ["Workbook", "Book"] {
            guard let entry = file.stream(named: name) else { continue }
            guard !password.limits.isStrict || !file.hasStorage(named: "_VBA_PROJECT_CUR") else {
                throw SpreadsheetError(.macros, "the workbook contains macros")
            }
            do throws(SpreadsheetError) {
                return try XLSContent(file.contents(of: entry), named: name, in: file, password: password, way: way)
            } catch {
                throw error.located(.init(part: name))
            }
        }
        throw SpreadsheetError(.notAWorkbook, "the compound file contains no workbook")
    }

    /// Opens the workbook in a stream.
    ///
    /// - Throws: `biff.malformed`; as ``WorkbookGlobals/init(_:streamName:password:)``.
    init(
        _ stream: CompoundStream, named name: String, in file: CompoundFile?, password: PasswordTrial, way: ReadingWay
    ) throws(SpreadsheetError) {
        limits = password.limits
        var records = BIFFReader(stream, way: way)
        globals = try WorkbookGlobals(&records, streamName: name, password: password)
        sheets = globals.sheets
        definedNames = globals.definedNames
        guard sheets.isEmpty || sheets.contains(where: { $0.kind != .missing }) else {
            throw BIFFReader.malformed("the stream ends before all of its sheets")
        }
        // No program writes this, and it lets a small file make its reader read a large sheet many times.
        guard !limits.isStrict || Set(sheets.map(\.locator)).count == sheets.count else {
            throw BIFFReader.malformed("two sheets are at the same place")
        }
        part = name
        dateSystem = globals.dateSystem
        styles = globals.styles
        self.stream = stream
        self.file = file
        self.way = way
    }

    func rows(of sheet: Sheet, options: ReadOptions, location: SpreadsheetError.Location) throws(SpreadsheetError) -> RowEngine {
        let hyperlinks = options.contains(.hyperlinks) ? try gatheredLayout(of: sheet).links : []
        let details = RowDetails(options, hyperlinks: hyperlinks, limits: limits)
        let book = OpenBook(styles: styles, sharedStrings: try sharedStrings(), dateSystem: dateSystem)
        var records = BIFFReader(stream, cipher: globals.cipher, way: way)
        let plan = try SheetPlan(&records, at: place(of: sheet), sortsRuns: !way.usesScanner, limits: limits)
        return XLSEngine(records, plan: plan, form: globals.form, book: book, details: details, limits: limits, location: location)
    }

    func layout(of sheet: Sheet) throws(SpreadsheetError) -> SheetLayout {
        try gatheredLayout(of: sheet).layout
    }

    private func gatheredLayout(of sheet: Sheet) throws(SpreadsheetError) -> SheetLayoutBuilder {
        do throws(SpreadsheetError) {
            var records = BIFFReader(stream, cipher: globals.cipher, way: way)
            return try SheetLayoutBuilder(&records, at: place(of: sheet), form: globals.form)
        } catch {
            throw error.located(.init(part: part))
        }
    }

    func properties() throws(SpreadsheetError) -> DocumentProperties {
        var properties = DocumentProperties()
        // With a password the properties may be encrypted, in a stream of their own (2.1.7.6).
        let encrypted = try propertyBytes("encryption").flatMap { globals.cipher?.properties(in: $0) } ?? [:]
        for name in ["\u{5}SummaryInformation", "\u{5}DocumentSummaryInformation"] {
            for bytes in [try propertyBytes(name), encrypted[name]] {
                if let bytes { PropertySets(bytes).add(to: &properties) }
            }
        }
        return properties
    }

    /// The bytes of a stream of properties; nil if it is missing or damaged.
    private func propertyBytes(_ name: String) throws(SpreadsheetError) -> [UInt8]? {
        guard let file, let entry = file.stream(named: name) else { return nil }
        do throws(SpreadsheetError) {
            let stream = try file.contents(of: entry)
            return stream.count <= limits.smallPartSize ? try stream.allBytes() : nil
        } catch  where error.code == .malformedCompoundFile {
            return nil
        }
    }

    private func place(of sheet: Sheet) -> UInt64 {
        guard case .record(_, let place) = sheet.locator else { return stream.count }
        return place
    }

    /// The shared strings, read the first time.
    private func sharedStrings() throws(SpreadsheetError) -> SharedStrings {
        if let known = loadedSharedStrings.withLock({ $0 }) { return known }
        guard let place = globals.sharedStrings else { return .none }
        var records = BIFFReader(stream, cipher: globals.cipher, way: way)
        records.seek(to: place)
        guard try records.advance() else { return .none }
        let read = try records.sharedStrings(limits: limits)
        return loadedSharedStrings.withLock {
            let strings = $0 ?? read
            $0 = strings
            return strings
        }
    }
}
