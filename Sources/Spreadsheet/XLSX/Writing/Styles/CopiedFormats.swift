/// A cache of styles for cells that are copied from another workbook with their number formats.
struct CopiedFormats {
    /// The other workbook's styles, retained so that their address stays unique.
    private var source: Styles?
    /// For each of its number formats, the last base style and the resulting style.
    private var known: [(base: UInt32, index: UInt32)] = []

    /// Prepares for a row with those styles; nil if it has none.
    mutating func begin(_ styles: Styles?) {
        guard styles !== source else { return }
        source = styles
        known = Array(repeating: (base: .max, index: 0), count: styles?.formats.count ?? 0)
    }

    /// The style of a cell with a style there and a base style here; nil if it is not known yet.
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
