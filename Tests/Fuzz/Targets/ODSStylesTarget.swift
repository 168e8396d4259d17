import TestSupport

@testable import Spreadsheet

/// Styles of OpenDocument: any text for the list of styles gives format codes, in time in proportion to its length.
enum ODSStylesTarget: FuzzTarget {
    static let name = "ods-styles"
    static let isXML = true
    static let words =
        xmlWords + [
            "<number:number-style style:name=\"N1\">", "</number:number-style>", "<number:number", " number:decimal-places=\"2\"",
            " number:min-integer-digits=\"", " number:grouping=\"true\"", "<number:text>", "</number:text>", "<number:embedded-text",
            " number:position=\"2\"", "<number:date-style style:name=\"N1\">", "<number:day/>", "<number:month/>", "<number:hours/>",
            "<number:scientific-number", "<number:fraction", "<style:map style:condition=\"value()&gt;=0\" style:apply-style-name=\"",
            "<style:style style:name=\"a\" style:family=\"table-cell\"", " style:parent-style-name=\"", " style:data-style-name=\"N1\"",
            "<number:fill-character>", " number:display-factor=\"1000\"", "<number:currency-symbol>",
        ]

    private static let namespaces = """
        xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" \
        xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" \
        xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
        """

    static func seeds() -> [[UInt8]] {
        [
            """
            <number:number-style style:name="N1"><number:number number:decimal-places="2" number:min-integer-digits="10" \
            number:grouping="true"><number:embedded-text number:position="2"> </number:embedded-text></number:number><number:text>€</number:text>\
            <style:map style:condition="value()&gt;=0" style:apply-style-name="N2"/></number:number-style>\
            <number:date-style style:name="N2"><number:day number:style="long"/><number:text>/</number:text></number:date-style>\
            <style:style style:name="a" style:family="table-cell" style:data-style-name="N1"/>\
            <style:style style:name="b" style:family="table-cell" style:parent-style-name="a"/>
            """
        ].map { Array($0.utf8) }
    }

    static func run(_ input: [UInt8]) {
        let document =
            Array("<office:document-styles \(namespaces)><office:styles>".utf8) + input
            + Array("</office:styles></office:document-styles>".utf8)
        let reader = ODSStyleReader(limits: .strict)
        do {
            try part(document, pieces: .whole).parse(into: ODSStylesPartHandler(reader), limits: .strict)
        } catch {
            return
        }
        let (styles, _) = reader.styles()
        for format in styles.formats { _ = format.text(for: .number(1234.5)) }
    }
}
