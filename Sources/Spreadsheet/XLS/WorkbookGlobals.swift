/// What the first substream of a legacy workbook says of all of it ([MS-XLS] 2.1.7.20.3).
struct WorkbookGlobals {
    private(set) var form = BIFFReader.TextForm.unicode
    private(set) var dateSystem = DateSystem.since1900
    private(set) var sheets: [Sheet] = []
    /// Where the shared strings begin; nil if there are none.
    private(set) var sharedStrings: UInt64?

    /// What opens the records, if the workbook has a password.
    private(set) var cipher: RecordCipher?

    private let limits: ReadLimits
    private let streamName: String
    private var names = DefinedNameRecords()
    private var codes: [Int: String] = [:]
    private var formats: [Int] = []

    /// Reads the records of a stream up to the end of the first substream.
    ///
    /// - Throws: `format.xls` for a workbook older than BIFF5, an error of ``RecordCipher``, `biff.malformed`, `limit.sheets`, `limit.styles`.
    init(_ records: inout BIFFReader, streamName: String, password: PasswordTrial) throws(SpreadsheetError) {
        limits = password.limits
        self.streamName = streamName
        guard try records.advance() else { throw BIFFReader.malformed("the workbook has no records") }
        try begin(records)
        while try records.advance() {
            switch records.id {
            case RecordID.endOfSubstream, RecordID.beginOfSubstream: return
            case RecordID.encryption:
                guard cipher == nil else { throw BIFFReader.malformed("the workbook is encrypted twice") }
                cipher = try RecordCipher(Array(records.bytes), password)
                records.cipher = cipher
            case RecordID.codePage: try setCodePage(records)
            case RecordID.dateSystem:
                try records.require(2)
                dateSystem = records.uint16(at: 0) == 1 ? .since1904 : .since1900
            case RecordID.sheet: try addSheet(&records)
            case RecordID.numberFormat: try addNumberFormat(&records)
            case RecordID.cellFormat: try addCellFormat(records)
            case RecordID.sharedStrings: sharedStrings = records.place
            case RecordID.referredBook: names.addBook(records)
            case RecordID.references: names.addReferences(records)
            case RecordID.definedName: if case .unicode = form { try names.addName(records, limits: limits) }
            default: break
            }
        }
    }

    var definedNames: [DefinedName] { names.names(for: sheets) }
    var styles: Styles { Styles(codes: codes, identifiers: formats) }

    private mutating func begin(_ records: borrowing BIFFReader) throws(SpreadsheetError) {
        switch records.id {
        case RecordID.beginOfSubstream: break
        case 0x0009, 0x0209, 0x0409: throw SpreadsheetError(.legacyXLS, "it is a workbook of Excel 4 or older")
        default: throw BIFFReader.malformed("the workbook does not begin with the record of a substream")
        }
        try records.require(4)
        switch records.uint16(at: 0) {
        case 0x0600: break
        case 0x0500: form = .page(.windows1252)
        default: throw SpreadsheetError(.legacyXLS, "it is a workbook of a version that is not known")
        }
    }

    private mutating func setCodePage(_ records: borrowing BIFFReader) throws(SpreadsheetError) {
        try records.require(2)
        if case .page = form { form = .page(CodePage(number: records.uint16(at: 0))) }
    }

    private mutating func addSheet(_ records: inout BIFFReader) throws(SpreadsheetError) {
        try records.require(8)
        let place = UInt64(records.uint32(at: 0))
        let visibility: SheetVisibility =
            switch records.uint8(at: 4) & 3 {
            case 0: .visible
            case 1: .hidden
            default: .veryHidden
            }
        // Others are charts, macros and modules.
        let isWorksheet = records.uint8(at: 5) == 0
        records.taken = 6
        let name = try text(&records, hasShortCount: true)
        let kind: Sheet.Kind = !isWorksheet ? .other : place < records.stream.count ? .worksheet : .missing
        sheets.append(Sheet(name: name, visibility: visibility, kind: kind, locator: .record(stream: streamName, place: place)))
        try limits.checkSheets(sheets.count)
    }

    private mutating func addNumberFormat(_ records: inout BIFFReader) throws(SpreadsheetError) {
        try records.require(2)
        let id = records.uint16(at: 0)
        records.taken = 2
        if case .unicode = form {
            codes[id] = try text(&records)
        } else {
            codes[id] = try text(&records, hasShortCount: true)
        }
        try limits.checkStyles(codes.count)
    }

    private mutating func addCellFormat(_ records: borrowing BIFFReader) throws(SpreadsheetError) {
        try records.require(4)
        formats.append(records.uint16(at: 2))
        try limits.checkStyles(formats.count)
    }

    private func text(_ records: inout BIFFReader, hasShortCount: Bool = false) throws(SpreadsheetError) -> String {
        var arena = ByteArena()
        try records.takeText(form, hasShortCount: hasShortCount, to: &arena)
        return String(decoding: arena.contents, as: UTF8.self)
    }
}
