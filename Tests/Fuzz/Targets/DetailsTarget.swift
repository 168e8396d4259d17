import TestSupport
import ZipContainer

@testable import Spreadsheet

/// What a workbook has besides its values, in XML: styles, colours, rules for input, conditional formats, notes and tables. It is the same, or the same
/// fault, in either way of reading; and where it can be read, so it can after edits of it.
///
/// The first byte of an input says which part the rest is; the other parts are the usual ones.
enum DetailsTarget: FuzzTarget {
    static let name = "details"
    static let longestInput = 8192
    static let isXML = true
    static let words =
        xmlWords + [
            "<fonts>", "<font>", "<b/>", "<u val=\"double\"/>", "<sz val=\"11\"/>", "<name val=\"a\"/>",
            "<color theme=\"1\" tint=\"-0.5\"/>",
            "<color rgb=\"FF0000FF\"/>", "<color indexed=\"8\"/>", "<fills>", "<fill>", "<patternFill patternType=\"solid\">", "<fgColor ",
            "<bgColor ",
            "<borders>", "<border>", "<left style=\"thin\">", "<dxfs>", "<dxf>", "<alignment textRotation=\"90\"",
            "<protection locked=\"0\"/>",
            " fontId=\"1\"", " fillId=\"1\"", " borderId=\"1\"", "<indexedColors>", "<rgbColor rgb=\"", "<a:theme", "<a:clrScheme>",
            "<a:lt1>",
            "<a:sysClr lastClr=\"", "<a:srgbClr val=\"", "<dataValidations>", "<dataValidation type=\"list\" sqref=\"A1 B2:C3\">",
            "<formula1>",
            "</formula1>", "<formula2>", " operator=\"between\"", "<conditionalFormatting sqref=\"A1\">",
            "<cfRule type=\"cellIs\" dxfId=\"0\" priority=\"1\"",
            "<colorScale>", "<dataBar>", "<cfvo type=\"min\"/>", "<authors>", "<author>", "<commentList>",
            "<comment ref=\"A1\" authorId=\"0\">", "<text>",
            "<table ref=\"A1:B3\" displayName=\"T\"", "<autoFilter ref=\"", "<tableColumns>", "<tableColumn id=\"1\" name=\"",
            "<tableStyleInfo name=\"",
            "<x:Row>", "<x:ClientData", "<v:shape", "<legacyDrawing r:id=\"rId3\"/>",
        ]

    private static let styles = "xl/styles.xml"
    private static let theme = "xl/theme/theme1.xml"
    private static let comments = "xl/comments1.xml"
    private static let table = "xl/tables/table1.xml"
    private static let drawing = "xl/drawings/vmlDrawing1.vml"
    private static let parts = [styles, theme, WorkbookFile.sheetPart, comments, table, drawing]

    /// The parts of a workbook that our own writer made with all of it, and a theme.
    private static let usual: WorkbookFile = {
        do {
            return try made()
        } catch {
            fatalError("the workbook of the seeds cannot be written: \(error)")
        }
    }()

    private static func made() throws(SpreadsheetError) -> WorkbookFile {
        var writer = WorkbookWriter()
        let style = CellStyle(
            numberFormat: NumberFormat(code: "0.0"), font: .init(isBold: true, color: RGBColor(0x9C_0006)),
            fill: .solid(RGBColor(0xFF_C7CE)),
            border: .around(.thin, color: .black), isLocked: false)
        let used = try writer.style(style)
        var sheet = try writer.addSheet(SheetSettings("Feuil1", columns: [ColumnSettings(1...2, width: 12.5)]))
        sheet.features.dataValidations = [
            DataValidation(["A1", "C3:D4"], .list(["oui", "non"])), DataValidation(["B1"], .wholeNumber(.between("1", "2"))),
        ]
        sheet.features.conditionalFormats = [
            ConditionalFormat(["A1:B2"], .cell(.greaterThan("1")), style: style), ConditionalFormat(["C1"], .colorScale([.black, .white])),
        ]
        sheet.features.comments = [CellComment("A1", "First é", author: "Zoé"), CellComment("B7", " a\nb ", author: "B")]
        sheet.features.tables = [Table("Montants", "A1:B3")]
        try sheet.append(["Nom", "Montant"], style: used)
        try sheet.append(["a", 1])
        try sheet.append(["b", 2])
        let bytes = try writer.finish()
        var file = WorkbookFile(sheet: "")
        do {
            let archive = try ZipArchive(bytes: bytes)
            for entry in archive.entries { file.set(entry.name, try archive.bytes(of: entry)) }
        } catch {
            throw SpreadsheetError(error)
        }
        let names = ["dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink"]
        let colors = names.map { "<a:\($0)><a:srgbClr val=\"4472C4\"/></a:\($0)>" }
        file[theme] = """
            <a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:clrScheme name="x">\(colors.joined())\
            </a:clrScheme></a:themeElements></a:theme>
            """
        let list = "xl/_rels/workbook.xml.rels"
        let relationship =
            "<Relationship Id=\"rTheme\" Type=\"\(WorkbookFile.typeBase)theme\" Target=\"theme/theme1.xml\"/></Relationships>"
        file[list] = file[list]?.replacing("</Relationships>", with: relationship)
        return file
    }

    static func seeds() throws -> [[UInt8]] {
        try parts.indices.map { index in
            guard let part = usual[parts[index]] else { throw SpreadsheetError(.missingPart, parts[index]) }
            return [UInt8(index)] + Array(part.utf8)
        }
    }

    /// All details of a workbook, as far as they can be read.
    private struct Details: Equatable {
        var layouts: [SheetLayout] = []
        var validations: [DataValidation] = []
        var formats: [ConditionalFormat] = []
        var comments: [CellComment] = []
        var tables: [Table] = []
        var styles: [CellStyle?] = []
        var faults: [String] = []

        init(_ bytes: [UInt8], limits: ReadLimits, way: ReadingWay) {
            read { (details) throws(SpreadsheetError) in
                let workbook = try Workbook(source: ByteSource(bytes: bytes), fileName: nil, limits: limits, way: way)
                for sheet in workbook.sheets {
                    details.read { (details) throws(SpreadsheetError) in details.layouts.append(try workbook.layout(of: sheet)) }
                    details.read { (details) throws(SpreadsheetError) in details.validations += try workbook.dataValidations(of: sheet) }
                    details.read { (details) throws(SpreadsheetError) in details.formats += try workbook.conditionalFormats(of: sheet) }
                    details.read { (details) throws(SpreadsheetError) in details.comments += try workbook.comments(of: sheet) }
                    details.read { (details) throws(SpreadsheetError) in details.tables += try workbook.tables(of: sheet) }
                    details.read { (details) throws(SpreadsheetError) in
                        var rows = try workbook.rows(of: sheet, options: .styles)
                        while let row = try rows.next() { details.styles += row.cells.map(\.style) }
                    }
                }
            }
        }

        /// Whether a part is refused as XML: of rows that are passed over without a look into them the faults are found later, or never.
        var isMalformed: Bool { faults.contains { $0.hasPrefix("xml.") } }

        private mutating func read(_ body: (inout Details) throws(SpreadsheetError) -> Void) {
            do {
                try body(&self)
            } catch {
                faults.append(error.code.rawValue)
            }
        }
    }

    static func run(_ input: [UInt8]) {
        guard let kind = input.first else { return }
        let changed = Array(input.dropFirst())
        var file = usual
        file.set(parts[Int(kind) % parts.count], changed)
        let bytes = file.bytes
        let number = digest(input)
        for limits in [ReadLimits.strict, limits(for: number)] {
            let scanned = Details(bytes, limits: limits, way: ReadingWay())
            let parsed = Details(
                bytes, limits: limits, way: ReadingWay(usesScanner: false, pieces: pieces(for: number >> 16, count: input.count)))
            let isSame =
                scanned.faults.count == parsed.faults.count
                && zip(scanned.faults, parsed.faults).allSatisfy { isSameFault($0, $1, in: changed) }
            require(
                scanned == parsed || isSame && !scanned.faults.isEmpty || scanned.isMalformed || parsed.isMalformed,
                "the scanner: \(scanned.faults), libxml2: \(parsed.faults)")
            if scanned.faults.isEmpty, parsed.faults.isEmpty { edit(bytes, limits) }
        }
    }

    /// Edits what can be read, and reads it again.
    private static func edit(_ bytes: [UInt8], _ limits: ReadLimits) {
        let comment = CellComment("C3", "mended", author: "Zoé")
        let result: [UInt8]
        do throws(SpreadsheetError) {
            var editor = try WorkbookEditor(bytes: bytes, limits: limits)
            try editor.set("x", at: "E5", of: "Feuil1", style: StyleChange(fill: .solid(.black)))
            try editor.setComment(comment, of: "Feuil1")
            try editor.extendTables(over: ["x", "y"], at: "C1", of: "Feuil1")
            try editor.setWidth(20, ofColumn: "B", of: "Feuil1")
            result = try editor.bytes()
        } catch {
            return
        }
        // The edits may take more than small limits allow.
        let details = Details(result, limits: .standard, way: ReadingWay())
        require(details.faults.isEmpty, "read before the edits and not after: \(details.faults)")
        require(details.comments.contains(comment), "the note is not there: \(details.comments)")
    }
}
