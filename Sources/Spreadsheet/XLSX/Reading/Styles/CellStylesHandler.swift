/// Reads fonts, fills, borders, cell formats and differential formats of a styles part (ECMA-376 part 1, 18.8.39).
final class CellStylesHandler: XMLHandler {
    private enum Level {
        case styleSheet, list, font, fill, pattern, border, line, format, differential
    }

    private(set) var lists = CellStyles.Lists()
    private let colors: ColorTable
    private let limits: ReadLimits
    private var levels: [Level] = []
    private var count = 0

    private var font = CellStyle.Font()
    private var fill: CellStyle.Fill?
    private var pattern = (kind: CellStyle.Fill.Pattern?.none, foreground: RGBColor?.none, background: RGBColor?.none)
    private var border = CellStyle.Border()
    private var line: (side: WritableKeyPath<CellStyle.Border, CellStyle.Border.Line?>, line: CellStyle.Border.Line)?
    private var format = CellStyles.Format()
    private var differential = CellStyle()

    init(colors: ColorTable, limits: ReadLimits) {
        self.colors = colors
        self.limits = limits
    }

    override func start(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        let level: Level? =
            switch levels.last {
            case nil: element.isMain("styleSheet") ? .styleSheet : nil
            case .styleSheet: Self.isList(element) ? .list : nil
            case .list, .differential: try item(element)
            case .font: font(element)
            case .fill: element.isMain("patternFill") ? pattern(element) : nil
            case .pattern: color(element)
            case .border: side(element)
            case .line: color(ofLine: element)
            case .format: detail(element)
            }
        if let level { levels.append(level) } else { skippedDepth = 1 }
    }

    override func end() throws(SpreadsheetError) {
        let level = levels.popLast()
        let isDifferential = levels.last == .differential
        switch level {
        case .font: isDifferential ? differential.font = font : lists.fonts.append(font)
        case .fill: isDifferential ? differential.fill = fill : lists.fills.append(fill)
        case .border: isDifferential ? differential.border = border : lists.borders.append(border)
        case .pattern: endPattern(isDifferential: levels.dropLast().last == .differential)
        case .line: if let line { border[keyPath: line.side] = line.line }
        case .format: lists.formats.append(format)
        case .differential: lists.differentials.append(differential)
        case .styleSheet, .list, nil: break
        }
    }

    private static func isList(_ element: borrowing XMLElement) -> Bool {
        element.isMain("fonts") || element.isMain("fills") || element.isMain("borders") || element.isMain("cellXfs")
            || element.isMain("dxfs")
    }

    /// Begins an item of one of the lists, or a part of a differential format.
    private func item(_ element: borrowing XMLElement) throws(SpreadsheetError) -> Level? {
        count += 1
        // Of each cell format there may be a font, a fill and a border.
        try limits.checkStyles(count / 4)
        if element.isMain("font") {
            font = CellStyle.Font()
            return .font
        }
        if element.isMain("fill") {
            fill = nil
            return .fill
        }
        if element.isMain("border") {
            border = CellStyle.Border()
            return .border
        }
        guard levels.last == .list else {
            if element.isMain("numFmt"), let code = element.string("formatCode") { differential.numberFormat = NumberFormat(code: code) }
            return nil
        }
        if element.isMain("xf") {
            format = CellStyles.Format(
                font: element.integer("fontId") ?? 0, fill: element.integer("fillId") ?? 0, border: element.integer("borderId") ?? 0,
                hasQuotePrefix: element.boolean("quotePrefix") ?? false)
            return .format
        }
        guard element.isMain("dxf") else { return nil }
        differential = CellStyle()
        return .differential
    }

    // MARK: Fonts

    private func font(_ element: borrowing XMLElement) -> Level? {
        if element.isMain("b") { font.isBold = element.boolean("val") ?? true }
        if element.isMain("i") { font.isItalic = element.boolean("val") ?? true }
        if element.isMain("strike") { font.isStruckThrough = element.boolean("val") ?? true }
        if element.isMain("u") { font.underline = .init(rawValue: element.string("val") ?? "single") }
        if element.isMain("sz"), let size = element.bytes("val").flatMap({ DecimalNumber.double($0) }), 1...409 ~= size { font.size = size }
        if element.isMain("name"), let name = element.string("val") { font.name = TextDecoding.unescaped(name) }
        if element.isMain("color") { font.color = colors.color(element) }
        return nil
    }

    // MARK: Fills

    private func pattern(_ element: borrowing XMLElement) -> Level {
        pattern = (element.string("patternType").flatMap { .init(rawValue: $0) }, nil, nil)
        // The pattern of a differential fill is solid unless it says otherwise (18.8.20).
        if levels.dropLast().last == .differential, element.bytes("patternType") == nil { pattern.kind = .solid }
        return .pattern
    }

    private func color(_ element: borrowing XMLElement) -> Level? {
        if element.isMain("fgColor") { pattern.foreground = colors.color(element) }
        if element.isMain("bgColor") { pattern.background = colors.color(element) }
        return nil
    }

    private func endPattern(isDifferential: Bool) {
        guard let kind = pattern.kind else { return }
        guard kind == .solid else {
            fill = .init(kind, foreground: pattern.foreground ?? .black, background: pattern.background)
            return
        }
        // The colour of a solid differential fill is its background colour; that of any other is not seen.
        fill = .solid((isDifferential ? pattern.background ?? pattern.foreground : pattern.foreground) ?? .black)
    }

    // MARK: Borders

    private func side(_ element: borrowing XMLElement) -> Level? {
        guard let style = element.string("style").flatMap({ CellStyle.Border.LineStyle(rawValue: $0) }) else { return nil }
        let side: WritableKeyPath<CellStyle.Border, CellStyle.Border.Line?>
        if element.isMain("left") || element.isMain("start") {
            side = \.left
        } else if element.isMain("right") || element.isMain("end") {
            side = \.right
        } else if element.isMain("top") {
            side = \.top
        } else if element.isMain("bottom") {
            side = \.bottom
        } else {
            return nil
        }
        line = (side, .init(style))
        return .line
    }

    private func color(ofLine element: borrowing XMLElement) -> Level? {
        if element.isMain("color") { line?.line.color = colors.color(element) }
        return nil
    }

    // MARK: Cell formats

    private func detail(_ element: borrowing XMLElement) -> Level? {
        if element.isMain("protection") {
            format.isLocked = element.boolean("locked") ?? true
            format.hidesFormula = element.boolean("hidden") ?? false
        }
        if element.isMain("alignment") {
            let turn = element.integer("textRotation") ?? 0
            format.alignment = .init(
                horizontal: element.string("horizontal").flatMap { .init(rawValue: $0) },
                vertical: element.string("vertical").flatMap { .init(rawValue: $0) }, wraps: element.boolean("wrapText") ?? false,
                shrinks: element.boolean("shrinkToFit") ?? false, indent: min(max(element.integer("indent") ?? 0, 0), 250),
                // Downward rotations are 91 to 180; 255 is text from top to bottom, which is not read.
                rotation: 0...90 ~= turn ? turn : 91...180 ~= turn ? 90 - turn : 0)
        }
        return nil
    }
}
