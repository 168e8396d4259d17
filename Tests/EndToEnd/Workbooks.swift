import Foundation
import Spreadsheet
import ZipContainer

extension Folder {
    /// A workbook with a value of every kind, gaps, a hidden row and hidden sheets.
    func writeEveryKind(to name: String = "kinds.xlsx") throws {
        var writer = try WorkbookWriter(path: url(name).path)
        writer.definedNames = [DefinedName("Total", formula: "Feuil1!$A$2")]
        writer.properties = DocumentProperties(title: "Essai", creator: "Zoé")
        let euros = try writer.style(CellStyle(numberFormat: NumberFormat(code: "#,##0.00\\ \"€\"")))
        let date = try writer.style(CellStyle(numberFormat: NumberFormat(code: "dd/mm/yyyy")))
        var sheet = try writer.addSheet(SheetSettings("Feuil1"))
        try sheet.append([.text("a\"\\\n\u{1}é😀"), .blank, .boolean(true), .error(.notAvailable), .blank])
        try sheet.append([.number(11_843_511), .number(-0.0), .number(0.1), .number(1e22), .number(-1234.5625), .number(1.0 / 3)])
        try sheet.beginRow(4, isHidden: true)
        try sheet.appendNumber(1234.5, style: euros)
        try sheet.appendNumber(44064, style: date)
        try sheet.appendFormula("1+1", value: .number(2))
        sheet = try writer.addSheet(SheetSettings("Masquée", visibility: .hidden))
        try sheet.append([.text("x")])
        sheet = try writer.addSheet(SheetSettings("Vide", visibility: .veryHidden))
        try writer.finish()
    }

    /// A workbook with one row of numbers.
    func writeNumbers(_ numbers: [Double], to name: String) throws {
        var writer = try WorkbookWriter(path: url(name).path)
        var sheet = try writer.addSheet(SheetSettings("Feuil1"))
        try sheet.append(numbers.map { .number($0) })
        try writer.finish()
    }

    /// The cells of a workbook's first sheet in a new one, some of them with another text, as a program writes them that drops everything else.
    func copyCells(of source: String, to target: String, with edits: [String: String]) throws {
        let file = try SheetFile(path: url(source).path)
        var rows = try file.rows(of: file.sheets[0])
        var writer = try WorkbookWriter(path: url(target).path)
        var sheet = try writer.addSheet(SheetSettings("Feuil1"))
        while let row = try rows.next() {
            try sheet.append(row.cells.map { cell in edits[cell.reference.description].map { .text($0) } ?? cell.value })
        }
        try writer.finish()
    }

    /// A workbook that names two worksheets, and holds the second alone.
    func writeBookThatLostASheet(to name: String) throws {
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let package = "http://schemas.openxmlformats.org/package/2006"
        let parts = [
            (
                "[Content_Types].xml",
                """
                <Types xmlns="\(package)/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>
                """
            ),
            (
                "_rels/.rels",
                """
                <Relationships xmlns="\(package)/relationships">\
                <Relationship Id="r1" Type="\(office)/officeDocument" Target="xl/workbook.xml"/></Relationships>
                """
            ),
            (
                "xl/workbook.xml",
                """
                <workbook xmlns="\(main)" xmlns:r="\(office)"><sheets><sheet name="Perdue" sheetId="1" r:id="r1"/>\
                <sheet name="Gardée" sheetId="2" r:id="r2"/></sheets></workbook>
                """
            ),
            (
                "xl/_rels/workbook.xml.rels",
                """
                <Relationships xmlns="\(package)/relationships"><Relationship Id="r1" Type="\(office)/worksheet" Target="s1.xml"/>\
                <Relationship Id="r2" Type="\(office)/worksheet" Target="s2.xml"/></Relationships>
                """
            ),
            ("xl/s2.xml", "<worksheet xmlns=\"\(main)\"><sheetData><row r=\"1\"><c r=\"A1\"><v>7</v></c></row></sheetData></worksheet>"),
        ]
        var archive = try ZipWriter(path: url(name).path)
        for (part, xml) in parts {
            try archive.begin(part)
            try archive.write(Array(xml.utf8))
            try archive.end()
        }
        try archive.finish()
    }
}
