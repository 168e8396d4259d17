public import Dotations
internal import Spreadsheet

/// The row of a sheet that names its columns.
public struct SheetHeader: Sendable, Hashable {
    /// The row's number, from 1; in a CSV the record's.
    public let row: Int
    /// The titles from column A to the last one, as they are written; empty where a column has none.
    public let titles: [String]
    /// What each of the titles means, nil where it is not known.
    let meanings: [HeaderTitles.Meaning?]
    /// How many fields a CSV's header has, titled or not.
    let fieldCount: Int

    init(row: Int, titles: [String]) {
        self.row = row
        fieldCount = titles.count
        let count = (titles.lastIndex { !$0.isEmpty } ?? -1) + 1
        self.titles = Array(titles.prefix(count))
        meanings = self.titles.map { HeaderTitles.meaning(of: $0) }
    }

    /// The number of a column in the sheet, from 1, or nil where the sheet does not have it.
    public func number(of column: SheetColumn) -> Int? {
        meanings.firstIndex(of: .column(column)).map { $0 + 1 }
    }

    /// Whether the sheet has the column.
    public func has(_ column: SheetColumn) -> Bool { number(of: column) != nil }

    /// The titles that are not known, whose columns are left alone.
    public var unknownTitles: [String] {
        zip(titles, meanings).compactMap { title, meaning in meaning == nil && !title.isEmpty ? title : nil }
    }

    /// The domain's columns that are there, each as often as it is.
    var columns: [SheetColumn] {
        meanings.compactMap { if case .column(let column) = $0 { column } else { nil } }
    }

    /// The first column that is there twice, with its titles.
    var duplicate: (column: SheetColumn, titles: [String])? {
        var seen: Set<SheetColumn> = []
        guard let column = columns.first(where: { !seen.insert($0).inserted }) else { return nil }
        return (column, zip(titles, meanings).filter { $0.1 == .column(column) }.map(\.0))
    }

    /// Whether some title is UTF-8 that was taken for Windows-1252 and saved so: `PrÃ©nom` for `Prénom`.
    var isMojibake: Bool {
        unknownTitles.contains { title in
            var bytes: [UInt8] = []
            guard title.utf8.count <= HeaderTitles.longest else { return false }
            for scalar in title.unicodeScalars {
                guard let byte = TextEncoding.windows1252Byte(of: scalar) else { return false }
                bytes.append(byte)
            }
            guard bytes.contains(where: { $0 >= 0x80 }), let read = String(validating: bytes, as: UTF8.self) else { return false }
            return HeaderTitles.meaning(of: read) != nil
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
