extension StyleTable {
    /// The codes of formats that every spreadsheet has by number (ECMA-376 part 1, 18.8.30), and that mean the same everywhere.
    static let builtInFormats: [String: Int] = {
        var numbers: [String: Int] = [:]
        for number in [0...4, 9...22, 45...49].joined() { numbers[NumberFormat.builtIn(id: number)?.code ?? ""] = number }
        return numbers
    }()

    /// Writes the styles part (18.8.39).
    func write(to stream: inout XMLWriter) {
        var formats = Distinct<String>()
        var fonts = Distinct<CellStyle.Font>()
        // Spreadsheets assume these first two fills.
        var fills = Distinct<CellStyle.Fill?>([nil, CellStyle.Fill(.gray125, foreground: .black)])
        var borders = Distinct<CellStyle.Border>()
        func number(of format: NumberFormat) -> Int { Self.builtInFormats[format.code] ?? 164 + formats.index(of: format.code) }
        let cells = styles.values.map { style in
            (
                style: style, format: number(of: style.numberFormat), font: fonts.index(of: style.font), fill: fills.index(of: style.fill),
                border: borders.index(of: style.border)
            )
        }
        let differentials = differentialStyles.values.map { (style: $0, format: number(of: $0.numberFormat)) }

        stream.begin("xl/styles.xml", contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml")
        stream.raw("<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">")
        if !formats.values.isEmpty {
            stream.list("numFmts", Array(formats.values.enumerated())) { $0.numberFormat(164 + $1.offset, $1.element) }
        }
        stream.list("fonts", fonts.values) { $0.font($1) }
        stream.list("fills", Array(fills.values.enumerated())) { $1.offset == 1 ? $0.grayFill() : $0.fill($1.element) }
        stream.list("borders", borders.values) { $0.border($1) }
        stream.raw("<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>")
        stream.list("cellXfs", cells) { $0.cellFormat($1.style, format: $1.format, font: $1.font, fill: $1.fill, border: $1.border) }
        stream.raw("<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>")
        stream.list("dxfs", differentials) { $0.differentialFormat($1.style, format: $1.format) }
        stream.raw("<tableStyles count=\"0\" defaultTableStyle=\"TableStyleMedium9\" defaultPivotStyle=\"PivotStyleLight16\"/>")
        stream.raw("</styleSheet>")
        stream.end()
    }
}

extension XMLWriter {
    mutating func numberFormat(_ number: Int, _ code: String) {
        raw("<numFmt")
        attribute("numFmtId", number)
        attribute("formatCode", code)
        raw("/>")
    }

    /// What a typeface is written for. A differential one has only what differs from the normal one, without name and size, which Excel
    /// ignores; that of a run has names of its own (18.4.7).
    enum FontUse {
        case ofCell, differential, ofRun
    }

    mutating func font(_ font: CellStyle.Font, as use: FontUse = .ofCell) {
        raw(use == .ofRun ? "<rPr>" : "<font>")
        if font.isBold { raw("<b/>") }
        if font.isItalic { raw("<i/>") }
        if font.isStruckThrough { raw("<strike/>") }
        if let underline = font.underline {
            raw("<u")
            if underline != .single { attribute("val", underline.rawValue) }
            raw("/>")
        }
        if use != .differential {
            raw("<sz")
            attribute("val", font.size)
            raw("/>")
        }
        if let color = font.color { element("color", "rgb", color.hexadecimal) }
        if use != .differential {
            element(use == .ofRun ? "rFont" : "name", "val", font.name)
            raw("<family val=\"2\"/>")
        }
        raw(use == .ofRun ? "</rPr>" : "</font>")
    }

    mutating func grayFill() {
        raw("<fill><patternFill patternType=\"gray125\"/></fill>")
    }

    mutating func fill(_ fill: CellStyle.Fill?, isDifferential: Bool = false) {
        guard let fill else { return raw("<fill><patternFill patternType=\"none\"/></fill>") }
        raw("<fill><patternFill")
        // The colour of a solid differential fill is its background colour.
        if isDifferential, fill.pattern == .solid {
            raw(">")
            element("bgColor", "rgb", fill.foreground.hexadecimal)
        } else {
            attribute("patternType", fill.pattern.rawValue)
            raw(">")
            element("fgColor", "rgb", fill.foreground.hexadecimal)
            if let background = fill.background {
                element("bgColor", "rgb", background.hexadecimal)
            } else if fill.pattern == .solid {
                raw("<bgColor indexed=\"64\"/>")
            }
        }
        raw("</patternFill></fill>")
    }

    mutating func border(_ border: CellStyle.Border, isDifferential: Bool = false) {
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
        if let color = line.color { element("color", "rgb", color.hexadecimal) } else { raw("<color auto=\"1\"/>") }
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

    mutating func alignment(_ alignment: CellStyle.Alignment) {
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
        if font != CellStyle.Font() { self.font(font, as: .differential) }
        if format != 0 { numberFormat(format, style.numberFormat.code) }
        if let fill = style.fill { self.fill(fill, isDifferential: true) }
        if style.border != CellStyle.Border() { border(style.border, isDifferential: true) }
        raw("</dxf>")
    }
}
