/// A column of a table that people fill in: its title, and what else they call it.
protocol TableColumn: RawRepresentable<Int>, CaseIterable, Hashable, Sendable {
    /// The title as it is written, and as messages name the column.
    var title: String { get }
    /// Folded titles that mean the same, parted by spaces.
    var otherTitles: String { get }
    /// Whether its values name somebody or something: their zeros count as they are shown, and a formula is refused.
    var isName: Bool { get }
}

extension TableColumn {
    var otherTitles: String { "" }
    var isName: Bool { false }
}

/// The row of a sheet that names a table's columns.
struct TableHeader<Column: TableColumn>: Sendable {
    /// The row's number, from 1; in a CSV the record's.
    let row: Int
    /// The titles from column A to the last one, as they are written; empty where a column has none.
    let titles: [String]
    /// What each of the titles means, nil where it is not known.
    let columns: [Column?]
    /// How many fields a CSV's header has, titled or not.
    let fieldCount: Int

    init(row: Int, titles: [String], meanings: [String: Column] = Self.meanings) {
        self.row = row
        fieldCount = titles.count
        self.titles = Array(titles.prefix((titles.lastIndex { !$0.isEmpty } ?? -1) + 1))
        columns = self.titles.map { title in HeaderTitles.find(title) { meanings[$0] } }
    }

    /// The number of a column in the sheet, from 1, or nil where the sheet does not have it.
    func number(of column: Column) -> Int? { columns.firstIndex(of: column).map { $0 + 1 } }

    /// The titles that are not known, whose columns are left alone.
    var unknownTitles: [String] { titles.indices.filter { !titles[$0].isEmpty && !isKnown($0) }.map { titles[$0] } }

    /// The titles that are not known, as an error names them.
    var namedUnknownTitles: [String] { UnknownTitles.named(titles, isKnown: isKnown) }

    private func isKnown(_ index: Int) -> Bool { columns[index] != nil || HeaderTitles.meaning(of: titles[index]) == .remark }

    /// What the folded titles mean.
    static var meanings: [String: Column] {
        var table: [String: Column] = [:]
        for column in Column.allCases {
            for word in column.otherTitles.split(whereSeparator: { $0 == " " || $0 == "\n" }) { table[String(word)] = column }
        }
        // Last, so that no other column can take a title away from the one that has it.
        for column in Column.allCases { table[HeaderTitles.key(column.title)] = column }
        return table
    }
}
