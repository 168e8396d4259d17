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
    /// The style, if ``ReadOptions/styles`` was requested; see ``CellView/style``.
    public let style: CellStyle?
    let dateSystem: DateSystem

    /// A cell of its parts, such as a test needs.
    ///
    /// - Parameters:
    ///   - reference: The place of the cell.
    ///   - value: The value.
    ///   - numberFormat: The number format.
    ///   - formula: The formula without its equals sign, whose result the value is; nil if it is not one's, or not known.
    ///   - hasFormula: Whether the value is a formula's result; nil if the formula says it.
    ///   - hyperlink: The hyperlink's target.
    ///   - style: The style.
    ///   - dateSystem: How the cell's workbook counts its days.
    public init(
        reference: CellReference, value: CellValue, numberFormat: NumberFormat = .general, formula: String? = nil,
        hasFormula: Bool? = nil, hyperlink: String? = nil, style: CellStyle? = nil, dateSystem: DateSystem = .since1900
    ) {
        self.reference = reference
        self.value = value
        self.hasFormula = hasFormula ?? (formula != nil)
        self.numberFormat = numberFormat
        self.formula = formula
        self.hyperlink = hyperlink
        self.style = style
        self.dateSystem = dateSystem
    }

    /// The text that an English spreadsheet displays.
    public var displayedText: String { numberFormat.text(for: value, dateSystem: dateSystem) }
}
