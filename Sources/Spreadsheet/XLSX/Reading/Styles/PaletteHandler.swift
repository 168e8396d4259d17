/// Reads a workbook's own indexed colours in its styles part (ECMA-376 part 1, 18.8.27), which stand behind what refers to them.
final class PaletteHandler: XMLHandler {
    private(set) var colors: [RGBColor] = []
    private var depth = 0
    /// No style can name a later one.
    private static let mostColors = 64

    override func start(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        depth += 1
        let isWanted =
            switch depth {
            case 1: element.isMain("styleSheet")
            case 2: element.isMain("colors")
            case 3: element.isMain("indexedColors")
            default: false
            }
        if depth == 4, element.isMain("rgbColor"), colors.count < Self.mostColors {
            colors.append(element.bytes("rgb").flatMap { ColorTable.color(hexadecimal: $0) } ?? .black)
        }
        if !isWanted {
            depth -= 1
            skippedDepth = 1
        }
    }

    override func end() throws(SpreadsheetError) { depth -= 1 }
}
