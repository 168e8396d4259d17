/// A column of a sheet, by its letters or its number, such as `F`, which is 6.
public struct ColumnReference: Sendable, Hashable, Comparable {
    /// The column's number, from 1 (`A`) to ``CellReference/lastColumn`` (`XFD`).
    public let number: Int

    /// A column by its number; nil if it is outside a worksheet.
    public init?(_ number: Int) {
        guard 1...CellReference.lastColumn ~= number else { return nil }
        self.number = number
    }

    /// Reads `F`, `f` or `$F`; nil for anything else.
    public init?(_ letters: some StringProtocol) {
        guard let cell = CellReference("\(letters)1"), cell.row == 1 else { return nil }
        number = cell.column
    }

    /// Orders by the number.
    public static func < (a: ColumnReference, b: ColumnReference) -> Bool { a.number < b.number }
}

extension ColumnReference: ExpressibleByStringLiteral {
    /// The column that a literal says: `"F"`.
    ///
    /// - Precondition: It is a column. A text that comes from elsewhere is no literal: `ColumnReference(text)` is nil for one that is not valid.
    public init(stringLiteral text: StaticString) {
        guard let column = Self(String(describing: text)) else { preconditionFailure("\(text) is no column, such as F") }
        self = column
    }
}

extension ColumnReference: CustomStringConvertible {
    /// The letters, such as `F`.
    public var description: String { CellReference.columnName(number) ?? "" }
}
