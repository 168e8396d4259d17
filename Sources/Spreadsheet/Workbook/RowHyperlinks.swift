/// A cell's hyperlink.
struct CellLink {
    let cell: CellReference
    var target: String
    /// The row in the upper bits, and the column in the lower 16.
    fileprivate let key: UInt64

    init(_ cell: CellReference, _ target: String) {
        (self.cell, self.target) = (cell, target)
        key = Self.key(cell)
    }

    fileprivate static func key(_ cell: CellReference) -> UInt64 { UInt64(cell.row) << 16 | UInt64(cell.column) }
}

/// The hyperlinks of a worksheet, or of its current row, in the order of their cells, as rows are read in theirs.
final class RowHyperlinks {
    // Only the reader of the rows changes these, so the run-time check for each cell is disabled.
    @exclusivity(unchecked) private var links: [CellLink]
    /// The last row of which a cell was asked for, and where its links are: most have none.
    @exclusivity(unchecked) private var row = 0
    @exclusivity(unchecked) private var place = 0..<0

    /// The links of a whole sheet, or none of a format that has them in its cells.
    init(_ links: [CellLink] = []) {
        self.links = links.sorted { $0.key < $1.key }
    }

    /// The target of a cell's link; nil if it has none.
    func target(of cell: CellReference) -> String? {
        if cell.row != row { find(row: cell.row) }
        guard !place.isEmpty else { return nil }
        let key = CellLink.key(cell)
        let index = firstIndex(notBefore: key + 1, in: place) - 1
        return place.contains(index) && links[index].key == key ? links[index].target : nil
    }

    /// Finds the links of a row: the next ones, unless rows are asked for in another order.
    private func find(row: Int) {
        let (first, end) = (UInt64(row) << 16, UInt64(row + 1) << 16)
        var start = place.upperBound
        if row < self.row { start = firstIndex(notBefore: first, in: 0..<links.count) }
        while start < links.count, links[start].key < first { start += 1 }
        var stop = start
        while stop < links.count, links[stop].key < end { stop += 1 }
        (self.row, place) = (row, start..<stop)
    }

    private func firstIndex(notBefore key: UInt64, in range: Range<Int>) -> Int {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let middle = (low + high) / 2
            if links[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Begins a row of a format that has the links in its cells.
    func beginRow() {
        links.removeAll(keepingCapacity: true)
        (row, place) = (0, 0..<0)
    }

    /// Sets the link of a cell of the current row.
    func set(_ target: String, of cell: CellReference) {
        let link = CellLink(cell, target)
        let index = firstIndex(notBefore: link.key, in: 0..<links.count)
        if index < links.count, links[index].key == link.key {
            links[index].target = target
        } else {
            links.insert(link, at: index)
        }
        (row, place) = (0, 0..<0)
    }
}
