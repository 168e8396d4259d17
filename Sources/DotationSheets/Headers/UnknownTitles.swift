internal import Dotations
internal import Spreadsheet

/// The titles of a header that are not known, as an error names them: one of them may be that of the column which is missing.
enum UnknownTitles {
    /// Each by its column's letters and its text: `F (« N° de fixe »)`.
    ///
    /// Where anything in the row may be somebody's address or number, the row may be no header, and the letters must do: an error ends in logs.
    static func named(_ titles: [String], isKnown: (Int) -> Bool) -> [String] {
        let unknown = titles.indices.filter { !titles[$0].isEmpty && !isKnown($0) }
        let mayBeData = titles.contains { title in
            title.utf8.contains(UInt8(ascii: "@")) || title.unicodeScalars.count { $0.properties.numericType == .decimal } > 5
        }
        return unknown.compactMap { index in
            guard let letters = CellReference.columnName(index + 1) else { return nil }
            return mayBeData ? letters : "\(letters) (« \(VisibleText.of(titles[index], limit: 40)) »)"
        }
    }
}
