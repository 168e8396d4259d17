public import Spreadsheet

extension CSVDialect {
    /// What a French Excel opens correctly when its user double-clicks the file: UTF-8 with a byte order mark, semicolons, decimal commas.
    public static let french = CSVDialect(separator: UInt8(ascii: ";"), hasByteOrderMark: true, notation: .french)
}
