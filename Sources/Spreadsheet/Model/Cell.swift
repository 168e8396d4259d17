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
