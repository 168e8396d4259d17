import Testing
import ZipContainer

@testable import Spreadsheet

/// What spreadsheets would not open, or would repair, is refused.
@Suite struct WorkbookWriterRefusalTests {
    static let refused = SpreadsheetError(.notWritable, "")

    /// A workbook with an open sheet of some rows, in which A1:D1 could head a table.
    static func workbook(_ settings: SheetSettings = SheetSettings("S")) throws -> WorkbookWriter {
        var workbook = WorkbookWriter()
        var settings = settings
        settings.features.tables.append(try Table("Head", range("A1:D3")))
        try workbook.beginSheet(settings)
        try workbook.append(["a", "b", "c", "d"].map { .text($0) })
        for _ in 2...5 { try workbook.append([.number(1)]) }
        return workbook
    }

    @Test(arguments: [
        "", "a/b", "a\\b", "a:b", "a*b", "a?b", "[a", "a]", "'a", "a'", "a\u{1}", "12345678901234567890123456789012", "first",
    ])
    func sheetNames(name: String) throws {
        var workbook = WorkbookWriter()
        try workbook.beginSheet(SheetSettings("First"))
        #expect(throws: Self.refused) { try workbook.beginSheet(SheetSettings(name)) }
        try workbook.beginSheet(SheetSettings("it's 1234567890123456789012345é"))
        #expect(try !workbook.finish().isEmpty)
    }

    static let settings: [(String, @Sendable (inout SheetSettings) -> Void)] = [
        ("column 0", { $0.columns = [ColumnSettings(0)] }), ("column 16385", { $0.columns = [ColumnSettings(16_384...16_385)] }),
        ("a column twice", { $0.columns = [ColumnSettings(3...5), ColumnSettings(1...3)] }),
        ("a wide column", { $0.columns = [ColumnSettings(1, width: 256)] }),
        ("no width", { $0.columns = [ColumnSettings(1, width: .nan)] }),
        ("a strange style", { $0.columns = [ColumnSettings(1, style: StyleID(index: 9))] }),
        ("frozen rows", { $0.frozenRows = -1 }), ("frozen columns", { $0.frozenColumns = 16_384 }), ("zoom", { $0.zoom = 5 }),
        ("row height", { $0.defaultRowHeight = 410 }),
        (
            "scale",
            {
                $0.pageSetup = PageSetup(); $0.pageSetup?.scale = 401
            }
        ),
        (
            "margin",
            {
                $0.pageSetup = PageSetup(); $0.pageSetup?.margins.left = -1
            }
        ),
        (
            "header",
            {
                $0.pageSetup = PageSetup(); $0.pageSetup?.header = String(repeating: "a", count: 256)
            }
        ),
        (
            "repeated rows",
            {
                $0.pageSetup = PageSetup(); $0.pageSetup?.repeatedRows = 0...1
            }
        ),
    ]

    @Test(arguments: settings.indices)
    func sheetSettings(index: Int) throws {
        var workbook = WorkbookWriter()
        var settings = SheetSettings("S")
        Self.settings[index].1(&settings)
        #expect(throws: Self.refused, "\(Self.settings[index].0)") { try workbook.beginSheet(settings) }
    }

    static let features: [(String, @Sendable (inout SheetFeatures) throws -> Void)] = [
        ("a single merged cell", { $0.mergedRanges = try [range("F1")] }),
        ("overlapping merged ranges", { $0.mergedRanges = try [range("F5:G9"), range("H1:J8"), range("G6:I6")] }),
        ("merged cells in a table", { $0.mergedRanges = try [range("D2:E2")] }),
        ("a filter over a table", { $0.autoFilter = try range("D3:E9") }),
        ("overlapping tables", { $0.tables.append(try Table("T2", range("D1:D2"))) }),
        ("a table without headers", { $0.tables = try [Table("T", range("D1:E3"))] }),
        ("a table whose header is no text", { $0.tables = try [Table("T", range("A2:A3"))] }),
        ("a table without rows", { $0.tables = try [Table("T", range("A1:D1"))] }),
        ("a table called like a cell", { $0.tables = try [Table("AB12", range("A1:D3"))] }),
        ("a table called like another", { $0.tables.append(try Table("HEAD", range("A1:D3"))) }),
        ("an empty URL", { $0.hyperlinks = try [Hyperlink(cell("A1"), to: .url(""))] }),
        ("a long URL", { $0.hyperlinks = try [Hyperlink(cell("A1"), to: .url(String(repeating: " ", count: 694)))] }),
        ("a long tooltip", { $0.hyperlinks = try [Hyperlink(cell("A1"), to: .url("u"), tooltip: String(repeating: "a", count: 256))] }),
        ("too many links", { $0.hyperlinks = try Array(repeating: Hyperlink(cell("A1"), to: .url("u")), count: 65_531) }),
        ("two comments on a cell", { $0.comments = try [CellComment(cell("A1"), "a"), CellComment(cell("A1"), "b")] }),
        ("a long comment", { $0.comments = try [CellComment(cell("A1"), String(repeating: "a", count: 32_768))] }),
        ("a validation of no cells", { $0.dataValidations = [DataValidation([], .list(["a"]))] }),
        ("an empty list", { $0.dataValidations = try [DataValidation([range("A1")], .list([]))] }),
        ("a comma in a list", { $0.dataValidations = try [DataValidation([range("A1")], .list(["a,b"]))] }),
        ("a long list", { $0.dataValidations = try [DataValidation([range("A1")], .list([String(repeating: "a", count: 256)]))] }),
        ("a long formula", { $0.dataValidations = try [DataValidation([range("A1")], .formula(String(repeating: "1", count: 256)))] }),
        (
            "a long prompt",
            {
                $0.dataValidations = try [DataValidation([range("A1")], .list(["a"]))]
                $0.dataValidations[0].prompt = .init(title: String(repeating: "a", count: 33), "")
            }
        ),
        ("a format of no cells", { $0.conditionalFormats = [ConditionalFormat([], .isBlank)] }),
        ("a condition without formula", { $0.conditionalFormats = try [ConditionalFormat([range("A1")], .formula(""))] }),
        ("a scale of one colour", { $0.conditionalFormats = try [ConditionalFormat([range("A1")], .colorScale([.black]))] }),
        ("a rank of none", { $0.conditionalFormats = try [ConditionalFormat([range("A1")], .rank(0))] }),
        ("ignored errors nowhere", { $0.ignoredErrors = [IgnoredErrors([], .formula)] }),
    ]

    @Test(arguments: features.indices)
    func sheetFeatures(index: Int) throws {
        var workbook = try Self.workbook()
        let good = workbook.features
        try Self.features[index].1(&workbook.features)
        #expect(throws: Self.refused, "\(Self.features[index].0)") { try workbook.finish() }
        workbook.features = good
        #expect(try !workbook.finish().isEmpty)
    }

    @Test func listsOfTheGreatestLengthAreWritten() throws {
        var workbook = try Self.workbook()
        workbook.features.dataValidations = try [DataValidation([range("A1")], .list([String(repeating: "a", count: 255)]))]
        #expect(try !workbook.finish().isEmpty)
    }

    @Test func placesOutOfOrder() throws {
        var workbook = WorkbookWriter()
        #expect(throws: Self.refused) { try workbook.append([.number(1)]) }
        try workbook.beginSheet(SheetSettings("S"))
        #expect(throws: Self.refused) { try workbook.number(1) }
        try workbook.beginRow(5)
        for number in [0, 5, -1, 1_048_577] { #expect(throws: Self.refused) { try workbook.beginRow(number) } }
        try workbook.move(toColumn: 3)
        try workbook.number(1)
        for column in [0, 3, -7, 16_385] { #expect(throws: Self.refused) { try workbook.move(toColumn: column) } }
        try workbook.move(toColumn: 16_384)
        try workbook.number(1)
        #expect(throws: Self.refused) { try workbook.number(1) }
        #expect(throws: Self.refused) { try workbook.blank() }
        #expect(throws: Self.refused) { try workbook.beginRow(height: 410) }
        try workbook.beginRow(1_048_576)
        #expect(throws: Self.refused) { try workbook.beginRow() }
        #expect(try !workbook.finish().isEmpty)
    }

    static let values: [CellValue] = [
        .number(.nan), .number(.infinity), .date(SerialDate(serial: .nan)), .date(SerialDate(serial: -1)), .date(SerialDate(serial: 1e300)),
        .text(String(repeating: "é", count: 32_768)), .text(String(repeating: "😀", count: 16_384)), .error(CellError(rawValue: "N/A")),
    ]

    @Test(arguments: values, [WorkbookWriter.Strings.shared, .inline])
    func cellValues(value: CellValue, strings: WorkbookWriter.Strings) throws {
        var workbook = WorkbookWriter(options: .init(strings: strings, level: 0))
        try workbook.beginSheet(SheetSettings("Ventes"))
        try workbook.append([.text("a")])
        try workbook.beginRow()
        try workbook.move(toColumn: 6)
        do {
            try workbook.cell(value)
            Issue.record("\(value) was written")
        } catch {
            #expect(error == Self.refused)
            #expect(error.location.sheet == "Ventes" && error.location.cell?.description == "F2")
        }
        #expect(throws: Self.refused) { try workbook.formula("1", value: value) }
        // Nothing of the refused cell is there, and the writer goes on.
        try workbook.number(2)
        let sheet = try storedParts(workbook.finish())["xl/worksheets/sheet1.xml"]
        #expect(sheet?.between("<row r=\"2\">", "</row>") == "<c r=\"F2\"><v>2</v></c>")
    }

    @Test func theLongestTextsAreWritten() throws {
        var workbook = WorkbookWriter()
        try workbook.beginSheet(SheetSettings("S"))
        try workbook.append([.text(String(repeating: "é", count: 32_767)), .text(String(repeating: "\u{1}", count: 32_767))])
        #expect(try !workbook.finish().isEmpty)
    }

    @Test(arguments: [WorkbookWriter.Strings.shared, .inline])
    func bytesThatAreNotUTF8(strings: WorkbookWriter.Strings) throws {
        var workbook = WorkbookWriter(options: .init(strings: strings))
        try workbook.beginSheet(SheetSettings("S"))
        try workbook.beginRow()
        for bytes: [UInt8] in [[0xE9], [0x61, 0xC3], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF4, 0x90, 0x80, 0x80]] {
            #expect(throws: Self.refused) { try workbook.text(utf8: bytes.span) }
        }
    }

    @Test(arguments: ["", "=1", String(repeating: "1", count: 8193)])
    func formulas(formula: String) throws {
        var workbook = WorkbookWriter()
        try workbook.beginSheet(SheetSettings("S"))
        try workbook.beginRow()
        #expect(throws: Self.refused) { try workbook.formula(formula) }
    }

    @Test func stylesThatSpreadsheetsDoNotHave() throws {
        var workbook = WorkbookWriter()
        let styles = [
            CellStyle(numberFormat: NumberFormat(code: "")),
            CellStyle(numberFormat: NumberFormat(code: String(repeating: "0", count: 256))),
            CellStyle(font: .init(name: "")), CellStyle(font: .init(size: 0)), CellStyle(font: .init(size: .nan)),
            CellStyle(alignment: .init(indent: 251)), CellStyle(alignment: .init(rotation: 91)),
        ]
        for style in styles { #expect(throws: Self.refused) { try workbook.style(style) } }
        try workbook.beginSheet(SheetSettings("S"))
        #expect(throws: Self.refused) { try workbook.append([.number(1)], style: StyleID(index: 1)) }
        for number in 1..<65_490 { _ = try workbook.style(CellStyle(numberFormat: NumberFormat(code: "0\"\(number)\""))) }
        #expect(throws: Self.refused) { try workbook.style(CellStyle(numberFormat: NumberFormat(code: "0.0"))) }
    }

    @Test func workbooksWithoutAVisibleSheet() throws {
        var workbook = WorkbookWriter()
        #expect(throws: Self.refused) { try workbook.finish() }
        try workbook.beginSheet(SheetSettings("S", visibility: .hidden))
        #expect(throws: Self.refused) { try workbook.finish() }
        try workbook.beginSheet(SheetSettings("T"))
        #expect(try !workbook.finish().isEmpty)
    }

    static let names: [(String, Bool)] = [
        ("Total", true), ("_a.b", true), ("\\x", true), ("Été_2024", true), ("A1B", true), ("RC", false), ("R1C1", false), ("r", false),
        ("C12", false),
        ("A1", false), ("XFD1", false), ("XFE1", true), ("1a", false), ("a b", false), ("a-b", false), ("", false), ("R1C1x", true),
        ("Rate", true),
        (".a", false), ("a?", true), (String(repeating: "a", count: 256), false),
    ]

    @Test(arguments: names)
    func definedNames(name: String, isGood: Bool) throws {
        var workbook = try Self.workbook()
        workbook.definedNames = [DefinedName(name, formula: "1")]
        if isGood {
            #expect(try !workbook.finish().isEmpty)
        } else {
            #expect(throws: Self.refused) { try workbook.finish() }
        }
    }

    @Test func namesAndPropertiesThatClash() throws {
        var workbook = try Self.workbook()
        for names in [
            [DefinedName("a", formula: "1"), DefinedName("A", formula: "2")], [DefinedName("head", formula: "1")],
            [DefinedName("a", formula: "")],
            [DefinedName("a", formula: "=1")], [DefinedName("a", formula: "1", sheet: "nowhere")],
        ] {
            workbook.definedNames = names
            #expect(throws: Self.refused) { try workbook.finish() }
        }
        workbook.definedNames = [DefinedName("a", formula: "1"), DefinedName("a", formula: "2", sheet: "S")]
        for custom: [DocumentProperties.Custom] in [
            [.init("a", .number(1)), .init("A", .number(2))], [.init("", .number(1))], [.init("a", .number(.nan))],
            [.init("a", .date(CivilDateTime(year: 2023, month: 2, day: 29)))],
        ] {
            workbook.properties.custom = custom
            #expect(throws: Self.refused) { try workbook.finish() }
        }
        workbook.properties = DocumentProperties(created: CivilDateTime(year: 2024, month: 13, day: 1))
        #expect(throws: Self.refused) { try workbook.finish() }
        workbook.properties = DocumentProperties()
        #expect(try !workbook.finish().isEmpty)
    }

    @Test func aFileThatCannotBeWritten() {
        #expect(throws: SpreadsheetError(.init(.fileUnwritable), "")) { _ = try WorkbookWriter(path: "/no/such/folder/out.xlsx") }
    }
}
