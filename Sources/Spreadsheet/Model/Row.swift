/// A row of a worksheet or a record of a CSV file, as a value of its own.
public struct Row: Sendable, Hashable {
    /// The number of the row or of the record, from 1.
    public let number: Int
    /// Whether the row is hidden, by hand or by a filter.
    public let isHidden: Bool
    /// The cells that the file has for this row, from left to right. Empty ones may be missing.
    public let cells: [Cell]

    /// The value in a column counted from 1; ``CellValue/blank`` where there is no cell.
    public subscript(column column: Int) -> CellValue {
        if column >= 1, column <= cells.count, cells[column - 1].reference.column == column { return cells[column - 1].value }
        return cells.first { $0.reference.column == column }?.value ?? .blank
    }
}

/// A cell, as a value of its own.
public struct Cell: Sendable, Hashable {
    /// The place of the cell in its sheet.
    public let reference: CellReference
    /// What the cell holds.
    public let value: CellValue
    /// Whether the value is a formula's result.
    public let hasFormula: Bool
    /// The number format, General where the cell has none; see ``CellView/numberFormat``.
    public let numberFormat: NumberFormat
    /// The formula without its equals sign, where ``ReadOptions/formulas`` was asked for and there is one.
    public let formula: String?
    /// The hyperlink's target, where ``ReadOptions/hyperlinks`` was asked for and there is one.
    public let hyperlink: String?
    let dateSystem: DateSystem

    /// The text that a spreadsheet in English would show.
    public var displayedText: String { numberFormat.text(for: value, dateSystem: dateSystem) }
}

/// What to read beside the values. Number formats and displayed text cost nothing until they are asked for, and need no option.
public struct ReadOptions: OptionSet, Sendable {
    /// The bits.
    public let rawValue: Int
    /// Options from their bits.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// The text of formulas.
    public static let formulas = ReadOptions(rawValue: 1)
    /// Hyperlinks. They stand behind the rows in a worksheet, so the part is read twice.
    public static let hyperlinks = ReadOptions(rawValue: 2)
}
