internal import Dotations

/// A table of what a plan would do.
public struct PlanTable {
    /// Its name in addresses.
    public let name: String
    /// What it lists.
    public let title: String
    /// The titles of its columns; the one between what was and what will be is empty.
    public let columns: [String]
    /// How many things it lists; each has one row or several.
    public let count: Int
    private let makeRows: (Range<Int>) -> [[String]]

    init<Items: RandomAccessCollection>(
        _ name: String, _ title: String, _ columns: [String], _ items: Items, rows: @escaping (Items.Element) -> [[String]]
    ) {
        self.name = name
        self.title = title
        self.columns = columns
        count = items.count
        makeRows = { range in items.dropFirst(range.lowerBound).prefix(range.count).flatMap(rows) }
    }

    /// The rows of some of the things.
    public func rows(_ range: Range<Int>) -> [[String]] { makeRows(range.clamped(to: 0..<count)) }
}

extension [Dotation.ID: Dotation] {
    /// The cells that a row about a dotation begins with: its line, its identifier, its matricule and its beneficiary.
    func person(_ row: Int, _ id: Dotation.ID) -> [String] {
        let dotation = self[id]
        let name = [dotation?.lastName, dotation?.firstName].compactMap(\.self).joined(separator: " ")
        return [String(row), id.description, VisibleText.of(dotation?.matricule ?? ""), VisibleText.of(name, limit: 30)]
    }
}
