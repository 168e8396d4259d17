import Spreadsheet
import TestSupport
import Testing

/// Styles of cells, as they are read.
@Suite struct CellStyleReadingTests {
    /// The styles of the cells of the first row.
    private static func styles(_ bytes: [UInt8], limits: ReadLimits = .standard) throws -> [CellStyle?] {
        let workbook = try Workbook(bytes: bytes, limits: limits)
        var rows = try workbook.rows(of: workbook.sheets[0], options: .styles)
        return try rows.next()?.cells.map(\.style) ?? []
    }

    /// Those of cells with each of the formats of a styles part.
    private static func styles(
        _ count: Int, _ content: String, theme: String? = nil, limits: ReadLimits = .standard
    ) throws -> [CellStyle?] {
        let cells = (0..<count).map { "<c s=\"\($0)\"><v>1</v></c>" }.joined()
        var file = WorkbookFile(
            sheet: WorkbookFile.cells(cells), styles: "<styleSheet \(WorkbookFile.namespaces)>\(content)</styleSheet>")
        if let theme {
            file["xl/theme/theme1.xml"] = theme
            file["xl/_rels/workbook.xml.rels"] = WorkbookFile.relationships([
                ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId3", "styles", "styles.xml"), ("rId4", "theme", "theme/theme1.xml"),
            ])
        }
        return try styles(file.bytes, limits: limits)
    }

    @Test func `what is written is read`() throws {
        let line = CellStyle.Border.Line(.dashDot, color: RGBColor(0x12_3456))
        let written = [
            CellStyle(),
            CellStyle(
                numberFormat: NumberFormat(code: "0.000\" é\""),
                font: .init(
                    name: "Arial & Co", size: 9.5, isBold: true, isItalic: true, underline: .doubleAccounting, isStruckThrough: true,
                    color: RGBColor(0xFE_DCBA)),
                fill: .init(.lightTrellis, foreground: .white, background: RGBColor(0x01_0203)),
                border: .init(left: line, right: .init(.thick), top: .init(.hair, color: .black), bottom: line),
                alignment: .init(horizontal: .centerContinuous, vertical: .distributed, wraps: true, shrinks: true, rotation: -37),
                isLocked: false, hidesFormula: true, hasQuotePrefix: true),
            CellStyle(fill: .solid(RGBColor(0xF8_CBAD)), alignment: .init(horizontal: .right, indent: 7, rotation: 90)),
        ]
        var writer = WorkbookWriter()
        let styles = try written.map { style throws(SpreadsheetError) in try writer.style(style) }
        var sheet = try writer.addSheet(SheetSettings("Feuil1"))
        try sheet.beginRow()
        for style in styles { try sheet.appendNumber(1, style: style) }
        let bytes = try writer.finish()
        #expect(try Self.styles(bytes) == written)
        // Nobody who did not ask for them has them.
        let workbook = try Workbook(bytes: bytes)
        let plain = try workbook.worksheet(workbook.sheets[0]).rows.flatMap(\.cells)
        #expect(plain.allSatisfy { $0.style == nil } && plain[1].numberFormat == written[1].numberFormat)
        #expect(
            try SheetFile(bytes: Array("a;b\n".utf8)).rows(of: SheetFile(bytes: Array("a;b\n".utf8)).sheets[0], options: .styles).isPlain())
    }

    @Test func `colours come from the theme, the palette and a tint`() throws {
        let names = ["dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink"]
        let values = ["", "", "44546A", "E7E6E6", "4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47", "0563C1", "954F72"]
        let colors = zip(names, values).map { name, value in
            let system = name == "dk1" ? "windowText\" lastClr=\"010203" : "window\" lastClr=\"FFFFFF"
            return "<a:\(name)>" + (value.isEmpty ? "<a:sysClr val=\"\(system)\"/>" : "<a:srgbClr val=\"\(value)\"/>") + "</a:\(name)>"
        }
        let theme = """
            <a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:clrScheme name="Office">\
            \(colors.joined())</a:clrScheme></a:themeElements></a:theme>
            """
        // What Excel shows for the tints of its menu of colours.
        let wanted: [(String, UInt32?)] = [
            ("theme=\"0\"", 0xFF_FFFF), ("theme=\"1\"", 0x01_0203), ("theme=\"2\"", 0xE7_E6E6), ("theme=\"3\"", 0x44_546A),
            ("theme=\"5\" tint=\"0.59999389629810485\"", 0xF8_CBAD), ("theme=\"4\" tint=\"0.79998168889431442\"", 0xD9_E1F2),
            ("theme=\"4\" tint=\"-0.249977111117893\"", 0x30_5496), ("theme=\"9\" tint=\"-0.499984740745262\"", 0x37_5623),
            ("theme=\"0\" tint=\"-0.14999847407452621\"", 0xD9_D9D9), ("theme=\"99\"", nil), ("theme=\"4\" tint=\"7\"", 0x44_72C4),
            ("rgb=\"80ABCDEF\"", 0xAB_CDEF), ("rgb=\"ABCDEF\"", 0xAB_CDEF), ("rgb=\"nonsense\"", nil), ("indexed=\"10\"", 0x0A_0B0C),
            ("indexed=\"64\"", nil), ("indexed=\"-1\"", nil), ("auto=\"1\"", nil), ("", nil),
        ]
        func content(_ palette: String) -> String {
            let fonts = wanted.map { "<font><color \($0.0)/></font>" }.joined()
            let formats = wanted.indices.map { "<xf fontId=\"\($0)\"/>" }.joined()
            return "<fonts>\(fonts)</fonts><cellXfs>\(formats)</cellXfs>" + palette
        }
        let palette =
            "<colors><indexedColors>" + (0..<70).map { _ in "<rgbColor rgb=\"FF0A0B0C\"/>" }.joined() + "</indexedColors></colors>"
        let read = try Self.styles(wanted.count, content(palette), theme: theme).map { $0?.font.color }
        for (read, (name, wanted)) in zip(read, wanted) {
            // Excel rounds its tints several times on the way.
            func part(_ color: UInt32?, _ shift: UInt32) -> Int { Int((color ?? 0) >> shift & 0xFF) }
            let distances = [16, 8, 0].map { (shift: UInt32) -> Int in abs(part(read?.value, shift) - part(wanted, shift)) }
            let distance = distances.max() ?? 0
            #expect((read == nil) == (wanted == nil) && distance <= (name.contains("tint") ? 2 : 0), "\(name)")
        }
        // Without a theme and a palette of its own, a workbook has those of Excel 2007.
        let usual = try Self.styles(wanted.count, content("")).map { $0?.font.color?.value }
        #expect(usual[3] == 0x1F_497D && usual[14] == 0xFF_0000)
    }

    @Test func `what a styles part leaves out is as in the normal style`() throws {
        let content = """
            <fonts><font/><font><b val="0"/><u val="none"/><sz val="0"/><name val="A_x0042_"/></font></fonts>\
            <fills><fill><patternFill/></fill><fill><gradientFill><stop position="0"><color rgb="FF000000"/></stop></gradientFill></fill>\
            <fill><patternFill patternType="solid"/></fill><fill><patternFill patternType="nonsense"><fgColor rgb="FF111111"/></patternFill></fill></fills>\
            <borders><border><start style="thin"/><left style="nonsense"><color rgb="FF000000"/></left><diagonal style="thin"/></border></borders>\
            <cellXfs><xf/><xf fontId="1" fillId="1"/><xf fontId="9" fillId="2" borderId="-1"><alignment horizontal="general" textRotation="255" indent="999"/></xf>\
            <xf fillId="3"><protection/></xf></cellXfs>
            """
        let line = CellStyle.Border(left: .init(.thin))
        #expect(
            try Self.styles(5, content) == [
                CellStyle(border: line), CellStyle(font: .init(name: "AB"), border: line),
                CellStyle(fill: .solid(.black), alignment: .init(indent: 250)), CellStyle(border: line), CellStyle(border: line),
            ])
        #expect(try Self.styles(1, "") == [CellStyle()])
        #expect(try Self.styles(WorkbookFile(sheet: WorkbookFile.cells("<c s=\"4\"/>")).bytes) == [CellStyle()])
    }

    @Test func `hostile styles are refused`() throws {
        var few = ReadLimits.standard
        few.styles = 5
        let fonts = "<fonts>" + String(repeating: "<font/>", count: 24) + "</fonts>"
        #expect(throws: SpreadsheetError(.tooManyStyles, "")) { _ = try Self.styles(1, fonts, limits: few) }
        #expect(throws: SpreadsheetError(.malformedXML, "")) { _ = try Self.styles(1, "<fonts><font></fonts>") }
        #expect(throws: SpreadsheetError(.doctype, "")) {
            _ = try Self.styles(1, "", theme: "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>")
        }
        #expect(
            try Self.styles(1, "<cellXfs><xf fontId=\"99999999999999999999\" fillId=\"-9223372036854775808\"/></cellXfs>") == [CellStyle()])
        #expect(try Self.styles(1, "", theme: "<x/>") == [CellStyle()])
    }
}

extension RowReader {
    /// Whether no cell has a style.
    fileprivate consuming func isPlain() throws -> Bool {
        var cells = 0
        while let row = try next() {
            cells += row.cells.count
            if row.cells.contains(where: { $0.style != nil }) { return false }
        }
        return cells > 0
    }
}
