internal import DotationText

/// A column of a table that people fill in: its title, and what else they call it.
package protocol TableColumn: CaseIterable, Hashable, Sendable {
    /// The title as it is written, and as messages name the column.
    var title: String { get }
    /// Folded titles that mean the same, parted by spaces.
    var otherTitles: String { get }
    /// Whether its values name somebody or something: their zeros count as they are shown, and a formula is refused.
    var isName: Bool { get }
    /// What folded titles mean.
    static var titles: [String: Self] { get }
}

extension TableColumn {
    package var otherTitles: String { "" }
    package var isName: Bool { false }
    package static var titles: [String: Self] { readTitles() }

    static func readTitles() -> [String: Self] {
        var titles: [String: Self] = [:]
        for column in allCases {
            for word in column.otherTitles.utf8.split(whereSeparator: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }) {
                titles[String(Substring(word))] = column
            }
        }
        // Last, so that no other column can take a title away from the one that has it.
        for column in allCases { titles[Folding.titleKey(column.title)] = column }
        return titles
    }
}

extension TableColumn where Self: RawRepresentable<String> {
    package var title: String { rawValue }
}
