import Spreadsheet
import TestSupport

/// Worksheets of which cells are set in place: what can be read is edited, all other cells stay, and the set ones are there.
enum EditingTarget: FuzzTarget {
    static let name = "editing"
    static let isXML = true
    static let words =
        xmlWords + [
            "<cols>", "<col min=\"1\" max=\"9\" style=\"1\"/>", "<dimension ref=\"A1:C9\"/>", "<mergeCells>", "<mergeCell ref=\"A1:B2\"/>",
            "<f t=\"shared\" ref=\"A1:C9\" si=\"0\">", "<f t=\"shared\" si=\"0\"/>", "<f t=\"array\" ref=\"A1:B2\">", "<sheetData/>",
            "<row/>", "<c/>",
            "<autoFilter ref=\"A1:C9\"/>", "<sheetPr>", "<sheetViews>", "<pageMargins", "<extLst>", "<legacyDrawing r:id=\"rId1\"/>",
        ]

    static func seeds() throws -> [[UInt8]] {
        let row = """
            <row r="2" spans="1:3" hidden="1"><c r="A2" s="1"><f t="shared" ref="A2:A4" si="0">B2*$C$1</f><v>1</v></c><c r="C2" t="s"><v>0</v></c></row>
            """
        let sheets = [
            WorkbookFile.cells(#"<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a&amp;b&#233;</t></is></c><c r="J1"><v>2</v></c>"#),
            WorkbookFile.worksheet(row + #"<row><c/><c><v>3</v></c></row><row r="4"><c r="A4"><f t="shared" si="0"/><v>4</v></c></row>"#),
            WorkbookFile.worksheet("").replacing(
                "<sheetData>", with: "<dimension ref=\"A1\"/><cols><col min=\"2\" max=\"3\" style=\"1\"/></cols><sheetData>"),
            WorkbookFile.worksheet(row).replacing("</sheetData>", with: "</sheetData><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>"),
        ]
        return sheets.map { Array($0.utf8) }
    }

    static func run(_ input: [UInt8]) {
        let number = digest(input)
        let file = WorkbookFile(
            sheet: input, sharedStrings: WorkbookFile.strings("<si><t>a</t></si><si><r><t>b</t></r></si>"),
            styles: WorkbookFile.styles([0, 14]))
        let outcome = EditedReading(file, seed: number, limits: number & 3 == 0 ? .strict : .standard)
        require(outcome.finding == nil, outcome.finding ?? "")
    }
}
