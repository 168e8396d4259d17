import Foundation
import Spreadsheet
import TestSupport
import Testing
import ZipContainer

/// Every limit: a file that needs exactly so much is read; with a limit of one less it is refused with the limit's own code, with what was
/// counted and the limit.
@Suite struct LimitTests {
    struct Guard: CustomTestStringConvertible {
        var name: String
        var code: SpreadsheetError.Code
        /// What the file needs; nil if that depends on libxml2, and is found by trying.
        var needed: Int?
        var bytes: [UInt8]
        var set: @Sendable (inout ReadLimits, Int) -> Void

        init(
            _ name: String, _ code: SpreadsheetError.Code, needs needed: Int?, _ bytes: [UInt8],
            _ set: @escaping @Sendable (inout ReadLimits, Int) -> Void
        ) {
            (self.name, self.code, self.needed, self.bytes, self.set) = (name, code, needed, bytes, set)
        }

        var testDescription: String { name }
    }

    private static let sheet = WorkbookFile.worksheet(
        "<row r=\"1\"><c r=\"A1\" t=\"s\" s=\"1\"><v>1</v></c><c r=\"B1\"><v>1</v></c></row>"
            + "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>twelve bytes</v></c><c r=\"B2\" t=\"str\"><v>éé</v></c></row><row r=\"3\"><c r=\"A3\"/></row>"
    )
    private static let file = WorkbookFile(
        sheet: sheet, sharedStrings: WorkbookFile.strings("<si><t>a</t></si><si><t>b</t></si>"), styles: WorkbookFile.styles([0, 14]))
    /// A shared text of five bytes in four cells, three of them in one row, and one of four bytes of its own.
    private static let sharing = WorkbookFile(
        sheet: WorkbookFile.worksheet(
            "<row r=\"1\"><c t=\"s\"><v>1</v></c><c t=\"s\"><v>1</v></c><c t=\"s\"><v>1</v></c></row>"
                + "<row r=\"2\"><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"inlineStr\"><is><t>quat</t></is></c></row>"),
        sharedStrings: WorkbookFile.strings("<si><t/></si><si><t>éàx</t></si>"))
    private static let longTag = "<worksheet \(WorkbookFile.namespaces) x=\"\(String(repeating: "x", count: 2000))\">"
    private static let csv = Array("Matricule;Nom;Note\n001;\"a;b\";\n002;quatorze bytes;x\n".utf8)

    private static func size(_ part: String) -> Int { file[part]?.utf8.count ?? 0 }

    /// A part that deflates well, and by how much.
    private static let deflated: (bytes: [UInt8], ratio: Int) = {
        let rows = (1...2000).map { "<row r=\"\($0)\"><c r=\"A\($0)\"><v>1</v></c></row>" }.joined()
        var file = WorkbookFile(sheet: WorkbookFile.worksheet(rows))
        file.deflates = true
        let sheet = Array(WorkbookFile.worksheet(rows).utf8)
        // A ratio is too high where the size holds it more than `stored` times.
        let stored = ZipFile.deflated(sheet).count
        return (file.bytes, sheet.count / (stored + 1) + 1)
    }()

    static let guards: [Guard] = [
        Guard("the archive's size", .init(.fileTooLarge), needs: file.bytes.count, file.bytes) { $0.zip.archiveSize = UInt64($1) },
        Guard("a CSV's size", .init(.fileTooLarge), needs: csv.count, csv) { $0.zip.archiveSize = UInt64($1) },
        Guard("entries", .init(.tooManyEntries), needs: file.parts.count, file.bytes) { $0.zip.entries = $1 },
        Guard("an entry's name", .init(.badName), needs: file.parts.map { $0.name.utf8.count }.max(), file.bytes) {
            $0.zip.nameLength = $1
        },
        Guard("an entry's size", .init(.inflatedTooLarge), needs: file.parts.map { $0.bytes.count }.max(), file.bytes) {
            $0.zip.entrySize = UInt64($1)
        },
        Guard("all entries' size", .init(.inflatedTooLarge), needs: file.parts.reduce(0) { $0 + $1.bytes.count }, file.bytes) {
            $0.zip.totalSize = UInt64($1)
        },
        Guard("the ratio", .init(.ratioTooHigh), needs: deflated.ratio, deflated.bytes) {
            $0.zip.ratio = UInt64($1)
            $0.zip.ratioGrace = 0
        },
        Guard(
            "a small part's size", .init(.inflatedTooLarge),
            needs: ["_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"].map(size).max(), file.bytes
        ) { $0.smallPartSize = UInt64($1) },
        Guard("a tag", .tokenTooLong, needs: longTag.utf8.count, WorkbookFile(sheet: longTag + "<sheetData/></worksheet>").bytes) {
            $0.tokenLength = $1
        },
        Guard(
            "attributes", .tooManyAttributes, needs: 5, WorkbookFile(sheet: WorkbookFile.cells("<c a='1' b='2' c='3' d='4' e='5'/>")).bytes
        ) {
            $0.attributes = $1
        },
        Guard("depth", .tooDeep, needs: 5, file.bytes) { $0.depth = $1 },
        Guard("names", .tooManyNames, needs: nil, file.bytes) { $0.names = $1 },
        Guard("relationships", .tooManyRelationships, needs: 3, file.bytes) { $0.relationships = $1 },
        Guard("sheets", .tooManySheets, needs: 1, file.bytes) { $0.sheets = $1 },
        Guard("shared strings", .tooManySharedStrings, needs: 2, file.bytes) { $0.sharedStrings = $1 },
        Guard("a cell's text", .cellTooLong, needs: 12, file.bytes) { $0.cellLength = $1 },
        Guard("a CSV's field", .fieldTooLong, needs: 14, csv) { $0.csvField = $1 },
        Guard("a CSV's columns", .tooManyColumns, needs: 3, csv) { $0.csvColumns = $1 },
        Guard("styles", .tooManyStyles, needs: 2, file.bytes) { $0.styles = $1 },
        Guard("rows", .tooManyRows, needs: 3, file.bytes) { $0.rows = $1 },
        Guard("a CSV's records", .tooManyRows, needs: 3, csv) { $0.csvRecords = $1 },
        Guard("cells", .tooManyCells, needs: 5, file.bytes) { $0.cells = $1 },
        Guard("a row's text", .rowTooLarge, needs: 16, file.bytes) { $0.rowSize = $1 },
        Guard("a row's shared text", .rowTooLarge, needs: 3 * 5, sharing.bytes) { $0.rowSize = $1 },
        Guard("a sheet's text", .tooMuchText, needs: 17, file.bytes) { $0.sheetText = $1 },
        Guard("a sheet's shared text", .tooMuchText, needs: 3 * 5 + 5 + 4, sharing.bytes) { $0.sheetText = $1 },
        Guard("a CSV record's text", .rowTooLarge, needs: 20, csv) { $0.rowSize = $1 },
    ]

    private static func fault(_ bytes: [UInt8], _ limits: ReadLimits) -> SpreadsheetError? {
        do throws(SpreadsheetError) {
            let file = try SheetFile(bytes: bytes, limits: limits)
            for sheet in file.sheets {
                var rows = try file.rows(of: sheet)
                while try rows.advance() {}
            }
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: guards) func aLimitHoldsJustThereAndSaysSo(_ it: Guard) throws {
        func fault(_ value: Int) -> SpreadsheetError? {
            var limits = ReadLimits.standard
            it.set(&limits, value)
            return Self.fault(it.bytes, limits)
        }
        let needed = try #require(it.needed ?? (1...2000).first { fault($0) == nil })
        #expect(fault(needed) == nil)
        let error = try #require(fault(needed - 1))
        #expect(error.code == it.code)
        let measured = try #require(error.measured)
        #expect(error.limit == UInt64(needed - 1) && measured >= UInt64(needed))
        #expect("\(error)".hasSuffix(" (\(measured), at most \(needed - 1))"), "\(error)")
    }

    /// Otherwise a few bytes of the file a row would become gigabytes of text.
    @Test(arguments: [(16_384, nil), (16_385, SpreadsheetError.Code.tooMuchText)] as [(Int, SpreadsheetError.Code?)])
    func aLongSharedTextInManyRowsIsRefused(rows: Int, code: SpreadsheetError.Code?) throws {
        let text = String(repeating: "x", count: 32_767)
        let cells = String(repeating: "<row><c t=\"s\"><v>0</v></c></row>", count: rows)
        let file = WorkbookFile(
            sheet: WorkbookFile.worksheet(cells), sharedStrings: WorkbookFile.strings("<si><t>\(text)</t></si>"))
        let fault = Self.fault(file.bytes, .strict)
        #expect(fault?.code == code && fault?.location.cell?.row == code.map { _ in rows })
        #expect(fault?.measured == code.map { _ in UInt64(rows * 32_767) })
        #expect(Self.fault(file.bytes, .standard) == nil)
    }

    /// What is refused however small the limits' numbers are written, each beyond what an `Int` of the file's own can say.
    @Test func theTwoPresetsAreThoseThatTheDocumentationNames() {
        let (standard, strict) = (ReadLimits.standard, ReadLimits.strict)
        #expect(standard.zip == .standard && strict.zip == .strict)
        #expect(strict.zip.archiveSize == 20 << 20 && standard.zip.archiveSize == 1 << 30)
        #expect(strict.zip.entries == 1000 && standard.zip.entries == 10_000)
        #expect(strict.zip.totalSize == 256 << 20 && standard.zip.totalSize == 4 << 30)
        #expect(strict.zip.entrySize == 192 << 20 && standard.zip.entrySize == 2 << 30)
        #expect(strict.zip.ratio == 200 && standard.zip.ratio == 400 && strict.zip.ratioGrace == 8 << 20)
        #expect(strict.smallPartSize == 16 << 20 && standard.smallPartSize == 64 << 20)
        #expect(strict.rows == 200_000 && strict.csvRecords == 200_000 && strict.cells == 5_000_000 && strict.sharedStrings == 1_000_000)
        #expect(strict.rowSize == 4 << 20 && standard.rowSize == 64 << 20)
        #expect(strict.sheetText == 512 << 20 && standard.sheetText == 4 << 30)
        #expect(strict.csvField == 64 << 10 && strict.csvColumns == 256 && strict.sheets == 256 && strict.relationships == 10_000)
    }
}
