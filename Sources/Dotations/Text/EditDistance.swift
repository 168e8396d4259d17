/// How many slips of the keyboard part two words.
package enum EditDistance {
    /// The optimal string alignment distance of two short texts: insertions, deletions, substitutions and swaps of neighbours; nil
    /// where it is more than `limit`, or where one of them is longer than 31 bytes.
    package static func of(_ a: [UInt8], _ b: [UInt8], atMost limit: Int) -> Int? {
        guard abs(a.count - b.count) <= limit, max(a.count, b.count) < 32 else { return nil }
        var before = InlineArray<32, Int>(repeating: 0)
        var previous = before
        var row = before
        for j in 0...b.count { previous[j] = j }
        for i in a.indices {
            row[0] = i + 1
            var least = i + 1
            for j in b.indices {
                var cost = min(previous[j] + (a[i] == b[j] ? 0 : 1), previous[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
                row[j + 1] = cost
                least = min(least, cost)
            }
            // A swap may still reach back one row, so one more is let through.
            guard least <= limit + 1 else { return nil }
            before = previous
            previous = row
        }
        return previous[b.count] <= limit ? previous[b.count] : nil
    }
}
