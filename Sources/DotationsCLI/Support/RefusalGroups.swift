import DotationSales
import Dotations
import DotationsApplication

/// Refused rows for the screen: those of one kind stand together, with their number and what to do before the rows themselves.
struct RefusalGroups {
    /// One reason of a row, and where it stands.
    private struct Item {
        let row: Int?
        let place: String
        let reason: ReasonDocument
    }

    private struct Kind: Hashable {
        let code: String
        let advice: String
    }

    private var groups: [[Item]] = []
    /// What gives the rows that are not shown.
    private let rest: String

    init(_ rows: [RefusedRowDocument], rest: String = "--limit-rows, --json ou --rejects les donnent.") {
        self.rest = rest
        var numbers: [Kind: Int] = [:]
        for row in rows {
            for reason in row.reasons {
                let item = Item(row: row.row, place: Place.of(row.row, reason.cell, row.id), reason: reason)
                let kind = Kind(code: reason.code, advice: reason.advice)
                if let number = numbers[kind] {
                    groups[number].append(item)
                } else {
                    numbers[kind] = groups.count
                    groups.append([item])
                }
            }
        }
    }

    /// The lines of all kinds, in the order of their first rows. Of `limit` rows each kind gives as many as the others, or all that it has.
    func lines(limit: Int) -> [String] {
        zip(groups, shares(of: limit)).flatMap { lines(of: $0, share: $1) }
    }

    private func lines(of group: [Item], share: Int) -> [String] {
        guard let first = group.first else { return [] }
        let reason = first.reason
        let advice = CommandAdvice.after(reason.advice, code: reason.code)
        if group.count == 1, share == 1 {
            return ["  \(first.place) : \(reason.message) [\(reason.code)]", "      \(advice)"]
        }
        var lines = [
            "  \(Set(group.map(\.row)).count.counted("ligne")) : \(reason.summary) [\(reason.code)]", "      \(advice)",
        ]
        lines += group.prefix(share).map { "    \($0.place) : \($0.reason.message)" }
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

enum Place {
    /// The row, the cell, and what the row is about: `Ligne 5, F5, dotation 11843511`.
    static func of(_ row: Int?, _ cell: String?, _ subject: RowID?) -> String {
        return [row.map { "Ligne \($0)" }, cell, subject?.french].compactMap(\.self).joined(separator: ", ")
    }
}

extension WarningDocument {
    var line: String {
        let place = Place.of(row, cell, id)
        return CommandAdvice.after("  \(place.isEmpty ? "" : place + " : ")\(message) [\(code)]", code: code)
    }
}

extension [WarningDocument] {
    /// The lines of the first, and how many more there are.
    var lines: [String] { prefix(50).map(\.line).cut(at: 50, of: count) }
}
