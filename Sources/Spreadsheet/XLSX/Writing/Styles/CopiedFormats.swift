/// The styles of cells that come from another workbook with their number formats, as far as they are known.
struct CopiedFormats {
    /// The other workbook's styles, kept so that no other ones can have their address.
    private var source: Styles?
    /// For each of its number formats the style over which it was laid last, and what came of it.
    private var known: [(base: UInt32, index: UInt32)] = []

    /// Makes ready for a row with those styles; nil where it has none.
    mutating func begin(_ styles: Styles?) {
        guard styles !== source else { return }
        source = styles
        known = Array(repeating: (base: .max, index: 0), count: styles?.formats.count ?? 0)
    }

    /// The style of a cell with a style there and another one here; nil where it is not known yet.
    @inline(__always)
    func index(of style: UInt32, over base: UInt32) -> UInt32? {
        guard let format = source?.formatIndex(style) else { return base }
        return known[format].base == base ? known[format].index : nil
    }

    func numberFormat(of style: UInt32) -> NumberFormat { source?.numberFormat(style) ?? .general }

    mutating func note(_ index: UInt32, of style: UInt32, over base: UInt32) {
        guard let format = source?.formatIndex(style) else { return }
        known[format] = (base, index)
    }
}
