import Testing
import ZipContainer

@testable import Spreadsheet

/// What spreadsheets would not open, or would repair, is refused.
@Suite struct WorkbookWriterRefusalTests {
    /// The code that something is refused with; nil if it is written, or fails in another way.
    static func refusal<Result>(_ body: () throws -> Result) -> String? {
        do {
            _ = try body()
            return nil
        } catch {
            let code = (error as? SpreadsheetError)?.code.rawValue
            return code?.hasPrefix("write.") == true ? code : nil
        }
    }

    /// Adds a sheet of some rows, in which A1:D1 could head a table.
    static func sheet(_ settings: SheetSettings = SheetSettings("S"), of workbook: inout WorkbookWriter) throws -> SheetWriter {
        var settings = settings
        settings.features.tables.append(try Table("Head", range("A1:D3")))
        var sheet = try workbook.addSheet(settings)
        try sheet.append(["a", "b", "c", "d"].map { .text($0) })
        for _ in 2...5 { try sheet.append([.number(1)]) }
        return sheet
    }

    @Test(arguments: [
        "", "a/b", "a\\b", "a:b", "a*b", "a?b", "[a", "a]", "'a", "a'", "a\u{1}", "a\u{7F}", "a\u{FFFE}",
        "12345678901234567890123456789012", "first",
        "History", "HISTORY",
    ])
    func sheetNames(name: String) throws {
        var workbook = WorkbookWriter()
        _ = try workbook.addSheet(SheetSettings("First"))
        #expect(Self.refusal { _ = try workbook.addSheet(SheetSettings(name)) } != nil)
        _ = try workbook.addSheet(SheetSettings("it's 1234567890123456789012345é"))
        #expect(try !workbook.finish().isEmpty)
    }

    static let settings: [(String, @Sendable (inout SheetSettings) -> Void)] = [
        ("column 0", { $0.columns = [ColumnSettings(0)] }), ("column 16385", { $0.columns = [ColumnSettings(16_384...16_385)] }),
        ("a column twice", { $0.columns = [ColumnSettings(3...5), ColumnSettings(1...3)] }),
        ("a wide column", { $0.columns = [ColumnSettings(1, width: 256)] }),
        ("no width", { $0.columns = [ColumnSettings(1, width: .nan)] }),
        ("a strange style", { $0.columns = [ColumnSettings(1, style: StyleID(writer: 1, index: 9))] }),
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
        #expect(Self.refusal { _ = try workbook.addSheet(settings) } != nil, "\(Self.settings[index].0)")
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
        ("two links on a cell", { $0.hyperlinks = try ["B2", "A1", "B2"].map { Hyperlink(try cell($0), to: .url("u")) } }),
        (
            "a link over another",
            { $0.hyperlinks = try ["A1:A9", "C1:C9", "E1:E9", "B5:C5"].map { Hyperlink(try range($0), to: .location("A1")) } }
        ),
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
        var workbook = WorkbookWriter()
        var sheet = try Self.sheet(of: &workbook)
        let good = sheet.features
        try Self.features[index].1(&sheet.features)
        #expect(Self.refusal { try sheet.end() } != nil, "\(Self.features[index].0)")
        sheet.features = good
        #expect(try !workbook.finish().isEmpty)
    }

    @Test func listsOfTheGreatestLengthAreWritten() throws {
        var workbook = WorkbookWriter()
        var sheet = try Self.sheet(of: &workbook)
        sheet.features.dataValidations = try [DataValidation([range("A1")], .list([String(repeating: "a", count: 255)]))]
        #expect(try !workbook.finish().isEmpty)
    }

    @Test func placesOutOfOrder() throws {
        var workbook = WorkbookWriter()
        var sheet = try workbook.addSheet(SheetSettings("S"))
        #expect(Self.refusal { try sheet.appendNumber(1) } != nil)
        try sheet.beginRow(5)
        for number in [0, 5, -1, 1_048_577] { #expect(Self.refusal { try sheet.beginRow(number) } != nil) }
        try sheet.move(toColumn: 3)
        try sheet.appendNumber(1)
        for column in [0, 3, -7, 16_385] { #expect(Self.refusal { try sheet.move(toColumn: column) } != nil) }
        try sheet.move(toColumn: 16_384)
        try sheet.appendNumber(1)
        #expect(Self.refusal { try sheet.appendNumber(1) } != nil)
        #expect(Self.refusal { try sheet.appendBlank() } != nil)
        #expect(Self.refusal { try sheet.beginRow(height: 410) } != nil)
        try sheet.beginRow(1_048_576)
        #expect(Self.refusal { try sheet.beginRow() } != nil)
        try sheet.end()
        #expect(Self.refusal { try sheet.beginRow() } == "write.bad-place")
        #expect(Self.refusal { try sheet.appendNumber(1) } == "write.bad-place")
        #expect(try !workbook.finish().isEmpty)
    }

    static let values: [CellValue] = [
        .number(.nan), .number(.infinity), .date(SerialDate(serial: .nan)), .date(SerialDate(serial: -1)), .date(SerialDate(serial: 1e300)),
        .text(String(repeating: "é", count: 32_768)), .text(String(repeating: "😀", count: 16_384)), .error(CellError(rawValue: "N/A")),
        .error(CellError(rawValue: "#FOO!<&>")), .error(CellError(rawValue: "#")), .error(CellError(rawValue: "#name?")),
        .error(CellError(rawValue: "#N/A ")), .error(CellError(rawValue: "#" + String(repeating: "A", count: 32) + "!")),
    ]

    @Test(arguments: values, [WorkbookWriter.Strings.shared, .inline])
    func cellValues(value: CellValue, strings: WorkbookWriter.Strings) throws {
        var workbook = WorkbookWriter(options: .init(strings: strings, level: 0))
        var sheet = try workbook.addSheet(SheetSettings("Ventes"))
        try sheet.append([.text("a")])
        try sheet.beginRow()
        try sheet.move(toColumn: 6)
        do {
            try sheet.appendCell(value)
            Issue.record("\(value) was written")
        } catch {
            #expect(error.code.rawValue.hasPrefix("write."))
            #expect(error.location.sheet == "Ventes" && error.location.cell?.description == "F2")
        }
        #expect(Self.refusal { try sheet.appendFormula("1", value: value) } != nil)
        // Nothing of the refused cell is written, and the writer can be used further.
        try sheet.appendNumber(2)
        let xml = try storedParts(workbook.finish())["xl/worksheets/sheet1.xml"]
        #expect(xml?.between("<row r=\"2\">", "</row>") == "<c r=\"F2\"><v>2</v></c>")
    }

    @Test func theLongestTextsAreWritten() throws {
        var workbook = WorkbookWriter()
        var sheet = try workbook.addSheet(SheetSettings("S"))
        try sheet.append([.text(String(repeating: "é", count: 32_767)), .text(String(repeating: "\u{1}", count: 32_767))])
        #expect(try !workbook.finish().isEmpty)
    }

    @Test(arguments: [WorkbookWriter.Strings.shared, .inline])
    func bytesThatAreNotUTF8(strings: WorkbookWriter.Strings) throws {
        var workbook = WorkbookWriter(options: .init(strings: strings))
        var sheet = try workbook.addSheet(SheetSettings("S"))
        try sheet.beginRow()
        for bytes: [UInt8] in [[0xE9], [0x61, 0xC3], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF4, 0x90, 0x80, 0x80]] {
            #expect(Self.refusal { try sheet.appendText(utf8: bytes.span) } != nil)
        }
    }

    @Test(arguments: ["", "=1", String(repeating: "1", count: 8193)])
    func formulas(formula: String) throws {
        var workbook = WorkbookWriter()
        var sheet = try workbook.addSheet(SheetSettings("S"))
        try sheet.beginRow()
        #expect(Self.refusal { try sheet.appendFormula(formula) } != nil)
    }

    @Test func stylesThatSpreadsheetsDoNotHave() throws {
        var workbook = WorkbookWriter()
        let styles = [
            CellStyle(numberFormat: NumberFormat(code: "")),
            CellStyle(numberFormat: NumberFormat(code: String(repeating: "0", count: 256))),
            CellStyle(numberFormat: NumberFormat(code: "[[[")), CellStyle(numberFormat: NumberFormat(code: "0\"kg")),
            CellStyle(numberFormat: NumberFormat(code: "0;0;0;@;0")), CellStyle(numberFormat: NumberFormat(code: "0\u{1}")),
            CellStyle(font: .init(name: "Ari\u{1}al")), CellStyle(font: .init(name: "Arial\u{FFFF}")),
            CellStyle(font: .init(name: "")), CellStyle(font: .init(size: 0)), CellStyle(font: .init(size: .nan)),
            CellStyle(alignment: .init(indent: 251)), CellStyle(alignment: .init(rotation: 91)),
        ]
        for style in styles { #expect(Self.refusal { try workbook.style(style) } != nil) }
        var sheet = try workbook.addSheet(SheetSettings("S"))
        #expect(Self.refusal { try sheet.append([.number(1)], style: StyleID(writer: 1, index: 1)) } != nil)
        for number in 1..<65_490 { _ = try workbook.style(CellStyle(numberFormat: NumberFormat(code: "0\"\(number)\""))) }
        #expect(Self.refusal { try workbook.style(CellStyle(numberFormat: NumberFormat(code: "0.0"))) } != nil)
    }

    @Test func workbooksWithoutAVisibleSheet() throws {
        var workbook = WorkbookWriter()
        #expect(Self.refusal { try workbook.finish() } != nil)
        _ = try workbook.addSheet(SheetSettings("S", visibility: .hidden))
        #expect(Self.refusal { try workbook.finish() } != nil)
        _ = try workbook.addSheet(SheetSettings("T"))
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
    func definedNames(name: String, canSend: Bool) throws {
        var workbook = WorkbookWriter()
        _ = try Self.sheet(of: &workbook)
        workbook.definedNames = [DefinedName(name, formula: "1")]
        if canSend {
            #expect(try !workbook.finish().isEmpty)
        } else {
            #expect(Self.refusal { try workbook.finish() } != nil)
        }
    }

    @Test func namesAndPropertiesThatClash() throws {
        var workbook = WorkbookWriter()
        _ = try Self.sheet(of: &workbook)
        for names in [
            [DefinedName("a", formula: "1"), DefinedName("A", formula: "2")], [DefinedName("head", formula: "1")],
            [DefinedName("a", formula: "")],
            [DefinedName("a", formula: "=1")], [DefinedName("a", formula: "1", sheet: "nowhere")],
        ] {
            workbook.definedNames = names
            #expect(Self.refusal { try workbook.finish() } != nil)
        }
        workbook.definedNames = [DefinedName("a", formula: "1"), DefinedName("a", formula: "2", sheet: "S")]
        for custom: [DocumentProperties.Custom] in [
            [.init("a", .number(1)), .init("A", .number(2))], [.init("", .number(1))], [.init("a", .number(.nan))],
            [.init("a", .date(CivilDateTime(year: 2023, month: 2, day: 29)))],
        ] {
            workbook.properties.custom = custom
            #expect(Self.refusal { try workbook.finish() } != nil)
        }
        workbook.properties = DocumentProperties(created: CivilDateTime(year: 2024, month: 13, day: 1))
        #expect(Self.refusal { try workbook.finish() } != nil)
        workbook.properties = DocumentProperties()
        #expect(try !workbook.finish().isEmpty)
    }

    @Test(arguments: [
        "http://", "https://example.org/a b?q=[1]&r=%zz#f", "http://[::1]:80/a", "mailto:a@b.fr", "Autre classeur.xlsx", "../a:b/c.pdf",
        "#here",
        "file:///C:/a%20b.xlsx", "C:\\a\\b.xlsx", "\\\\server\\share", "https://exémple.fr/é", "?q", "urn:isbn:1", "http://a/[b]",
    ])
    func addressesThatAreWritten(url: String) throws {
        var workbook = WorkbookWriter()
        var sheet = try Self.sheet(of: &workbook)
        sheet.features.hyperlinks = try [Hyperlink(cell("A1"), to: .url(url))]
        #expect(try !workbook.finish().isEmpty)
    }

    @Test(arguments: [
        "", "pas une url % :// [", "1a:b", ":b", "été:b", "http://[::1", "http://a]b[/", "http://a[/", "a#b#c", "a\u{FFFF}",
    ])
    func addressesThatAreNone(url: String) throws {
        var workbook = WorkbookWriter()
        var sheet = try Self.sheet(of: &workbook)
        sheet.features.hyperlinks = try [Hyperlink(cell("A1"), to: .url(url))]
        #expect(Self.refusal { try workbook.finish() } == "write.bad-link")
    }

    @Test(arguments: ["#N/A", "#GETTING_DATA", "#DIV/0!", "#NAME?", "#SPILL!", "#REF!"])
    func errorValuesThatSpreadsheetsHave(text: String) throws {
        var workbook = WorkbookWriter()
        var sheet = try workbook.addSheet(SheetSettings("S"))
        try sheet.append([.error(CellError(rawValue: text))])
        #expect(try !workbook.finish().isEmpty)
    }

    /// What LibreOffice writes for its own errors when it saves a workbook of Excel.
    @Test(arguments: [
        ("Err:502", "#VALUE!"), ("Err:503", "#NUM!"), ("Err:508", "#VALUE!"), ("Err:521", "#NULL!"), ("Err:522", "#VALUE!"),
        ("Err:524", "#REF!"), ("Err:525", "#NAME?"), ("Err:532", "#DIV/0!"), ("Err:523", "#N/A"), ("#VALEUR\u{A0}!", "#VALUE!"),
        ("#NOM ?", "#NAME?"), ("#N/D", "#N/A"), ("#REF !", "#REF!"),
    ])
    func errorValuesOfLibreOffice(text: String, written: String) throws {
        let error = CellError(rawValue: text)
        var workbook = WorkbookWriter()
        var sheet = try workbook.addSheet(SheetSettings("S"))
        try sheet.append([.error(error)])
        try sheet.beginRow()
        try sheet.appendFormula("1/0", value: .error(error))
        let values = try Reading(workbook.finish()).values
        #expect(values == "A1=\(written) | A2f=\(written)")
        #expect(throws: SpreadsheetError(.notWritable, "")) {
            var other = WorkbookWriter()
            var sheet = try other.addSheet(SheetSettings("S"))
            try sheet.append([.error(CellError(rawValue: "Err:" + text))])
        }
    }

    /// Real workbooks have formats that no spreadsheet accepts. Whoever copies cells can tell.
    @Test(arguments: [("HH[M]", false), ("[M]:SS", true), ("0.00", true), ("0\u{1}", false), (String(repeating: "0", count: 256), false)])
    func formatsThatCanBeWritten(code: String, isWritable: Bool) {
        let format = NumberFormat(code: code)
        #expect(format.isWritable == isWritable)
        var workbook = WorkbookWriter()
        #expect((Self.refusal { _ = try workbook.style(CellStyle(numberFormat: format)) } == nil) == isWritable)
    }

    @Test func stylesOfAnotherWorkbook() throws {
        var other = WorkbookWriter()
        let bold = CellStyle(font: .init(isBold: true))
        let foreign = try other.style(bold)
        var workbook = WorkbookWriter()
        #expect(try workbook.style(bold) != foreign)
        #expect(try workbook.style(CellStyle()) == .normal)
        var sheet = try workbook.addSheet(SheetSettings("S"))
        #expect(Self.refusal { try sheet.append([.number(1)], style: foreign) } == "write.invalid")
        #expect(Self.refusal { try sheet.beginRow(style: foreign) } == "write.invalid")
        try sheet.append([.number(1)], style: other.style(CellStyle()))
    }

    @Test func eachCauseHasItsCode() throws {
        var workbook = WorkbookWriter()
        #expect(Self.refusal { _ = try workbook.addSheet(SheetSettings("S"), at: 1) } == "write.bad-place")
        #expect(Self.refusal { _ = try workbook.addSheet(SheetSettings("a/b")) } == "write.bad-name")
        #expect(Self.refusal { try workbook.style(CellStyle(numberFormat: NumberFormat(code: "[[["))) } == "write.bad-format")
        var sheet = try workbook.addSheet(SheetSettings("S"))
        try sheet.beginRow()
        #expect(Self.refusal { try sheet.appendNumber(.nan) } == "write.bad-number")
        #expect(Self.refusal { try sheet.appendDate(SerialDate(serial: -1)) } == "write.bad-date")
        #expect(Self.refusal { try sheet.appendText(String(repeating: "a", count: 32_768)) } == "write.too-long")
        #expect(Self.refusal { try sheet.appendText(utf8: [UInt8(0xE9)].span) } == "write.bad-character")
        #expect(Self.refusal { try sheet.move(toColumn: 16_385) } == "write.bad-place")
    }

    @Test func whyThereIsNoPlaceForACell() throws {
        func detail(_ body: () throws -> Void) -> String? {
            do { try body() } catch { return (error as? SpreadsheetError)?.detail }
            return nil
        }
        var workbook = WorkbookWriter()
        var sheet = try workbook.addSheet(SheetSettings("S"))
        #expect(detail { try sheet.appendNumber(1) } == "A cell belongs to a row, and none is open.")
        #expect(detail { try sheet.move(toColumn: 2) } == "A cell belongs to a row, and none is open.")
        try sheet.beginRow()
        try sheet.move(toColumn: 16_384)
        try sheet.appendNumber(1)
        #expect(detail { try sheet.appendNumber(1) } == "A row has at most 16,384 cells.")
    }

    @Test func aWorkbookIsFinishedOnce() throws {
        var workbook = WorkbookWriter()
        _ = try workbook.addSheet(SheetSettings("S"))
        _ = try workbook.finish()
        #expect(Self.refusal { try workbook.finish() } == "write.bad-place")
        #expect(Self.refusal { _ = try workbook.addSheet(SheetSettings("T")) } == "write.bad-place")
    }

    @Test func aFileThatCannotBeWritten() {
        do {
            _ = try WorkbookWriter(path: "/no/such/folder/out.xlsx")
            Issue.record("there is no such folder")
        } catch {
            #expect(error.code == .init(.fileUnwritable))
            #expect(error.location.file == "out.xlsx")
        }
    }

    @Test(arguments: [UInt8(10), 13, 0, 0x22, 0x80])
    func separatorsThatCannotBe(byte: UInt8) throws {
        let file = try SheetFile(bytes: Array("a;b\n".utf8), name: "a.csv", csv: .init(separator: byte))
        #expect(throws: SpreadsheetError(.badSeparator, "")) { _ = try file.rows(of: file.sheets[0]) }
        #expect(throws: SpreadsheetError(.badSeparator, "")) { _ = try file.csvDialect() }
    }
}
