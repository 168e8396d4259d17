/// The statuses of a sheet that are not those of the store, counted by the two labels: a warning each, however many rows have them.
///
/// The store's status decides, so such a row is not refused: statuses move by themselves between an export and its import.
struct StatusDifferences {
    private struct Pair: Hashable {
        /// The sheet's status; nil where there are too many different ones to tell apart.
        let given: DotationStatus?
        let stored: DotationStatus
    }

    private var found: [Pair: (row: Int, id: Dotation.ID, count: Int)] = [:]
    private static let mostPairs = 100

    mutating func note(_ given: String, in row: Int, of dotation: Dotation) {
        var pair = Pair(given: DotationStatus(given), stored: dotation.status)
        if found[pair] == nil, found.count >= Self.mostPairs { pair = Pair(given: nil, stored: dotation.status) }
        found[pair, default: (row, dotation.id, 0)].count += 1
    }

    /// One warning for each pair of labels, with the first row that has it.
    var warnings: [PlannedWarning] {
        found.map { pair, found in
            PlannedWarning(
                row: found.row, id: found.id,
                warning: .statusDiffers(given: pair.given?.label ?? "…", stored: pair.stored.label, count: found.count))
        }
    }
}
