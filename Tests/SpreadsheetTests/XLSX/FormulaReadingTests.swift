import Spreadsheet
import TestSupport
import Testing

/// The text of formulas, of which cells can share one, each read in every way.
@Suite struct FormulaReadingTests {
    private static func formulas(_ rows: String, limits: ReadLimits = .standard) -> [[String?]] {
        Reading.everyWay(WorkbookFile(sheet: WorkbookFile.worksheet(rows)), limits: limits, options: .formulas).rows
            .map { $0.cells.map(\.formula) }
    }

    private static func fault(_ rows: String, _ limits: ReadLimits) -> String? {
        Reading.everyWay(WorkbookFile(sheet: WorkbookFile.worksheet(rows)), limits: limits, options: .formulas).faults.first?.description
    }

    @Test func `formulas are read where they are asked for`() {
        let cells = """
            <c><f>A1&amp;"é"</f><v>1</v></c><c><f t="shared" si="0"/><v>2</v></c><c><f> 1 <!-- -->+ 1</f><v>3</v></c><c><v>4</v></c>
            """
        let file = WorkbookFile(sheet: WorkbookFile.cells(cells))
        let row = Reading.everyWay(file, options: .formulas).rows.first
        #expect(row?.cells.map(\.formula) == ["A1&\"é\"", nil, " 1 + 1", nil])
        #expect(row?.cells.map(\.hasFormula) == [true, true, true, false])
        #expect(Reading.everyWay(file).rows.first?.cells.map(\.formula) == [nil, nil, nil, nil])
    }

    @Test func `each cell that shares a formula has it as its own`() {
        let rows = """
            <row r="2"><c r="A2"><f t="shared" ref="A2:B4" si="0">C2&amp;"x"&amp;$D$1</f><v>1</v></c><c r="B2"><f t="shared" si="0"/><v>2</v></c></row>\
            <row r="3"><c r="A3"><f t="shared" si="0"></f><v>3</v></c><c r="B3"><f>1</f><v>4</v></c></row>\
            <row r="4"><c r="A4"><f t="shared" si="1"/></c><c r="B4"><f si="0" t="shared"/><v>5</v></c></row>
            """
        #expect(
            Self.formulas(rows) == [
                ["C2&\"x\"&$D$1", "D2&\"x\"&$D$1"], ["C3&\"x\"&$D$1", "1"], [nil, "D4&\"x\"&$D$1"],
            ])
    }

    /// ECMA-376 part 1, 18.3.1.40: the formula of the group's first cell counts, whatever another one says.
    @Test func `a cell's own text does not count beside that of its group`() {
        let rows = """
            <row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="7">B1</f></c></row><row r="2"><c r="A2"><f t="shared" si="7">B9</f></c></row>\
            <row r="3"><c r="A3"><f t="shared" ref="A3:A4" si="7">C3</f></c></row><row r="4"><c r="A4"><f t="shared" si="7"/></c></row>
            """
        #expect(Self.formulas(rows) == [["B1"], ["B2"], ["C3"], ["C4"]])
    }

    @Test func `a cell before the first one of its group has no text`() {
        let rows = """
            <row r="1"><c r="A1"><f t="shared" si="0"/></c><c r="B1"><f t="shared" ref="A1:B2" si="0">C1</f></c></row>\
            <row r="2"><c r="A2"><f t="shared" si="0"/></c></row>
            """
        #expect(Self.formulas(rows) == [[nil, "C1"], ["B2"]])
    }

    @Test func `cells out of their order keep their formulas`() {
        #expect(Self.formulas("<row><c r=\"B1\"><f>2</f></c><c r=\"C1\"/><c r=\"A1\"><f>1</f></c></row>") == [["1", "2", nil]])
    }

    @Test func `a group whose row is read in two ways is the same one`() {
        // The comment makes libxml2 read the row that a scanner has begun.
        let rows = """
            <row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">B1</f></c><c r="C1"><v><!-- -->1</v></c></row>\
            <row r="2"><c r="A2"><f t="shared" si="0"/></c></row><row r="3"><c r="A3"><f t="shared" si="0"/></c><!-- --></row>
            """
        #expect(Self.formulas(rows) == [["B1", nil], ["B2"], ["B3"]])
    }

    // MARK: Limits

    /// Rows that share a formula of so many references.
    private static func sharing(_ references: Int, rows: Int, columns: Int = 1) -> String {
        let formula = Array(repeating: "B1", count: references).joined(separator: "+")
        let first = "<row><c><f t=\"shared\" ref=\"A1:XFD1048576\" si=\"0\">\(formula)</f></c></row>"
        let cells = String(repeating: "<c><f t=\"shared\" si=\"0\"/></c>", count: columns)
        return first + String(repeating: "<row>\(cells)</row>", count: rows)
    }

    @Test func `a long formula that many cells of a row share is refused`() {
        var limits = ReadLimits.standard
        limits.rowSize = 100_000
        #expect(Self.fault(Self.sharing(1000, rows: 1, columns: 9), limits) == nil)
        #expect(Self.fault(Self.sharing(1000, rows: 1, columns: 99), limits)?.hasPrefix("limit.row-size") == true)
    }

    @Test func `a long formula that many rows share is refused`() {
        var limits = ReadLimits.standard
        limits.sheetText = 100_000
        #expect(Self.fault(Self.sharing(1000, rows: 20), limits) == nil)
        #expect(Self.fault(Self.sharing(1000, rows: 99), limits)?.hasPrefix("limit.text") == true)
    }

    /// Rows of which each begins a group that ends with it, or with the sheet.
    private static func groups(_ count: Int, endingAt end: (Int) -> Int) -> String {
        (1...count).map { number in
            "<row r=\"\(number)\"><c r=\"A\(number)\"><f t=\"shared\" ref=\"A\(number):B\(end(number))\" si=\"\(number)\">C\(number)</f></c>"
                + "<c r=\"B\(number)\"><f t=\"shared\" si=\"\(number)\"/></c></row>"
        }.joined()
    }

    @Test func `groups take memory only until they end`() {
        var limits = ReadLimits.standard
        limits.smallPartSize = 10_000
        let formulas = Self.formulas(Self.groups(300) { $0 }, limits: limits)
        #expect(formulas == (1...300).map { ["C\($0)", "D\($0)"] })
        #expect(Self.fault(Self.groups(300) { _ in 1_048_576 }, limits)?.hasPrefix("limit.text") == true)
    }
}
