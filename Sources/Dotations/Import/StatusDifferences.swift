/// The statuses of a sheet that are not those of the store, counted by the two labels: a warning each, however many rows have them.
///
/// The store's status decides, so such a row is not refused: statuses move by themselves between an export and its import.
struct StatusDifferences {
    private struct Pair: Hashable {
        /// The sheet's status; nil where there are too many different ones to tell apart.
        let given: DotationStatus?
        let stored: DotationStatus
    }

    private var first: [Pair: PlannedWarning] = [:]
    private static let mostPairs = 100

    /// Notes a row whose status differs from the store's.
    mutating func note(_ given: String, in row: Int, of dotation: Dotation) {
        var pair = Pair(given: DotationStatus(given), stored: dotation.status)
        if first[pair] == nil, first.count >= Self.mostPairs { pair = Pair(given: nil, stored: dotation.status) }
        var warning =
            first[pair]
            ?? PlannedWarning(
                row: row, id: dotation.id,
                warning: Warning(
                    .statusDiffers, column: .status, given: pair.given?.label ?? "…", stored: dotation.status.label, count: 0))
        warning.warning.count = (warning.warning.count ?? 0) + 1
        first[pair] = warning
    }

    /// One warning for each pair of labels, with the first row that has it.
    var warnings: [PlannedWarning] { Array(first.values) }
}
