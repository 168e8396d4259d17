import Spreadsheet
import TestSupport
import Testing

@Suite struct ODSFormatTests {
    private static let codes: [(style: String, code: String)] = [
        (#"<number:number-style style:name="N1"><number:number number:min-integer-digits="1"/></number:number-style>"#, "General"),
        (
            #"<number:number-style style:name="N1"><number:number number:decimal-places="0" number:min-integer-digits="1"/></number:number-style>"#,
            "0"
        ),
        (
            #"<number:number-style style:name="N1"><number:number number:decimal-places="2" number:min-integer-digits="1" number:grouping="true"/></number:number-style>"#,
            "#,##0.00"
        ),
        (
            #"<number:number-style style:name="N1"><number:number number:decimal-places="3" number:min-decimal-places="1" number:min-integer-digits="0" number:display-factor="1000"/></number:number-style>"#,
            "#.0##,"
        ),
        (
            #"<number:number-style style:name="N1"><number:number number:decimal-places="0" number:min-integer-digits="10"><number:embedded-text number:position="8"> </number:embedded-text><number:embedded-text number:position="6"> </number:embedded-text><number:embedded-text number:position="4"> </number:embedded-text><number:embedded-text number:position="2"> </number:embedded-text></number:number></number:number-style>"#,
            "00 00 00 00 00"
        ),
        (
            #"<number:percentage-style style:name="N1"><number:number number:decimal-places="1" number:min-integer-digits="1"/><number:text> %</number:text></number:percentage-style>"#,
            "0.0 %"
        ),
        (
            ##"<number:currency-style style:name="N1P0"><number:number number:decimal-places="2" number:min-integer-digits="1" number:grouping="true"/><number:text> </number:text><number:currency-symbol>€</number:currency-symbol></number:currency-style><number:currency-style style:name="N1"><style:text-properties fo:color="#ff0000"/><number:text>-</number:text><number:number number:decimal-places="2" number:min-integer-digits="1" number:grouping="true"/><number:text> </number:text><number:currency-symbol>€</number:currency-symbol><style:map style:condition="value()&gt;=0" style:apply-style-name="N1P0"/></number:currency-style>"##,
            #"#,##0.00 "€";[Red]-#,##0.00 "€""#
        ),
        (
            #"<number:number-style style:name="P0"><number:text>oui</number:text></number:number-style><number:number-style style:name="N1"><number:text>a"b</number:text><style:map style:condition="value()=1" style:apply-style-name="P0"/></number:number-style>"#,
            #"[=1]"oui";"a"\""b""#
        ),
        (
            #"<number:date-style style:name="N1"><number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>"#,
            "dd/mm/yyyy"
        ),
        (
            #"<number:date-style style:name="N1"><number:day-of-week number:style="long"/><number:text> </number:text><number:day/><number:text> </number:text><number:month number:textual="true" number:style="long"/><number:text> à </number:text><number:hours/><number:text>:</number:text><number:minutes number:style="long"/><number:text> </number:text><number:am-pm/></number:date-style>"#,
            #"dddd d mmmm" à "h:mm AM/PM"#
        ),
        (
            #"<number:time-style style:name="N1" number:truncate-on-overflow="false"><number:hours number:style="long"/><number:text>:</number:text><number:minutes number:style="long"/><number:text>:</number:text><number:seconds number:style="long" number:decimal-places="2"/></number:time-style>"#,
            "[hh]:mm:ss.00"
        ),
        (
            #"<number:number-style style:name="N1"><number:scientific-number number:decimal-places="2" number:min-integer-digits="1" number:min-exponent-digits="2" number:exponent-interval="3"/></number:number-style>"#,
            "##0.00E+00"
        ),
        (
            #"<number:number-style style:name="N1"><number:fraction number:min-integer-digits="0" number:min-numerator-digits="1" number:denominator-value="8"/></number:number-style>"#,
            "# ?/8"
        ),
        (
            #"<number:text-style style:name="N1"><number:text-content/><number:text> €</number:text></number:text-style>"#,
            #"@" €""#
        ),
    ]

    @Test(arguments: codes.indices) func aDataStyleIsAFormatCode(_ index: Int) throws {
        let (style, code) = Self.codes[index]
        let file = ODSFile(
            cells: ODSFile.number("1").replacing("<table:table-cell", with: "<table:table-cell table:style-name=\"ce1\"")
        ).changed {
            $0.automaticStyles =
                style + "<style:style style:name=\"ce1\" style:family=\"table-cell\" style:data-style-name=\"N1\"/>"
        }
        let cell = try #require(Reading.everyWay(file).rows.first?.cells.first)
        #expect(cell.format == code)
    }

    /// A cell has its own style, else its row's, else its column's; an automatic style has that of the one that it extends.
    @Test func stylesAreInherited() throws {
        let cell = "<table:table-cell office:value-type=\"float\" office:value=\"1\"/>"
        let styled = "<table:table-cell table:style-name=\"ce-avec-un-nom-long\" office:value-type=\"float\" office:value=\"1\"/>"
        let date = "<table:table-cell office:value-type=\"date\" office:date-value=\"2020-08-21\"/>"
        let body = ODSFile.table(
            """
            <table:table-column/><table:table-column table:number-columns-repeated="2" table:default-cell-style-name="Milliers"/>\
            <table:table-column table:number-columns-repeated="16381"/>\
            <table:table-row>\(cell + cell + styled + cell + date)</table:table-row>\
            <table:table-row table:default-cell-style-name="Jour">\(cell + cell + styled + cell + date)</table:table-row>\
            <table:table-row>\(cell + cell + styled + cell + date)</table:table-row>
            """)
        let file = ODSFile(body: body).changed {
            $0.styles = """
                <number:number-style style:name="N1"><number:number number:decimal-places="0" number:grouping="true"/></number:number-style>\
                <number:date-style style:name="N2"><number:year/></number:date-style>\
                <style:style style:name="Milliers" style:family="table-cell" style:data-style-name="N1"/>\
                <style:style style:name="Jour" style:family="table-cell" style:data-style-name="N2"/>\
                <style:style style:name="Boucle" style:family="table-cell" style:parent-style-name="Boucle"/>
                """
            $0.automaticStyles = """
                <number:number-style style:name="N1"><number:number number:decimal-places="1"/></number:number-style>\
                <style:style style:name="ce-avec-un-nom-long" style:family="table-cell" style:parent-style-name="Milliers"/>
                """
        }
        let rows = Reading.everyWay(file).rows
        #expect(
            rows.map { $0.cells.map(\.format) } == [
                ["General", "#,##0", "#,##0", "General", "mm-dd-yy"], ["yy", "yy", "#,##0", "yy", "yy"],
                ["General", "#,##0", "#,##0", "General", "mm-dd-yy"],
            ])
        #expect(rows[1].cells.map(\.kind) == [.date, .date, .number, .date, .date])
    }

    /// A number of days counts from another day there; only what is written as a date is one.
    @Test func numbersAreNoDatesSince1904() throws {
        let settings = "<table:calculation-settings><table:null-date table:date-value=\"1904-01-01\"/></table:calculation-settings>"
        let cells = """
            <table:table-cell table:style-name="ce1" office:value-type="float" office:value="1"/>\
            <table:table-cell table:style-name="ce1" office:value-type="date" office:date-value="1904-01-02"/>
            """
        let file = ODSFile(body: settings + ODSFile.table("<table:table-row/>" + ODSFile.row(cells))).changed {
            $0.automaticStyles = """
                <number:date-style style:name="N1"><number:year/></number:date-style>\
                <style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>
                """
        }
        #expect(Reading.everyWay(file).values == "A2=1.0 B2=@1463.0")
    }
}
