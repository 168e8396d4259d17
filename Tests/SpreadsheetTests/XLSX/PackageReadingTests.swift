import Spreadsheet
import TestSupport
import Testing
import ZipContainer

/// Workbooks whose parts have other places, names, namespaces or encodings, or are missing.
@Suite struct PackageReadingTests {
    typealias Change = @Sendable (inout WorkbookFile) -> Void

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var values: String
        var strict: String
        var change: Change

        init(_ name: String, _ values: String = "A1=\"é\" B1=@1.0", strict: String? = nil, change: @escaping Change) {
            self.name = name
            self.values = values
            self.strict = strict ?? values
            self.change = change
        }

        var testDescription: String { name }
    }

    static let sheet = WorkbookFile.cells("<c t=\"s\"><v>0</v></c><c s=\"1\"><v>1</v></c>")
    static let base = WorkbookFile(
        sheet: sheet, sharedStrings: WorkbookFile.strings("<si><t>é</t></si>"), styles: WorkbookFile.styles([0, 14]))

    private static func targets(_ sheet: String, _ strings: String = "sharedStrings.xml", _ styles: String = "styles.xml") -> String {
        WorkbookFile.relationships([("rId1", "worksheet", sheet), ("rId2", "sharedStrings", strings), ("rId3", "styles", styles)])
    }

    private static let list = "xl/_rels/workbook.xml.rels"

    /// Every part in the strict namespaces of ISO/IEC 29500.
    private static let strictly: Change = { file in
        for (name, _) in file.parts {
            file[name] = file[name]?
                .replacing(
                    "http://schemas.openxmlformats.org/spreadsheetml/2006/main", with: "http://purl.oclc.org/ooxml/spreadsheetml/main"
                )
                .replacing(
                    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                    with: "http://purl.oclc.org/ooxml/officeDocument/relationships")
        }
    }

    /// A prefix on every element of SpreadsheetML.
    private static let prefixed: Change = { file in
        for name in ["xl/workbook.xml", WorkbookFile.sheetPart, "xl/sharedStrings.xml", "xl/styles.xml"] {
            file[name] = file[name]?.replacing("</", with: "§").replacing("<", with: "<x:").replacing("§", with: "</x:")
                .replacing("xmlns=", with: "xmlns:x=")
        }
    }

    private static let relationshipCases: [Case] = [
        Case("as it is") { _ in },
        Case("deflated") { $0.deflates = true },
        Case("absolute targets") { $0[list] = targets("/xl/worksheets/sheet1.xml", "/xl/sharedStrings.xml", "/xl/styles.xml") },
        Case("targets with dots") { $0[list] = targets("./worksheets/./sheet1.xml", "../xl/sharedStrings.xml", "x/../styles.xml") },
        Case("backslash targets") { $0[list] = targets("worksheets\\sheet1.xml", "\\xl\\sharedStrings.xml", "styles.xml") },
        Case("backslash names") { file in
            for (name, _) in file.parts where name.contains("/") { file.rename(name, to: name.replacing("/", with: "\\")) }
        },
        Case("names in other letters") { file in
            for (name, _) in file.parts { file.rename(name, to: name.uppercased()) }
        },
        Case("percent in a target") { file in
            file[list] = targets("worksheets/sheet%20%C3%A9.xml")
            file.rename(WorkbookFile.sheetPart, to: "xl/worksheets/sheet é.xml")
        },
        Case("invalid percent encoding") { file in
            file[list] = targets("worksheets/100%.xml")
            file.rename(WorkbookFile.sheetPart, to: "xl/worksheets/100%.xml")
        },
        Case("percent in a name") { file in
            file[list] = targets("worksheets/sheet%201.xml")
            file.rename(WorkbookFile.sheetPart, to: "xl/worksheets/sheet%201.xml")
        },
        Case("other names everywhere") { file in
            file["_rels/.rels"] = WorkbookFile.relationships([("a", "officeDocument", "book/b.xml")])
            file.rename("xl/workbook.xml", to: "book/b.xml")
            file.rename(list, to: "book/_rels/b.xml.rels")
            file["book/_rels/b.xml.rels"] = targets("s", "/t", "../u")
            file.rename(WorkbookFile.sheetPart, to: "book/s")
            file.rename("xl/sharedStrings.xml", to: "t")
            file.rename("xl/styles.xml", to: "u")
        },
        Case("no package relationships") { $0["_rels/.rels"] = nil },
        Case("no content types", strict: "opc.missing-part") { $0["[Content_Types].xml"] = nil },
        Case("relationship types of strict documents", change: strictly),
        Case("prefixes", change: prefixed),
        Case("strict and prefixed") { file in
            strictly(&file)
            prefixed(&file)
        },
        Case("no namespaces") { file in
            for (name, _) in file.parts where !name.hasPrefix("_rels") {
                file[name] = file[name]?.replacing("xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" ", with: "")
            }
        },
        Case("foreign namespace", "xml.malformed") { file in
            file[WorkbookFile.sheetPart] = sheet.replacing("spreadsheetml/2006/main", with: "wordprocessingml/2006/main")
        },
        Case("another r prefix") { file in
            file["xl/workbook.xml"] = file["xl/workbook.xml"]?.replacing("xmlns:r=", with: "xmlns:q=").replacing("r:id", with: "q:id")
        },
        Case("a sheet that leads out of the package", "opc.bad-relationship") { $0[list] = targets("../../etc/passwd") },
        Case("an external sheet", "opc.bad-relationship") {
            $0[list] = targets("http://192.0.2.1/s.xml").replacing("s.xml\"", with: "s.xml\" TargetMode=\"External\"")
        },
        Case("two relationships with one Id", "opc.bad-relationship") {
            $0[list] = $0[list]?.replacing("rId2", with: "rId1")
        },
        Case("no workbook", "opc.missing-part") { $0["xl/workbook.xml"] = nil },
        Case("no sheet", "opc.missing-part") { $0[WorkbookFile.sheetPart] = nil },
        Case("no shared strings", "sheet.bad-shared-string A1") { $0["xl/sharedStrings.xml"] = nil },
        Case("no styles", "A1=\"é\" B1=1.0") { $0["xl/styles.xml"] = nil },
        Case("styles without formats", "A1=\"é\" B1=1.0") { $0["xl/styles.xml"] = "<styleSheet \(WorkbookFile.namespaces)/>" },
        Case("broken styles", "xml.malformed") { $0["xl/styles.xml"] = "<styleSheet>" },
        Case("broken shared strings", "xml.malformed") { $0["xl/sharedStrings.xml"] = "<sst><si></sst>" },
        Case("shared strings that lie of their count") {
            $0["xl/sharedStrings.xml"] = $0["xl/sharedStrings.xml"]?.replacing("<sst", with: "<sst count=\"-1\" uniqueCount=\"4294967295\"")
        },
        Case("a lying dimension") {
            $0[WorkbookFile.sheetPart] = sheet.replacing("<sheetData", with: "<dimension ref=\"A1:XFD1048576\"/><sheetData")
        },
        Case("broken properties, drawings and themes") { file in
            file["docProps/core.xml"] = "<"
            file["xl/theme/theme1.xml"] = "<"
            file["xl/drawings/drawing1.xml"] = ""
        },
        Case("macros", strict: "format.macro") { $0["xl/vbaProject.bin"] = "" },
        Case("the name of a binary workbook beside") { $0["xl/workbook.bin"] = "" },
        Case("a text document", "format.not-a-workbook") { $0["word/document.xml"] = "" },
        Case("an OpenDocument text", "format.not-a-workbook") { $0["mimetype"] = "application/vnd.oasis.opendocument.text" },
    ]

    private static let declaration = "<?xml version=\"1.0\" encoding=\"%\" standalone=\"yes\"?>\r\n"

    private static func declared(_ encoding: String, _ bytes: @escaping @Sendable (String) -> [UInt8]) -> Change {
        { file in
            for name in ["xl/workbook.xml", WorkbookFile.sheetPart, "xl/sharedStrings.xml", "xl/styles.xml", list, "_rels/.rels"] {
                file.set(name, bytes(declaration.replacing("%", with: encoding) + (file[name] ?? "")))
            }
        }
    }

    private static let encodingCases: [Case] = [
        Case("UTF-8, declared", change: declared("UTF-8") { Array($0.utf8) }),
        Case("utf-8, declared", change: declared("utf-8") { Array($0.utf8) }),
        Case("UTF-8 with a mark", change: declared("UTF-8") { [0xEF, 0xBB, 0xBF] + Array($0.utf8) }),
        Case("UTF-8 with two marks", "xml.malformed", change: declared("UTF-8") { [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF] + Array($0.utf8) }),
        Case("UTF-16LE", change: declared("UTF-16") { WorkbookFile.utf16($0, littleEndian: true) }),
        Case("UTF-16BE", change: declared("UTF-16") { WorkbookFile.utf16($0, littleEndian: false) }),
        Case("UTF-16LE without a mark", change: declared("UTF-16") { WorkbookFile.utf16($0, littleEndian: true, mark: false) }),
        Case("UTF-16BE without a mark", change: declared("UTF-16") { WorkbookFile.utf16($0, littleEndian: false, mark: false) }),
        Case("UTF-16 of odd length", "xml.encoding", change: declared("UTF-16") { WorkbookFile.utf16($0, littleEndian: true) + [0] }),
        Case("UTF-16 with half a character", "xml.encoding") {
            $0.set(
                WorkbookFile.sheetPart,
                WorkbookFile.utf16("<a>", littleEndian: true) + [0x3D, 0xD8] + WorkbookFile.utf16("</a>", littleEndian: true, mark: false))
        },
        Case("UTF-16 that ends in half a character", "xml.encoding") {
            $0.set(WorkbookFile.sheetPart, WorkbookFile.utf16(sheet, littleEndian: true) + [0x3D, 0xD8])
        },
        // Whole as in pieces: the end is looked at before what is no XML.
        Case("UTF-16 that is no XML and ends in half a character", "xml.encoding") {
            $0.set(
                WorkbookFile.sheetPart,
                WorkbookFile.utf16(sheet.replacing("<sheetData>", with: "<sheetData <"), littleEndian: false) + [0x3E])
        },
        Case("UTF-32", "xml.encoding") { $0.set(WorkbookFile.sheetPart, sheet.unicodeScalars.flatMap { [UInt8($0.value), 0, 0, 0] }) },
        Case("UTF-32 the other way", "xml.encoding") {
            $0.set(WorkbookFile.sheetPart, sheet.unicodeScalars.flatMap { [0, 0, 0, UInt8($0.value)] })
        },
        Case("UTF-7", "xml.malformed") { $0[WorkbookFile.sheetPart] = "+ADw-worksheet+AD4-" },
        Case("Latin-1, declared", "xml.encoding", change: declared("ISO-8859-1") { Array($0.utf8) }),
        Case("UTF-16, declared in UTF-8", "xml.encoding", change: declared("UTF-16") { Array($0.utf8) }),
        Case("a declaration that hides its encoding", "xml.encoding") {
            $0[WorkbookFile.sheetPart] =
                "<?xml version=\"1.0\"\(String(repeating: " ", count: 1100))encoding=\"ISO-8859-1\"?>" + sheet
        },
        Case("bytes that are not UTF-8", "xml.malformed") {
            $0.set("xl/sharedStrings.xml", Array("<sst \(WorkbookFile.namespaces)><si><t>".utf8) + [0xE9] + Array("</t></si></sst>".utf8))
        },
        Case("an overlong character", "xml.malformed") {
            $0.set(
                "xl/sharedStrings.xml",
                Array("<sst \(WorkbookFile.namespaces)><si><t>".utf8) + [0xC0, 0x80] + Array("</t></si></sst>".utf8))
        },
        Case("an empty part", "xml.malformed") { $0[WorkbookFile.sheetPart] = "" },
        Case("a part of white space", "xml.malformed") { $0[WorkbookFile.sheetPart] = " \n" },
        Case("a part that is no XML", "xml.malformed") { $0[WorkbookFile.sheetPart] = "worksheet" },
        Case("a part that is another", "xml.malformed") { $0[WorkbookFile.sheetPart] = $0["xl/styles.xml"] },
        Case("a second root", "xml.malformed") { $0[WorkbookFile.sheetPart] = sheet + sheet },
        Case("a comment after the root") { $0[WorkbookFile.sheetPart] = sheet + "<!-- -->\n" },
        Case("a document type", "xml.doctype") { $0[WorkbookFile.sheetPart] = "<!DOCTYPE x>" + sheet },
        Case("a document type with entities", "xml.doctype") {
            $0["xl/sharedStrings.xml"] = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><sst><si><t>&e;</t></si></sst>"
        },
        Case("a document type in UTF-16", "xml.doctype") {
            $0.set("xl/workbook.xml", WorkbookFile.utf16("<!DOCTYPE x><x/>", littleEndian: false))
        },
        Case("an element declaration", "xml.malformed") { $0[WorkbookFile.sheetPart] = "<!ELEMENT x>" + sheet },
    ]

    @Test(arguments: relationshipCases + encodingCases) func workbooksGiveTheirCells(_ test: Case) {
        let file = Self.base.changed(test.change)
        // The rows before a fault have been given already; which of them is another matter.
        #expect(Reading.everyWay(file).values.prefixed(test.values) == test.values)
        #expect(Reading.everyWay(file.bytes, limits: .strict, ways: Reading.fewWays(seed: 2)).values.prefixed(test.strict) == test.strict)
    }

    // MARK: - The workbook part

    private static func book(_ workbook: String, _ more: [(id: String, kind: String, target: String)] = []) -> WorkbookFile {
        base.changed { file in
            file["xl/workbook.xml"] = workbook
            file[list] = WorkbookFile.relationships(
                [("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "sharedStrings", "sharedStrings.xml")] + more)
        }
    }

    @Test func sheetsHaveTheirOrderNamesAndVisibility() throws {
        let file = Self.book(
            WorkbookFile.workbook(
                """
                <sheet name="b &amp; é" sheetId="7" r:id="rId1"/><sheet name="a" state="hidden" r:id="c1"/><sheet name="" state="veryHidden" \
                r:id="m1"/><sheet name="x" state="odd" r:id="none"/><sheet name="y"/>
                """), [("c1", "chartsheet", "chartsheets/sheet1.xml"), ("m1", "worksheet", "worksheets/gone.xml")])
        let workbook = try Workbook(bytes: file.bytes)
        #expect(workbook.sheets.map(\.name) == ["b & é", "a", "", "x", "y"])
        #expect(workbook.sheets.map(\.visibility) == [.visible, .hidden, .veryHidden, .visible, .visible])
        #expect(workbook.sheets.map(\.kind) == [.worksheet, .other, .missing, .missing, .missing])
        #expect(workbook.sheet(named: "a")?.kind == .other)
        #expect(throws: SpreadsheetError(.noSuchSheet, "")) { _ = try workbook.rows(of: workbook.sheets[1]) }
        #expect(throws: SpreadsheetError(.missingPart, "")) { _ = try workbook.rows(of: workbook.sheets[2]) }
    }

    @Test func twoSheetsOfOnePartAreRefusedWhereLimitsAreStrict() throws {
        let bytes = Self.book(WorkbookFile.workbook("<sheet name=\"a\" r:id=\"rId1\"/><sheet name=\"b\" r:id=\"rId1\"/>")).bytes
        #expect(try Workbook(bytes: bytes).sheets.count == 2)
        #expect(throws: SpreadsheetError(.badRelationship, "")) { _ = try Workbook(bytes: bytes, limits: .strict) }
    }

    @Test func aWorkbookWithoutSheetsIsEmptyOrRefused() throws {
        let bytes = Self.book(WorkbookFile.workbook("")).bytes
        #expect(try Workbook(bytes: bytes).sheets.isEmpty)
        #expect(throws: SpreadsheetError(.noSheets, "")) { _ = try Workbook(bytes: bytes, limits: .strict) }
    }

    @Test(arguments: [
        ("", DateSystem.since1900), ("<workbookPr date1904=\"1\"/>", .since1904), ("<workbookPr date1904=\"false\"/>", .since1900),
    ])
    func theDateSystemIsTold(_ before: String, _ system: DateSystem) throws {
        let workbook = try Workbook(
            bytes: Self.book(WorkbookFile.workbook("<sheet name=\"a\" r:id=\"rId1\"/>", before: before), [("rId3", "styles", "styles.xml")])
                .bytes)
        #expect(workbook.dateSystem == system)
        var rows = try workbook.rows(of: workbook.sheets[0])
        #expect(try rows.next()?[column: 2] == .date(SerialDate(serial: 1, system: system)))
    }

    @Test func definedNamesAreRead() throws {
        let names = """
            <definedNames><definedName name="all">Feuil1!$A$1:<!-- -->$B$2</definedName><definedName name="_xlnm.Print_Area" \
            localSheetId="0" hidden="1" comment="c">a!$A$1&amp;"x"</definedName><definedName name="lost" localSheetId="9"/></definedNames>
            """
        let workbook = try Workbook(bytes: Self.book(WorkbookFile.workbook("<sheet name=\"a\" r:id=\"rId1\"/>", behind: names)).bytes)
        #expect(
            workbook.definedNames == [
                DefinedName("all", formula: "Feuil1!$A$1:$B$2"),
                DefinedName("_xlnm.Print_Area", formula: "a!$A$1&\"x\"", sheet: "a", isHidden: true, comment: "c"),
                DefinedName("lost", formula: ""),
            ])
    }

    @Test func propertiesAreRead() throws {
        let file = Self.base.changed { file in
            file["_rels/.rels"] = WorkbookFile.relationships([
                ("a", "officeDocument", "xl/workbook.xml"),
                ("b", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
                ("c", "extended-properties", "docProps/app.xml"), ("d", "custom-properties", "docProps/custom.xml"),
            ])
            file["docProps/core.xml"] = """
                <cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="urn:dc" xmlns:t="urn:t"><dc:title>T &amp; <![CDATA[U]]></dc:title>\
                <dc:creator>é</dc:creator><t:created>2020-08-21T14:30:00Z</t:created><t:modified>never</t:modified></cp:coreProperties>
                """
            file["docProps/app.xml"] = "<Properties xmlns=\"urn:e\"><Application>Dotations</Application><Company>C</Company></Properties>"
            file["docProps/custom.xml"] = """
                <Properties xmlns="urn:c" xmlns:vt="urn:vt"><property name="n"><vt:i4>-7</vt:i4></property><property name="b"><vt:bool>true\
                </vt:bool></property><property name="s"><vt:lpwstr>x</vt:lpwstr></property><property name="d"><vt:filetime>\
                2020-08-21T14:30:00Z</vt:filetime></property><property name="?"><vt:blob>AA</vt:blob></property></Properties>
                """
        }
        let moment = CivilDateTime(year: 2020, month: 8, day: 21, hour: 14, minute: 30)
        let properties = try Workbook(bytes: file.bytes).properties()
        #expect(
            properties
                == DocumentProperties(
                    title: "T & U", creator: "é", created: moment, application: "Dotations", company: "C",
                    custom: [.init("n", .number(-7)), .init("b", .boolean(true)), .init("s", .text("x")), .init("d", .date(moment))]))
        for damage in [Array("<x>".utf8), [], Array("<x>".utf8) + [0xFF]] {
            let damaged = file.changed { $0.set("docProps/core.xml", damage) }
            #expect(try Workbook(bytes: damaged.bytes).properties().application == "Dotations")
        }
        let hostile = file.changed { $0["docProps/core.xml"] = "<!DOCTYPE x><x/>" }
        #expect(throws: SpreadsheetError(.doctype, "")) { _ = try Workbook(bytes: hostile.bytes).properties() }
    }

    @Test func layoutIsRead() throws {
        let behind = """
            </sheetData><mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="nonsense"/><mergeCell ref=""/><mergeCell ref="$D$4:C3"/>\
            </mergeCells><hyperlinks><hyperlink ref="A1" r:id="h1"/><hyperlink ref="B1:B2" r:id="h1" location="x"/><hyperlink ref="C1" \
            location="a!A1"/><hyperlink ref="D1:XFD1048576" r:id="h1"/><hyperlink ref="E1" r:id="gone"/></hyperlinks><x:sheetData \
            xmlns:x="urn:x">
            """
        let rows = "<row r=\"1\"><c r=\"A1\"><f>1</f><v>1</v></c><c r=\"B1\"/><c r=\"C1\"/></row>" + behind
        let file = Self.base.changed { file in
            file[WorkbookFile.sheetPart] = WorkbookFile.worksheet(rows).replacing(
                "</sheetData></worksheet>", with: "</x:sheetData></worksheet>"
            )
            .replacing("<sheetData>", with: "<dimension ref=\"A1:C2\"/><sheetData>")
            file["xl/worksheets/_rels/sheet1.xml.rels"] = WorkbookFile.relationships([("h1", "hyperlink", "https://e.fr/?a&amp;b")])
        }
        let workbook = try Workbook(bytes: file.bytes)
        let layout = try workbook.layout(of: workbook.sheets[0])
        #expect(layout.dimension == CellRange("A1:C2"))
        #expect(layout.mergedCells == [CellRange("A1:B2"), CellRange("C3:D4")])
        func link(_ name: String) -> String? { CellReference(name).flatMap { layout.hyperlinks[$0] } }
        #expect(
            ["A1", "B1", "B2", "C1", "D1", "E1", "D2"].map(link) == [
                "https://e.fr/?a&b", "https://e.fr/?a&b#x", "https://e.fr/?a&b#x", "#a!A1", "https://e.fr/?a&b", "", nil,
            ])
        let cells = Reading.everyWay(file, options: [.hyperlinks, .formulas]).rows[0].cells
        #expect(cells.map(\.hyperlink) == ["https://e.fr/?a&b", "https://e.fr/?a&b#x", "#a!A1"])
        #expect(cells.map(\.formula) == ["1", nil, nil])
        #expect(Reading.everyWay(file, options: .hyperlinks).rows[0].cells.map(\.formula) == [nil, nil, nil])
    }

    @Test func hyperlinksOverManyCellsTakeBoundedMemory() throws {
        let links = (0..<300).map { "<hyperlink ref=\"A\($0 * 1000 + 1):J\($0 * 1000 + 1000)\" location=\"x\"/>" }.joined()
        let file = Self.base.changed { file in
            file[WorkbookFile.sheetPart] = Self.sheet.replacing("</worksheet>", with: "<hyperlinks>\(links)</hyperlinks></worksheet>")
        }
        let workbook = try Workbook(bytes: file.bytes)
        #expect(try workbook.layout(of: workbook.sheets[0]).hyperlinks.count == 100_000 + 290)
    }
}

extension String {
    /// Without the cell, where only a code is expected.
    fileprivate func prefixed(_ expected: String) -> String {
        expected.contains(" ") || expected.contains("=") ? self : String(prefix { $0 != " " })
    }
}
