/// The styles of a workbook's cells and of its conditional formats, as its styles part has them (ECMA-376 part 1, 18.8).
final class CellStyles: Sendable {
    /// A cell format (18.8.45), which refers to its parts in lists.
    struct Format: Sendable {
        var font = 0
        var fill = 0
        var border = 0
        var alignment = CellStyle.Alignment()
        var isLocked = true
        var hidesFormula = false
        var hasQuotePrefix = false
    }

    struct Lists: Sendable {
        var fonts: [CellStyle.Font] = []
        var fills: [CellStyle.Fill?] = []
        var borders: [CellStyle.Border] = []
        var formats: [Format] = []
        /// The styles of conditional formats (18.8.15).
        var differentials: [CellStyle] = []
    }

    private let lists: Lists
    private let numberFormats: Styles
    let colors: ColorTable

    init(_ lists: Lists, numberFormats: Styles, colors: ColorTable) {
        self.lists = lists
        self.numberFormats = numberFormats
        self.colors = colors
    }

    /// The style of the cells of a format; the normal one for a format that does not exist.
    func style(_ index: UInt32) -> CellStyle {
        let format = Int(index) < lists.formats.count ? lists.formats[Int(index)] : lists.formats.first ?? Format()
        return CellStyle(
            numberFormat: numberFormats.numberFormat(index), font: item(format.font, of: lists.fonts) ?? .init(),
            fill: item(format.fill, of: lists.fills) ?? nil, border: item(format.border, of: lists.borders) ?? .init(),
            alignment: format.alignment, isLocked: format.isLocked, hidesFormula: format.hidesFormula,
            hasQuotePrefix: format.hasQuotePrefix)
    }

    /// The style of a conditional format; nil if there is no such style.
    func differential(_ index: Int) -> CellStyle? { item(index, of: lists.differentials) }

    private func item<Item>(_ index: Int, of list: [Item]) -> Item? { list.indices.contains(index) ? list[index] : nil }
}
