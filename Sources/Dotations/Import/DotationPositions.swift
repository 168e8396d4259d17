/// Where each dotation of an order is in a list of them, by its identifier.
package struct DotationPositions: Sendable {
    /// Where the dotation is whose identifier is so much above the first, -1 where there is none. Identifiers of an order are contiguous.
    private var nearby: [Int32] = []
    private let first: UInt32
    private var others: [UInt32: Int] = [:]

    package init(_ dotations: [Dotation]) {
        let range = dotations.reduce(into: (UInt32.max, UInt32.min)) { range, dotation in
            range = (min(range.0, dotation.id.rawValue), max(range.1, dotation.id.rawValue))
        }
        first = range.0
        if !dotations.isEmpty, Int(range.1 - range.0) < dotations.count * 4 + 1024 {
            nearby = [Int32](repeating: -1, count: Int(range.1 - range.0) + 1)
            for position in dotations.indices { nearby[Int(dotations[position].id.rawValue - first)] = Int32(truncatingIfNeeded: position) }
        } else {
            for position in dotations.indices { others[dotations[position].id.rawValue] = position }
        }
    }

    package subscript(id: Dotation.ID) -> Int? {
        if nearby.isEmpty { return others[id.rawValue] }
        guard id.rawValue >= first, id.rawValue - first < UInt32(nearby.count) else { return nil }
        let position = nearby[Int(id.rawValue - first)]
        return position < 0 ? nil : Int(position)
    }
}
