internal import Dotations
internal import Spreadsheet

/// The row of a sheet that names a table's columns.
package struct TableHeader<Column: TableColumn>: Sendable {
    /// The row's number, from 1; in a CSV the record's.
    package let row: Int
    /// The titles from column A to the last one, as they are written; empty where a column has none.
    let titles: [String]
    /// What each of the titles means, nil where it is not known.
    package let columns: [Column?]
    /// How many fields a CSV's header has, titled or not.
    let fieldCount: Int
    private let meanings: [String: Column]

    package init(row: Int, titles: [String], meanings: [String: Column] = Column.titles) {
        self.row = row
        self.meanings = meanings
        fieldCount = titles.count
        self.titles = Array(titles.prefix((titles.lastIndex { !$0.isEmpty } ?? -1) + 1))
        columns = self.titles.map { title in HeaderTitles.find(title) { meanings[$0] } }
    }

    var known: Set<Column> { Set(columns.compactMap(\.self)) }

    /// The number of a column in the sheet, from 1, or nil where the sheet does not have it.
    package func number(of column: Column) -> Int? { columns.firstIndex(of: column).map { $0 + 1 } }

    package func has(_ column: Column) -> Bool { columns.contains(column) }

    /// The titles that are not known, whose columns are left alone.
    package var unknownTitles: [String] { titles.indices.filter(isUnknown).map { titles[$0] } }

    /// The titles that are not known, as an error names them: by the column's letters and its text, such as `F (« N° de fixe »)`. One of them may be
    /// that of the column which is missing.
    ///
    /// Where anything in the row may be somebody's address or number, the row may be no header, and the letters must do: an error ends in logs.
    var namedUnknownTitles: [String] {
        let mayBeData = titles.contains { title in
            title.utf8.contains(UInt8(ascii: "@")) || title.unicodeScalars.count { $0.properties.numericType == .decimal } > 5
        }
        return titles.indices.filter(isUnknown).compactMap { index in
            guard let letters = CellReference.columnName(index + 1) else { return nil }
            return mayBeData ? letters : "\(letters) (« \(VisibleText.of(titles[index], limit: 40)) »)"
        }
    }

    private func isUnknown(_ index: Int) -> Bool {
        !titles[index].isEmpty && columns[index] == nil && !HeaderTitles.isRemark(titles[index])
    }

    /// The first column that is there twice: where it stands again, and its titles.
    package var duplicate: (column: Column, number: Int, titles: [String])? {
        var seen: Set<Column> = []
        for (index, column) in columns.enumerated() {
            guard let column, !seen.insert(column).inserted else { continue }
            return (column, index + 1, zip(titles, columns).filter { $0.1 == column }.map(\.0))
        }
        return nil
    }

    /// Whether some title is UTF-8 that was taken for Windows-1252 and saved so: `PrÃ©nom` for `Prénom`.
    package var isMojibake: Bool {
        unknownTitles.contains { title in
            guard title.utf8.count <= HeaderTitles.longest else { return false }
            var bytes: [UInt8] = []
            for scalar in title.unicodeScalars {
                guard let byte = TextEncoding.windows1252Byte(of: scalar) else { return false }
                bytes.append(byte)
            }
            guard bytes.contains(where: { $0 >= 0x80 }), let read = String(validating: bytes, as: UTF8.self) else { return false }
            return HeaderTitles.isRemark(read) || HeaderTitles.find(read) { meanings[$0] } != nil
        }
    }
}

extension TextEncoding {
    /// The byte that Windows-1252 has for a character. The bytes that it leaves unassigned are those that programs read as control characters.
    fileprivate static func windows1252Byte(of scalar: Unicode.Scalar) -> UInt8? {
        if scalar.value < 0x100 { return UInt8(scalar.value) }
        return windows1252Letters.firstIndex(of: scalar).map { UInt8(0x80 + $0) }
    }

    /// What stands at 0x80 to 0x9F, with a space for what is unassigned (unicode.org, MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT).
    private static let windows1252Letters = Array("€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ".unicodeScalars)
}
