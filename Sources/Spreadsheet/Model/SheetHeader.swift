internal import DotationText

/// The titles of a sheet's columns: the row at its head, by which columns are found.
///
/// A title is found whatever its case, accents, punctuation and spaces: `Adresse e-mail`, `ADRESSE EMAIL` and `adresseEmail` are one. A title
/// with brackets is also found without what stands in them, as `Montant (en €)` by `Montant`. One that is exactly as asked for comes first.
public struct SheetHeader: Sendable, Hashable {
    /// The number of the row.
    public let row: Int
    /// The titles by their columns, from 1; columns without one are missing.
    public let titles: [Int: String]
    /// The columns by their titles, by those without case and the like, and by those without what is in brackets.
    private var columns: [[String: [Int]]] = [[:], [:], [:]]

    /// The header that a row is. A title is the text that its cell shows; one of more than 256 bytes is none.
    public init(_ row: Row) {
        self.row = row.number
        var titles: [Int: String] = [:]
        for cell in row.cells {
            let title = cell.displayedText
            guard !title.isEmpty, title.utf8.count <= Self.longestTitle else { continue }
            let column = cell.reference.column
            titles[column] = title
            for (level, key) in ([title] + Folding.titleKeys(title)).enumerated() where !key.isEmpty {
                columns[level][key, default: []].append(column)
            }
        }
        self.titles = titles
    }

    private static var longestTitle: Int { 256 }

    /// The column of a title, from 1; nil if there is none.
    ///
    /// - Throws: `column.ambiguous` if several columns have the title.
    public func column(titled title: String) throws(SpreadsheetError) -> Int? {
        let key = Folding.titleKey(title)
        for (level, key) in [title, key, key].enumerated() {
            guard let found = columns[level][key] else { continue }
            guard found.count == 1 else {
                let letters = found.map { CellReference.columnName($0) ?? String($0) }.joined(separator: " and ")
                throw SpreadsheetError(
                    .ambiguousColumn, "columns \(letters) have the title “\(title)”; rename all but one of them",
                    at: .init(cell: CellReference(row: row, column: found[1])))
            }
            return found[0]
        }
        return nil
    }
}
