import Spreadsheet
import TestSupport
import Testing

/// Rules for input and conditional formats, as they are read.
@Suite struct SheetRulesTests {
    private static func workbook(_ behind: String, limits: ReadLimits = .standard) throws -> (Workbook, Sheet) {
        let sheet = "<worksheet \(WorkbookFile.namespaces)><sheetData><row><c><v>1</v></c></row></sheetData>\(behind)</worksheet>"
        let workbook = try Workbook(bytes: WorkbookFile(sheet: sheet).bytes, limits: limits)
        return (workbook, workbook.sheets[0])
    }

    private static func validations(_ list: String, limits: ReadLimits = .standard) throws -> [DataValidation] {
        let (workbook, sheet) = try workbook("<dataValidations count=\"9\">\(list)</dataValidations>", limits: limits)
        return try workbook.dataValidations(of: sheet)
    }

    private static func formats(_ list: String, limits: ReadLimits = .standard) throws -> [ConditionalFormat] {
        let (workbook, sheet) = try workbook(list, limits: limits)
        return try workbook.conditionalFormats(of: sheet)
    }

    private static let comparisons: [Comparison] = [
        .between("1", "2"), .notBetween("A1", "B1"), .equal("\"a\""), .notEqual("0"), .greaterThan("1"), .lessThan("$A$1"),
        .greaterThanOrEqual("3"), .lessThanOrEqual("4"),
    ]

    @Test func `rules for input that are written are read`() throws {
        let rules: [DataValidation.Rule] =
            [
                .list(["oui", "non é", " \"x\" "]), .list(["0"]), .listFrom(formula: "Feuil1!$A$1:$A$3"), .formula("A1=\"a\"&\"b\""),
                .date(Self.comparisons[4]), .time(Self.comparisons[5]), .textLength(Self.comparisons[7]), .decimal(Self.comparisons[0]),
            ] + Self.comparisons.map { .wholeNumber($0) }
        var written = rules.enumerated().map { DataValidation([CellRange(CellReference("B\($0 + 1)") ?? "A1", "C99")], $1) }
        written[0].ranges = ["A1", "C3:D4"]
        (written[1].allowsBlank, written[1].severity) = (false, .warning)
        written[2].prompt = .init(title: "Titre", "dites <oui>\nou non")
        (written[3].error, written[3].severity) = (.init("faux"), .information)
        var writer = WorkbookWriter()
        var sheet = try writer.addSheet(SheetSettings("Feuil1"))
        sheet.features.dataValidations = written
        try sheet.append([1, 2])
        let workbook = try Workbook(bytes: writer.finish())
        #expect(try workbook.dataValidations(of: workbook.sheets[0]) == written)
        #expect(try workbook.conditionalFormats(of: workbook.sheets[0]).isEmpty)
    }

    @Test func `conditional formats that are written are read`() throws {
        let conditions: [ConditionalFormat.Condition] =
            [
                .formula("$A1>\"é\""), .contains("a\"b"), .doesNotContain("_x0041_"), .begins(with: "<"), .ends(with: ">"), .isBlank,
                .isNotBlank,
                .isError, .isNotError, .isDuplicate, .isUnique, .rank(7), .rank(10, isPercent: true, isBottom: true),
                .average(isAbove: true),
                .average(isAbove: false), .colorScale([.black, .white]), .colorScale([.black, RGBColor(0x12_3456), .white]),
                .dataBar(RGBColor(0xAB_CDEF)),
            ] + Self.comparisons.map { .cell($0) }
        let style = CellStyle(
            numberFormat: NumberFormat(code: "0.0"), font: .init(isBold: true, color: RGBColor(0x9C_0006)),
            fill: .solid(RGBColor(0xFF_C7CE)),
            border: .around(.thin, color: .black))
        let written = conditions.enumerated().map { index, condition in
            let isPlain = if case .colorScale = condition { true } else if case .dataBar = condition { true } else { false }
            return ConditionalFormat(
                ["A1:B\(index + 1)", "D4"].compactMap { CellRange($0) }, condition, style: isPlain ? nil : style, stopsIfTrue: index == 1)
        }
        var writer = WorkbookWriter()
        var sheet = try writer.addSheet(SheetSettings("Feuil1"))
        sheet.features.conditionalFormats = written
        try sheet.append([1, 2])
        let workbook = try Workbook(bytes: writer.finish())
        let read = try workbook.conditionalFormats(of: workbook.sheets[0])
        #expect(read.count == written.count)
        for (read, written) in zip(read, written) { #expect(read == written) }
    }

    @Test func `the most important format comes first`() throws {
        func rule(_ priority: String, _ formula: String) -> String {
            "<cfRule type=\"expression\"\(priority)><formula>\(formula)</formula></cfRule>"
        }
        let list = """
            <conditionalFormatting sqref="A1">\(rule(" priority=\"3\"", "c"))\(rule(" priority=\"1\"", "a"))</conditionalFormatting>\
            <conditionalFormatting sqref="B2">\(rule("", "d"))\(rule(" priority=\"2\"", "b"))</conditionalFormatting>
            """
        #expect(try Self.formats(list).map(\.condition) == ["a", "b", "c", "d"].map { .formula($0) })
        #expect(try Self.formats(list).map(\.ranges) == [["A1"], ["B2"], ["A1"], ["B2"]])
    }

    @Test func `what cannot be said is left out`() throws {
        let validations = """
            <dataValidation sqref="A1" prompt="x" showInputMessage="1"/><dataValidation type="whole" sqref="A1"/><dataValidation type="whole" \
            operator="nonsense" sqref="A1"><formula1>1</formula1></dataValidation><dataValidation type="decimal" sqref="A1"><formula1>1</formula1>\
            </dataValidation><dataValidation type="list" sqref="nonsense"><formula1>A1</formula1></dataValidation><dataValidation type="list" \
            sqref="  A1  x B2:C3 " promptTitle="t" prompt="hidden"><formula1>"a""b,c"</formula1></dataValidation><dataValidation type="list" sqref="D1">\
            <formula1>"a"&amp;"b"</formula1></dataValidation><x><formula1>1</formula1></x>
            """
        var list = DataValidation(["A1", "B2:C3"], .list(["a\"b", "c"]))
        list.allowsBlank = false
        var formula = DataValidation(["D1"], .listFrom(formula: "\"a\"&\"b\""))
        formula.allowsBlank = false
        #expect(try Self.validations(validations) == [list, formula])
        let rules = [
            "type=\"iconSet\"><iconSet><cfvo type=\"min\"/></iconSet", "type=\"aboveAverage\" stdDev=\"1\">",
            "type=\"aboveAverage\" equalAverage=\"1\">",
            "type=\"top10\">", "type=\"cellIs\" operator=\"equal\">", "type=\"expression\">", "type=\"containsText\"><formula>1</formula",
            "type=\"colorScale\"><colorScale><color rgb=\"FF000000\"/></colorScale", "type=\"timePeriod\">",
        ].map { "<cfRule priority=\"1\" " + ($0.hasSuffix(">") ? $0.dropLast() + "/>" : $0 + "></cfRule>") }
        #expect(try Self.formats("<conditionalFormatting sqref=\"A1\">\(rules.joined())</conditionalFormatting>").isEmpty)
        #expect(try Self.formats("<conditionalFormatting><cfRule type=\"containsBlanks\" priority=\"1\"/></conditionalFormatting>").isEmpty)
        let csv = try SheetFile(bytes: Array("a;b".utf8))
        let (workbook, _) = try Self.workbook("")
        #expect(throws: SpreadsheetError(.noSuchSheet, "")) { _ = try workbook.dataValidations(of: csv.sheets[0]) }
    }

    @Test func `hostile rules are refused`() throws {
        var few = ReadLimits.standard
        few.cells = 10
        let ranges = String(repeating: "A1 ", count: 11)
        #expect(throws: SpreadsheetError(.tooManyCells, "")) {
            _ = try Self.validations("<dataValidation sqref=\"\(ranges)\"/>", limits: few)
        }
        let many = String(repeating: "<cfRule type=\"containsBlanks\"/>", count: 11)
        #expect(throws: SpreadsheetError(.tooManyCells, "")) {
            _ = try Self.formats("<conditionalFormatting sqref=\"A1\">\(many)</conditionalFormatting>", limits: few)
        }
        let long = String(repeating: "x", count: 250_000)
        #expect(throws: SpreadsheetError(.cellTooLong, "")) {
            _ = try Self.validations("<dataValidation type=\"custom\" sqref=\"A1\"><formula1>\(long)</formula1></dataValidation>")
        }
        var small = ReadLimits.standard
        small.smallPartSize = 100_000
        #expect(throws: SpreadsheetError(.tooMuchText, "")) {
            _ = try Self.validations("<dataValidation type=\"custom\" sqref=\"A1\" prompt=\"\(long)\"/>", limits: small)
        }
        #expect(throws: SpreadsheetError(.malformedXML, "")) { _ = try Self.validations("<dataValidation>") }
    }
}
