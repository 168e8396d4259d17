/// A cell, as an independent value.
public struct Cell: Sendable, Hashable {
    /// The place of the cell in its sheet.
    public let reference: CellReference
    /// The value.
    public let value: CellValue
    /// Whether the value is a formula's result.
    public let hasFormula: Bool
    /// The number format; General if the cell has none. See ``CellView/numberFormat``.
    public let numberFormat: NumberFormat
    /// The formula without its equals sign, if the cell has one and ``ReadOptions/formulas`` was requested.
    public let formula: String?
    /// The hyperlink's target, if the cell has one and ``ReadOptions/hyperlinks`` was requested.
    public let hyperlink: String?
    let dateSystem: DateSystem

    /// The text that an English spreadsheet displays.
    public var displayedText: String { numberFormat.text(for: value, dateSystem: dateSystem) }
}
