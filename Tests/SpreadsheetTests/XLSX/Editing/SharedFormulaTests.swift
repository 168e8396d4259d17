import TestSupport
import Testing
import ZipContainer

@testable import Spreadsheet

@Suite struct SharedFormulaTests {
    @Test(arguments: [
        ("A1+B2", "B3+C4"), ("$A1+B$2", "$A3+C$2"), ("$A$1", "$A$1"), ("SUM(A1:B2)", "SUM(B3:C4)"), ("A:A", "B:B"), ("$A:B", "$A:C"),
        ("1:1", "3:3"), ("$1:2", "$1:4"), ("LOG10(A1)", "LOG10(B3)"), ("\"A1\"&A1", "\"A1\"&B3"), ("\"a\"\"A1\"&A1", "\"a\"\"A1\"&B3"),
        ("'A1 b'!A1", "'A1 b'!B3"), ("Feuil1!A1", "Feuil1!B3"), ("A1!A1", "A1!B3"), ("T[[#This Row],[A1]]+A1", "T[[#This Row],[A1]]+B3"),
        ("[1]Feuil1!A1", "[1]Feuil1!B3"), ("1E5+E5", "1E5+F7"), ("TVA1x", "TVA1x"), ("ABCD1", "ABCD1"), ("#REF!+A1", "#REF!+B3"),
        ("Été1+A1", "Été1+B3"), ("a1", "B3"), ("XFD1048576", "A2"), ("A1.5", "A1.5"), ("A1:INDEX(B:B,1)", "B3:INDEX(C:C,1)"),
        ("T['[A1]+A1", "T['[A1]+B3"), ("_xlfn.X(A1)", "_xlfn.X(B3)"), ("{1,2}*A1", "{1,2}*B3"), ("1.5*A1%", "1.5*B3%"),
    ])
    func `relative references move along`(formula: String, moved: String) throws {
        let first = SharedFormula(text: formula, cell: CellReference(uncheckedRow: 1, column: 1))
        #expect(first.text(for: CellReference(uncheckedRow: 3, column: 2)) == moved)
    }

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
