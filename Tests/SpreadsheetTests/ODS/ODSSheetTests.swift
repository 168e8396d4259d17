import Spreadsheet
import TestSupport
import Testing

@Suite struct ODSSheetTests {
    private static let two = ODSFile.row(ODSFile.number("1")) + ODSFile.row(ODSFile.number("2"))

    @Test func rowsAndCellsRepeat() {
        let rows =
            """
            <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2" \
            office:value-type="string"><text:p>a<text:s/>b</text:p></table:table-cell></table:table-row>\
            <table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>\
            <table:table-row table:number-rows-repeated="2"><table:table-cell/>\(ODSFile.number("3"))</table:table-row>\
            <table:table-row table:number-rows-repeated="1048569"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
            """
        let reading = Reading.everyWay(ODSFile(rows: rows))
        #expect(reading.values == #"A1="a b" B1="a b" | A2="a b" B2="a b" | B6=3.0 | B7=3.0"#)
    }

    private static let limits: [(rows: String, fault: String)] = [
        // Empty, a sheet may be as large as it likes.
        (
            #"<table:table-row table:number-rows-repeated="2000000000"><table:table-cell table:number-columns-repeated="2000000000"/></table:table-row>"#,
            ""
        ),
        (
            #"<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/></table:table-row>"#,
            "limit.cells"
        ),
        (
            #"<table:table-row table:number-rows-repeated="1048577"><table:table-cell office:value-type="float" office:value="1"/></table:table-row>"#,
            "sheet.bad-ref A1"
        ),
        (
            #"<table:table-row><table:table-cell table:number-columns-repeated="16384"/>\#(ODSFile.number("1"))</table:table-row>"#,
            "sheet.bad-ref XFD1"
        ),
        (
            #"<table:table-row><table:table-cell table:number-columns-repeated="16383"/>\#(ODSFile.number("1"))</table:table-row>"#,
            "XFD1=1.0"
        ),
        (#"<table:table-row table:number-rows-repeated="0">\#(ODSFile.number("1"))</table:table-row>"#, "sheet.bad-value A1"),
        (#"<table:table-row table:number-rows-repeated="-1">\#(ODSFile.number("1"))</table:table-row>"#, "sheet.bad-value A1"),
        (#"<table:table-row><table:table-cell table:number-columns-repeated="abc"/></table:table-row>"#, "sheet.bad-value A1"),
        (
            #"<table:table-row><table:table-cell table:number-columns-repeated="100000000000000000000"/></table:table-row>"#,
            "sheet.bad-value A1"
        ),
    ]

    @Test(arguments: limits.indices) func repetitionsAreCounted(_ index: Int) {
        let (rows, fault) = Self.limits[index]
        #expect(Reading.everyWay(ODSFile(rows: rows)).values == fault)
        // Once more where a scanner reads it.
        let second = Reading.everyWay(ODSFile(rows: "<table:table-row/>" + rows))
        let moved =
            fault.hasPrefix("limit") ? fault.replacing("limit.cells", with: "sheet.bad-ref A2") : fault.replacing("1=1.0", with: "2=1.0")
        #expect(second.values == (moved.hasSuffix("1") ? moved.dropLast() + "2" : moved))
    }

    @Test func repeatedTextCountsAgainstTheLimits() {
        let text = String(repeating: "a", count: 30_000)
        let rows = """
            <table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="string"><text:p>\(text)</text:p>\
            </table:table-cell></table:table-row>
            """
        #expect(Reading.everyWay(ODSFile(rows: rows)).values == "limit.text A1")
        let wide = """
            <table:table-row><table:table-cell office:value-type="string" table:number-columns-repeated="16000"><text:p>\(text)</text:p>\
            </table:table-cell></table:table-row>
            """
        #expect(Reading.everyWay(ODSFile(rows: wide)).values == "limit.row-size A1")
    }

    @Test func rowsInGroupsAndHeadersAreRows() {
        let body = ODSFile.table(
            """
            <table:table-column-group><table:table-column/></table:table-column-group><table:table-header-rows>\
            \(ODSFile.row(ODSFile.number("1")))</table:table-header-rows><table:table-row-group table:display="false"><table:table-rows>\
            \(ODSFile.row(ODSFile.number("2")))\(ODSFile.row(ODSFile.number("3")))</table:table-rows></table:table-row-group>\
            <table:table-row table:visibility="collapse">\(ODSFile.number("4"))</table:table-row>\
            <table:table-row table:visibility="filter">\(ODSFile.number("5"))</table:table-row>\
            <table:table-row table:visibility="visible">\(ODSFile.number("6"))</table:table-row>
            """)
        let reading = Reading.everyWay(ODSFile(body: body))
        #expect(reading.values == "A1=1.0 | A2=2.0 | A3=3.0 | A4=4.0 | A5=5.0 | A6=6.0")
        #expect(reading.rows.map(\.isHidden) == [false, true, true, true, true, false])
    }

    /// What is skipped on the way to another sheet is as good as read.
    @Test func rowsOfOtherSheetsAreSkipped() {
        let first = ODSFile.table(
            """
            \(ODSFile.row(ODSFile.number("1")))<table:table-row-group>\(Self.two)</table:table-row-group>\(Self.two)\
            <table:table-header-rows>\(Self.two)</table:table-header-rows><table:table-row/>\(Self.two)<!-- </table:table-row> -->\
            <table:table-row table:style-name="a>b"><table:table-cell><table:table table:name="x">\(Self.two)</table:table></table:table-cell>\
            </table:table-row>\(Self.two)
            """, name: "A")
        let reading = Reading.everyWay(ODSFile(body: first + ODSFile.table(Self.two, name: "B")))
        #expect(reading.sheets.map(\.name) == ["A", "B"])
        #expect(reading.rows.filter { $0.sheet == "B" }.map(\.number) == [1, 2])
        #expect(reading.rows.filter { $0.sheet == "A" }.map(\.number) == [1, 2, 3, 4, 5, 6, 7, 9, 10, 12, 13])
    }

    /// Deleted cells, tables within cells, drawings and the like are no cells of the sheet.
    @Test func onlyCellsOfTheSheetAreRead() {
        let inner = ODSFile.table(Self.two, name: "intérieur")
        let body = """
            <table:tracked-changes><table:deletion table:id="1"><table:cell-content-deletion>\
            <table:change-track-table-cell office:value-type="float" office:value="9"/></table:cell-content-deletion></table:deletion>\
            </table:tracked-changes>
            """
            + ODSFile.table(
                "<table:shapes><table:table>\(Self.two)</table:table></table:shapes><table:table-row>\(ODSFile.number("1"))"
                    + "<table:table-cell>\(inner)</table:table-cell><table:covered-table-cell office:value-type=\"float\" "
                    + "office:value=\"2\"><text:p>2</text:p></table:covered-table-cell></table:table-row>"
                    + "<table:table-row><table:table-cell>\(inner)</table:table-cell>\(ODSFile.number("3"))</table:table-row>")
            + "<table:dde-links><table:dde-link>\(inner)</table:dde-link></table:dde-links>"
        let reading = Reading.everyWay(ODSFile(body: body))
        #expect(reading.values == "A1=1.0 C1=2.0 | B2=3.0")
        #expect(reading.sheets.map(\.name) == ["Feuil1"])
    }

    @Test func everySheetIsReadInAnyOrder() throws {
        let tables = (1...4).map { number in
            ODSFile.table((1...3).map { ODSFile.row(ODSFile.number("\(number * 10 + $0)")) }.joined(), name: "F\(number)")
        }
        let workbook = try Workbook(bytes: ODSFile(body: tables.joined()).bytes)
        #expect(workbook.sheets.map(\.name) == ["F1", "F2", "F3", "F4"])
        for order in [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2]] {
            for index in order {
                var rows = try workbook.rows(of: workbook.sheets[index])
                var values: [Double?] = []
                while let row = try rows.next() { values.append(row[column: 1].number) }
                #expect(values == (1...3).map { Double((index + 1) * 10 + $0) })
            }
        }
        // Two at the same time, and one that is given up.
        var first = try workbook.rows(of: workbook.sheets[0])
        var second = try workbook.rows(of: workbook.sheets[1])
        #expect(try first.next()?[column: 1].number == 11 && second.next()?[column: 1].number == 21)
        var third = try workbook.rows(of: workbook.sheets[2])
        #expect(try first.next()?[column: 1].number == 12 && third.next()?[column: 1].number == 31)
        #expect(try second.next()?[column: 1].number == 22)
    }

    @Test func aHiddenSheetIsSo() {
        let file = ODSFile(
            body: "<table:table table:name=\"A\" table:style-name=\"ta1\"/><table:table table:name=\"B\" table:style-name=\"ta2\"/>"
        ).changed {
            $0.automaticStyles = """
                <style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>\
                <style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>
                """
        }
        #expect(Reading.everyWay(file).sheets.map(\.visibility) == [.visible, .hidden])
    }

    @Test func linksMergesAndFormulasAreRead() throws {
        let cells = """
            <table:table-cell office:value-type="string" table:number-columns-spanned="2" table:number-rows-spanned="3"><text:p>\
            <text:a xlink:href="https://exemple.fr/?a=1&amp;b=2">un</text:a></text:p></table:table-cell><table:covered-table-cell/>\
            <table:table-cell office:value-type="string"><text:p><text:a xlink:href="#Feuil1.A1">deux</text:a></text:p></table:table-cell>\
            <table:table-cell table:formula="of:=SUM([.A1:.B2];[$'L''été'.C3])&amp;&quot;;[&quot;" office:value-type="float" \
            office:value="3"/>
            """
        let file = ODSFile(cells: cells)
        let workbook = try Workbook(bytes: file.bytes)
        let layout = try workbook.layout(of: workbook.sheets[0])
        #expect(layout.mergedCells.map(\.description) == ["A2:B4"])
        let links = ["A2": "https://exemple.fr/?a=1&b=2", "C2": "#Feuil1!A1"]
        #expect(Dictionary(uniqueKeysWithValues: layout.hyperlinks.map { ($0.key.description, $0.value) }) == links)
        let row = try #require(Reading.everyWay(file, options: [.hyperlinks, .formulas]).rows.first)
        #expect(row.cells.map(\.hyperlink) == [links["A2"], links["C2"], nil])
        #expect(row.cells.map(\.formula) == [nil, nil, "SUM(A1:B2,'L''été'!C3)&\";[\""])
    }

    @Test func definedNamesAreRead() throws {
        let file = ODSFile(
            body: "<table:table table:name=\"Feuil1\"><table:named-expressions><table:named-expression table:name=\"b\" "
                + "table:expression=\"[.A1]+1\"/></table:named-expressions>\(Self.two)</table:table><table:named-expressions>"
                + "<table:named-range table:name=\"a\" table:cell-range-address=\"$Feuil1.$A$1:.$B$2\"/></table:named-expressions>")
        let names = try Workbook(bytes: file.bytes).definedNames
        #expect(names == [DefinedName("b", formula: "A1+1", sheet: "Feuil1"), DefinedName("a", formula: "Feuil1!$A$1:$B$2")])
    }

    @Test func propertiesAreRead() throws {
        let file = ODSFile(rows: Self.two).changed {
            $0.properties = """
                <meta:generator>LibreOffice</meta:generator><dc:title>Titre</dc:title><dc:creator>B</dc:creator>\
                <meta:initial-creator>A</meta:initial-creator><meta:creation-date>2024-06-07T08:09:10.5</meta:creation-date>\
                <meta:keyword>un</meta:keyword><meta:keyword>deux</meta:keyword>\
                <meta:user-defined meta:name="t">texte</meta:user-defined>\
                <meta:user-defined meta:name="n" meta:value-type="float">1.5</meta:user-defined>\
                <meta:user-defined meta:name="b" meta:value-type="boolean">true</meta:user-defined>\
                <meta:user-defined meta:name="d" meta:value-type="date">2024-06-07T08:09:10</meta:user-defined>
                """
        }
        let date = CivilDateTime(year: 2024, month: 6, day: 7, hour: 8, minute: 9, second: 10)
        var exact = date
        exact.millisecond = 500
        let expected = DocumentProperties(
            title: "Titre", creator: "A", keywords: "un, deux", lastModifiedBy: "B", created: exact, application: "LibreOffice",
            custom: [.init("t", .text("texte")), .init("n", .number(1.5)), .init("b", .boolean(true)), .init("d", .date(date))])
        #expect(try Workbook(bytes: file.bytes).properties() == expected)
        #expect(try Workbook(bytes: file.flatBytes).properties() == expected)
        #expect(try Workbook(bytes: file.changed { $0.parts = [("meta.xml", "<")] }.bytes).properties() == DocumentProperties())
    }
}
