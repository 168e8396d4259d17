extension StyleTable {
    /// The codes of formats that every spreadsheet has by number (ECMA-376 part 1, 18.8.30), and that mean the same everywhere.
    private static let builtInFormats: [String: Int] = [
        "General": 0, "0": 1, "0.00": 2, "#,##0": 3, "#,##0.00": 4, "0%": 9, "0.00%": 10, "0.00E+00": 11, "# ?/?": 12, "# ??/??": 13,
        "mm-dd-yy": 14, "d-mmm-yy": 15, "d-mmm": 16, "mmm-yy": 17, "h:mm AM/PM": 18, "h:mm:ss AM/PM": 19, "h:mm": 20, "h:mm:ss": 21,
        "m/d/yy h:mm": 22, "mm:ss": 45, "[h]:mm:ss": 46, "mmss.0": 47, "##0.0E+0": 48, "@": 49,
    ]

    /// Distinct values in the order of their first use.
    private struct Distinct<Value: Hashable> {
        private(set) var values: [Value] = []
        private var indexes: [Value: Int] = [:]

        mutating func index(of value: Value) -> Int {
            if let index = indexes[value] { return index }
            indexes[value] = values.count
            values.append(value)
            return values.count - 1
        }
    }

    /// Writes the styles part (18.8.39).
    func write(to stream: inout XMLWriter) {
        var formats: [String: Int] = [:]
        var customFormats = Distinct<String>()
        var fonts = Distinct<CellStyle.Font>()
        var fills = Distinct<CellStyle.Fill?>()
        var borders = Distinct<CellStyle.Border>()
        // Spreadsheets assume these first two fills.
        _ = fills.index(of: nil)
        _ = fills.index(of: CellStyle.Fill(.gray125, foreground: .black))
        let cells = styles.map { style in
            (
                style: style, format: Self.number(of: style.numberFormat.code, &formats, &customFormats), font: fonts.index(of: style.font),
                fill: fills.index(of: style.fill), border: borders.index(of: style.border)
            )
        }
        let differentialFormats = differentialStyles.map { Self.number(of: $0.numberFormat.code, &formats, &customFormats) }

        stream.begin("xl/styles.xml", contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml")
        stream.raw("<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">")
        if !customFormats.values.isEmpty {
            stream.list("numFmts", count: customFormats.values.count)
            for (offset, code) in customFormats.values.enumerated() { stream.numberFormat(164 + offset, code) }
            stream.raw("</numFmts>")
        }
        stream.list("fonts", count: fonts.values.count)
        for font in fonts.values { stream.font(font) }
        stream.raw("</fonts>")
        stream.list("fills", count: fills.values.count)
        for (index, fill) in fills.values.enumerated() { index == 1 ? stream.grayFill() : stream.fill(fill) }
        stream.raw("</fills>")
        stream.list("borders", count: borders.values.count)
        for border in borders.values { stream.border(border) }
        stream.raw("</borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>")
        stream.list("cellXfs", count: cells.count)
        for cell in cells { stream.cellFormat(cell.style, format: cell.format, font: cell.font, fill: cell.fill, border: cell.border) }
        stream.raw("</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>")
        stream.list("dxfs", count: differentialStyles.count)
        for (style, format) in zip(differentialStyles, differentialFormats) { stream.differentialFormat(style, format: format) }
        stream.raw("</dxfs><tableStyles count=\"0\" defaultTableStyle=\"TableStyleMedium9\" defaultPivotStyle=\"PivotStyleLight16\"/>")
        stream.raw("</styleSheet>")
        stream.end()
    }

    private static func number(of code: String, _ formats: inout [String: Int], _ custom: inout Distinct<String>) -> Int {
        if let number = builtInFormats[code] ?? formats[code] { return number }
        let number = 164 + custom.index(of: code)
        formats[code] = number
        return number
    }
}

extension XMLWriter {
    fileprivate mutating func list(_ name: StaticString, count: Int) {
        raw("<")
        raw(name)
        attribute("count", count)
        raw(">")
    }

    fileprivate mutating func numberFormat(_ number: Int, _ code: String) {
        raw("<numFmt")
        attribute("numFmtId", number)
        attribute("formatCode", code)
        raw("/>")
    }

    private mutating func color(_ name: StaticString, _ color: RGBColor) {
        raw("<")
        raw(name)
        attribute("rgb", color.hexadecimal)
        raw("/>")
    }

    /// A differential font has only what differs from the normal one, without name and size, which Excel ignores.
    fileprivate mutating func font(_ font: CellStyle.Font, isDifferential: Bool = false) {
        raw("<font>")
        if font.isBold { raw("<b/>") }
        if font.isItalic { raw("<i/>") }
        if font.isStruckThrough { raw("<strike/>") }
        if let underline = font.underline {
            raw("<u")
            if underline != .single { attribute("val", underline.rawValue) }
            raw("/>")
        }
        if !isDifferential {
            raw("<sz")
            attribute("val", font.size)
            raw("/>")
        }
        if let color = font.color { self.color("color", color) }
        if !isDifferential {
            raw("<name")
            attribute("val", font.name)
            raw("/><family val=\"2\"/>")
        }
        raw("</font>")
    }

    fileprivate mutating func grayFill() {
        raw("<fill><patternFill patternType=\"gray125\"/></fill>")
    }

    fileprivate mutating func fill(_ fill: CellStyle.Fill?, isDifferential: Bool = false) {
        guard let fill else { return raw("<fill><patternFill patternType=\"none\"/></fill>") }
        raw("<fill><patternFill")
        // The colour of a solid differential fill is its background colour.
        if isDifferential, fill.pattern == .solid {
            raw(">")
            color("bgColor", fill.foreground)
        } else {
            attribute("patternType", fill.pattern.rawValue)
            raw(">")
            color("fgColor", fill.foreground)
            if let background = fill.background {
                color("bgColor", background)
            } else if fill.pattern == .solid {
                raw("<bgColor indexed=\"64\"/>")
            }
        }
        raw("</patternFill></fill>")
    }

    fileprivate mutating func border(_ border: CellStyle.Border, isDifferential: Bool = false) {
        raw("<border>")
        line("left", border.left)
        line("right", border.right)
        line("top", border.top)
        line("bottom", border.bottom)
        raw(isDifferential ? "</border>" : "<diagonal/></border>")
    }

    private mutating func line(_ name: StaticString, _ line: CellStyle.Border.Line?) {
        raw("<")
        raw(name)
        guard let line else { return raw("/>") }
        attribute("style", line.style.rawValue)
        raw(">")
        if let color = line.color { self.color("color", color) } else { raw("<color auto=\"1\"/>") }
        raw("</")
        raw(name)
        raw(">")
    }

    fileprivate mutating func cellFormat(_ style: CellStyle, format: Int, font: Int, fill: Int, border: Int) {
        raw("<xf")
        attribute("numFmtId", format)
        attribute("fontId", font)
        attribute("fillId", fill)
        attribute("borderId", border)
        attribute("xfId", 0)
        attribute("quotePrefix", style.hasQuotePrefix)
        attribute("applyNumberFormat", format != 0)
        attribute("applyFont", font != 0)
        attribute("applyFill", fill != 0)
        attribute("applyBorder", border != 0)
        let hasAlignment = style.alignment != CellStyle.Alignment()
        let hasProtection = !style.isLocked || style.hidesFormula
        attribute("applyAlignment", hasAlignment)
        attribute("applyProtection", hasProtection)
        guard hasAlignment || hasProtection else { return raw("/>") }
        raw(">")
        if hasAlignment { alignment(style.alignment) }
        if hasProtection {
            raw("<protection")
            attribute("locked", style.isLocked, presumed: true)
            attribute("hidden", style.hidesFormula)
            raw("/>")
        }
        raw("</xf>")
    }

    private mutating func alignment(_ alignment: CellStyle.Alignment) {
        raw("<alignment")
        if let horizontal = alignment.horizontal {
            attribute("horizontal", horizontal.rawValue)
        } else if alignment.indent > 0 {
            // An indent needs a side.
            attribute("horizontal", "left")
        }
        if let vertical = alignment.vertical { attribute("vertical", vertical.rawValue) }
        // Downward rotations are 91 to 180 (18.8.1).
        if alignment.rotation != 0 { attribute("textRotation", alignment.rotation < 0 ? 90 - alignment.rotation : alignment.rotation) }
        attribute("wrapText", alignment.wraps)
        if alignment.indent > 0 { attribute("indent", alignment.indent) }
        attribute("shrinkToFit", alignment.shrinks)
        raw("/>")
    }

    fileprivate mutating func differentialFormat(_ style: CellStyle, format: Int) {
        raw("<dxf>")
        var font = style.font
        font.name = CellStyle.Font().name
        font.size = CellStyle.Font().size
        if font != CellStyle.Font() { self.font(font, isDifferential: true) }
        if format != 0 { numberFormat(format, style.numberFormat.code) }
        if let fill = style.fill { self.fill(fill, isDifferential: true) }
        if style.border != CellStyle.Border() { border(style.border, isDifferential: true) }
        raw("</dxf>")
    }
}
