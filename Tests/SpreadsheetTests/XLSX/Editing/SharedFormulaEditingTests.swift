import TestSupport
import Testing
import ZipContainer

@testable import Spreadsheet

@Suite struct SharedFormulaEditingTests {
    private static let rows = """
        <row r="1"><c r="A1"><f t="shared" ref="A1:B2" si="0">C1&amp;"x"</f><v>1</v></c><c r="B1"><f t="shared" si="0"/><v>2</v></c></row>\
        <row r="2"><c r="A2"><f t="shared" si="0"></f><v>3</v></c><c r="B2"><f t="shared" ref="B2" si="1">1</f></c></row>
        """

    private static func edited(_ rows: String, _ cell: String) throws -> String {
        try EditedWorkbook(WorkbookFile(sheet: WorkbookFile.worksheet(rows))) { try $0.set(.number(9), at: cell) }.rows()
    }

    @Test func `cells that share an edited cell's formula keep it as their own`() throws {
        #expect(
            try Self.edited(Self.rows, "A1") == """
                <row r="1"><c r="A1"><v>9</v></c><c r="B1"><f>D1&amp;&quot;x&quot;</f><v>2</v></c></row>\
                <row r="2"><c r="A2"><f>C2&amp;&quot;x&quot;</f><v>3</v></c><c r="B2"><f t="shared" ref="B2" si="1">1</f></c></row>
                """)
    }

    @Test func `the formula of a group stays where another of its cells is edited`() throws {
        let edited = try Self.edited(Self.rows, "B1")
        #expect(edited.contains(#"<c r="A1"><f t="shared" ref="A1:B2" si="0">C1&amp;"x"</f>"#))
        #expect(edited.contains(#"<c r="A2"><f t="shared" si="0"></f>"#))
    }

    @Test func `a formula in CDATA is a formula`() throws {
        let rows =
            #"<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0"><![CDATA[B1<2]]></f></c></row><row r="2"><c r="A2"><f t="shared" si="0"/></c></row>"#
        #expect(try Self.edited(rows, "A1").hasSuffix(#"<c r="A2"><f>B2&lt;2</f></c></row>"#))
    }

    @Test func `a formula that is too long for all who share it is not written out`() throws {
        var limits = ReadLimits.standard
        limits.zip.entrySize = 20_000
        func edit(sharing count: Int) throws {
            let others = (1...count).map { "<row r=\"\($0 + 1)\"><c r=\"A\($0 + 1)\"><f t=\"shared\" si=\"0\"/></c></row>" }.joined()
            let formula = Array(repeating: "B1", count: 2_000).joined(separator: "+")
            let rows = "<row r=\"1\"><c r=\"A1\"><f t=\"shared\" ref=\"A1:A9\" si=\"0\">\(formula)</f></c></row>" + others
            _ = try EditedWorkbook(WorkbookFile(sheet: WorkbookFile.worksheet(rows)), limits: limits) { try $0.set(1, at: "A1") }
        }
        try edit(sharing: 2)
        #expect(throws: SpreadsheetError(.sharedFormula, "")) { try edit(sharing: 8) }
    }

    @Test func `a formula that cells before its own share is not taken from them`() {
        let rows =
            #"<row r="1"><c r="A1"><f t="shared" si="0"/></c></row><row r="2"><c r="A2"><f t="shared" ref="A1:A2" si="0">B2</f></c></row>"#
        #expect(throws: SpreadsheetError(.sharedFormula, "")) { try Self.edited(rows, "A2") }
    }
}
