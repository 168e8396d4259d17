import DotationsApplication

/// Refused rows for the screen: those of one kind stand together, with their number and what to do before the rows themselves.
struct RefusalGroups {
    /// Why one row is refused.
    struct Item {
        /// The row, which may be refused for two cells of one kind.
        let row: Int
        /// The row and the cell: `Ligne 5, E5`.
        let place: String
        let code: String
        /// What the rows of this kind have in common.
        let summary: String
        let message: String
        let advice: String
    }

    private struct Kind: Hashable {
        let code: String
        let advice: String
    }

    private var groups: [[Item]] = []
    /// What gives the rows that are not shown.
    private let rest: String

    init(_ items: some Sequence<Item>, rest: String = "--limit-rows, --json ou --rejects les donnent.") {
        self.rest = rest
        var numbers: [Kind: Int] = [:]
        for item in items {
            let kind = Kind(code: item.code, advice: item.advice)
            if let number = numbers[kind] {
                groups[number].append(item)
            } else {
                numbers[kind] = groups.count
                groups.append([item])
            }
        }
    }

    /// The lines of all kinds, in the order of their first rows. Of `limit` rows each kind gives as many as the others, or all that it has.
    func lines(limit: Int) -> [String] {
        zip(groups, shares(of: limit)).flatMap { lines(of: $0, share: $1) }
    }

    private func lines(of group: [Item], share: Int) -> [String] {
        guard let first = group.first else { return [] }
        if group.count == 1, share == 1 {
            return ["  \(first.place) : \(first.message) [\(first.code)]", "      \(first.advice)"]
        }
        var lines = [
            "  \(Set(group.map(\.row)).count.counted("ligne")) : \(first.summary) [\(first.code)]", "      \(first.advice)",
        ]
        lines += group.prefix(share).map { "    \($0.place) : \($0.message)" }
        // Where none is shown the number says as much.
        if share > 0, group.count > share {
            lines.append("    … et \((group.count - share).grouped) de plus : \(rest)")
        }
        return lines
    }

    /// How many rows each kind shows, so that a few of a rare kind are not lost behind many of another.
    private func shares(of limit: Int) -> [Int] {
        var shares = [Int](repeating: 0, count: groups.count)
        var room = limit
        for (index, number) in groups.indices.sorted(by: { (groups[$0].count, $0) < (groups[$1].count, $1) }).enumerated() {
            shares[number] = min(groups[number].count, room / (groups.count - index))
            room -= shares[number]
        }
        return shares
    }
}
