/// Reads a theme's colours (ECMA-376 part 1, 20.1.6.2) in the order in which styles number them, which has light before dark.
final class ThemeHandler: XMLHandler {
    private static let names: [StaticString] = [
        "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink",
    ]

    private var found = [RGBColor?](repeating: nil, count: names.count)
    private var current: Int?
    private var depth = 0

    /// The colours; none if one of them is missing.
    var colors: [RGBColor] {
        let colors = found.compactMap(\.self)
        return colors.count == found.count ? colors : []
    }

    override func start(_ element: borrowing XMLElement) throws(SpreadsheetError) {
        depth += 1
        let isWanted =
            switch depth {
            case 1: element.is(.drawing, "theme")
            case 2: element.is(.drawing, "themeElements")
            case 3: element.is(.drawing, "clrScheme")
            case 4: startColor(element)
            default: false
            }
        if depth == 5, let current, found[current] == nil {
            // Of a colour of the system the theme has the last value.
            let digits = element.is(.drawing, "srgbClr") ? element.bytes("val") : element.bytes("lastClr")
            found[current] = digits.flatMap { ColorTable.color(hexadecimal: $0) }
        }
        if !isWanted {
            depth -= 1
            skippedDepth = 1
        }
    }

    private func startColor(_ element: borrowing XMLElement) -> Bool {
        guard element.namespace == .drawing else { return false }
        current = nil
        for index in Self.names.indices where element.name == Self.names[index] { current = index }
        return current != nil
    }

    override func end() throws(SpreadsheetError) { depth -= 1 }
}
