/// The colours that a workbook's styles refer to by number (ECMA-376 part 1, 18.8.3).
struct ColorTable: Sendable {
    /// The indexed colours, of which a workbook may have its own (18.8.27).
    private let palette: [RGBColor]
    /// The colours of the theme, in the order in which styles number them.
    private let theme: [RGBColor]

    /// - Parameters:
    ///   - palette: The workbook's own indexed colours; an empty list for those that every spreadsheet has.
    ///   - theme: The theme's colours; an empty list for those of Excel 2007, which stand in for a missing theme.
    init(palette: [RGBColor] = [], theme: [RGBColor] = []) {
        self.palette = palette.isEmpty ? Self.usual : palette
        self.theme = theme.isEmpty ? Self.excel2007 : theme
    }

    /// The colour that an element names; nil for an automatic one, or one that does not exist.
    func color(_ element: borrowing XMLElement) -> RGBColor? {
        let base: RGBColor?
        if let digits = element.bytes("rgb") {
            base = Self.color(hexadecimal: digits)
        } else if let index = element.integer("theme") {
            base = theme.indices.contains(index) ? theme[index] : nil
        } else if let index = element.integer("indexed") {
            base = palette.indices.contains(index) ? palette[index] : nil
        } else {
            base = nil
        }
        guard let tint = element.bytes("tint").flatMap({ DecimalNumber.double($0) }), -1...1 ~= tint else { return base }
        return base?.tinted(tint)
    }

    /// The colour of six digits, or of eight whose first two are the opacity; nil for anything else.
    static func color(hexadecimal digits: UnsafeBufferPointer<UInt8>) -> RGBColor? {
        guard digits.count == 6 || digits.count == 8 else { return nil }
        var value: UInt32 = 0
        for digit in digits {
            guard let digit = hexadecimalValue(digit) else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return RGBColor(value)
    }

    private static let usual: [RGBColor] = {
        let first: [UInt32] = [0x00_0000, 0xFF_FFFF, 0xFF_0000, 0x00_FF00, 0x00_00FF, 0xFF_FF00, 0xFF_00FF, 0x00_FFFF]
        let others: [UInt32] = [
            0x80_0000, 0x00_8000, 0x00_0080, 0x80_8000, 0x80_0080, 0x00_8080, 0xC0_C0C0, 0x80_8080,
            0x99_99FF, 0x99_3366, 0xFF_FFCC, 0xCC_FFFF, 0x66_0066, 0xFF_8080, 0x00_66CC, 0xCC_CCFF,
            0x00_0080, 0xFF_00FF, 0xFF_FF00, 0x00_FFFF, 0x80_0080, 0x80_0000, 0x00_8080, 0x00_00FF,
            0x00_CCFF, 0xCC_FFFF, 0xCC_FFCC, 0xFF_FF99, 0x99_CCFF, 0xFF_99CC, 0xCC_99FF, 0xFF_CC99,
            0x33_66FF, 0x33_CCCC, 0x99_CC00, 0xFF_CC00, 0xFF_9900, 0xFF_6600, 0x66_6699, 0x96_9696,
            0x00_3366, 0x33_9966, 0x00_3300, 0x33_3300, 0x99_3300, 0x99_3366, 0x33_3399, 0x33_3333,
        ]
        return (first + first + others).map { RGBColor($0) }
    }()

    private static let excel2007: [RGBColor] = [
        0xFF_FFFF, 0x00_0000, 0xEE_ECE1, 0x1F_497D, 0x4F_81BD, 0xC0_504D, 0x9B_BB59, 0x80_64A2, 0x4B_ACC6, 0xF7_9646, 0x00_00FF, 0x80_0080,
    ].map { RGBColor($0) }
}

extension RGBColor {
    /// The colour with its lightness moved towards black (-1) or white (1), hue and saturation as they are (18.8.19).
    func tinted(_ tint: Double) -> RGBColor {
        let parts = [value >> 16 & 0xFF, value >> 8 & 0xFF, value & 0xFF].map { Double($0) / 255 }
        let (low, high) = (min(parts[0], parts[1], parts[2]), max(parts[0], parts[1], parts[2]))
        let lightness = (low + high) / 2
        let range = high - low
        let saturation = range == 0 ? 0 : range / (lightness <= 0.5 ? low + high : 2 - low - high)
        let moved = tint < 0 ? lightness * (1 + tint) : lightness + (1 - lightness) * tint
        // Between the darkest and the lightest part each keeps its place.
        let newRange = saturation * (moved <= 0.5 ? 2 * moved : 2 - 2 * moved)
        let newLow = moved - newRange / 2
        return RGBColor(
            parts.reduce(0) { result, part in
                let place = range == 0 ? 0 : (part - low) / range
                return result << 8 | UInt32(clamping: Int(((newLow + place * newRange) * 255).rounded()))
            })
    }
}
