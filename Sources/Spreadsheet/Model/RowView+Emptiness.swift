extension RowView {
    /// The number of cells up to the last one that holds something.
    public var filledCount: Int {
        var count = count
        while count > 0, self[count &- 1].isEmpty { count &-= 1 }
        return count
    }
}

extension CellView {
    /// Whether there is nothing to see: no value, or an empty text.
    public var isEmpty: Bool {
        switch kind {
        case .blank: true
        case .text: utf8.isEmpty
        default: false
        }
    }
}
