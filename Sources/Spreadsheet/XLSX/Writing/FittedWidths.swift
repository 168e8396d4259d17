/// The widths of columns that fit what is written into them, in pixels of a screen with 96 dots an inch.
struct FittedWidths {
    /// The widest cell of each column that fits, from column 1; nil for other columns.
    private var pixels: [Int?] = []

    /// As many columns as the head of a sheet has room for.
    static let limit = 256

    var isActive: Bool { !pixels.isEmpty }

    init(_ settings: [ColumnSettings] = []) {
        for columns in settings where columns.fitsContents {
            for column in columns.columns {
                while pixels.count < column { pixels.append(nil) }
                pixels[column - 1] = 0
            }
        }
    }

    func fits(_ column: Int) -> Bool { column <= pixels.count && pixels[column - 1] != nil }

    mutating func note(_ width: Int, column: Int) {
        guard let known = pixels[column - 1], width > known else { return }
        pixels[column - 1] = width
    }

    /// The width of a column as files have it (18.3.1.13), with the margins of a cell; nil if nothing was written.
    subscript(column: Int) -> Double? {
        guard fits(column), let width = pixels[column - 1], width > 0 else { return nil }
        let margins = 7
        return min(Double((width + margins) * 256 / Self.digit) / 256, 255)
    }

    /// The width of a digit of Calibri 11, by which columns are measured.
    private static let digit = 7

    /// The pixels of the longest line of a text: those of Calibri 11 for ASCII, the usual ones for other letters, two digits for an ideograph.
    static func pixels(of text: UnsafeBufferPointer<UInt8>) -> Int {
        var (longest, line) = (0, 0)
        for byte in text {
            switch byte {
            case 0x0A: line = 0
            case 0x20..<0x7F: line += Int(widths[Int(byte) - 0x20])
            // The first byte of a character; more follow.
            case 0xC0..<0xE1: line += 8
            case 0xE1...: line += 2 * digit
            default: break
            }
            longest = max(longest, line)
            // A column is no wider.
            if longest > 255 * digit { break }
        }
        return longest
    }

    /// The pixels of the characters from space to tilde.
    private static let widths: [UInt8] = {
        let byWidth: [(UInt8, String)] = [
            (3, " '"), (4, ",.:;I`ijl"), (5, "!()-J[]frt{}"), (6, "\"/L\\csz"), (8, "BCKPRXbdehnopqu"), (9, "ADGHUV"), (10, "&NOQ"),
            (11, "%w"), (12, "Mm"), (13, "@W"),
        ]
        var widths = [UInt8](repeating: 7, count: 95)
        for (width, characters) in byWidth { for byte in characters.utf8 { widths[Int(byte) - 0x20] = width } }
        return widths
    }()
}

extension SheetWriter {
    /// Lets the column of the last written cell be as wide as its value is shown.
    @inline(never)
    mutating func fit(_ value: CellValue, style: UInt32) {
        guard output.pointee.fittedWidths.fits(row.column) else { return }
        var shown: [UInt8] = []
        styles.styles.values[Int(style)].numberFormat.appendText(for: value, dateSystem: output.pointee.options.dateSystem, to: &shown)
        shown.withUnsafeBufferPointer { fit($0, style: style) }
    }

    @inline(never)
    mutating func fit(_ shown: UnsafeBufferPointer<UInt8>, style: UInt32) {
        guard output.pointee.fittedWidths.fits(row.column) else { return }
        let font = styles.styles.values[Int(style)].font
        var pixels = Double(FittedWidths.pixels(of: shown)) * font.size / CellStyle.Font().size
        if font.isBold { pixels *= 1.1 }
        // The button of a filter covers a part of its cell.
        let hasButton = row.isHeader || output.pointee.features.autoFilter?.first.row == row.number
        output.pointee.fittedWidths.note(Int(pixels.rounded(.up)) + (hasButton ? 16 : 0), column: row.column)
    }
}
