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
    public var formula: String? { if case .known(let formula, _, _) = details { formula } else { nil } }
    /// The hyperlink's target, if the cell has one and ``ReadOptions/hyperlinks`` was requested.
    public var hyperlink: String? { if case .known(_, let hyperlink, _) = details { hyperlink } else { nil } }
    /// The style, if ``ReadOptions/styles`` was requested; see ``CellView/style``.
    public var style: CellStyle? { if case .known(_, _, let style) = details { style } else { nil } }
    let dateSystem: DateSystem
    private let details: Details

    /// What was requested besides the value. It is apart, so that cells without it are small.
    private indirect enum Details: Sendable, Hashable {
        case none
        case known(formula: String?, hyperlink: String?, style: CellStyle?)
    }

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
        self.dateSystem = dateSystem
        let isPlain = formula == nil && hyperlink == nil && style == nil
        details = isPlain ? .none : .known(formula: formula, hyperlink: hyperlink, style: style)
    }

    /// A cell of which nothing was requested besides the value.
    init(reference: CellReference, value: CellValue, numberFormat: NumberFormat, hasFormula: Bool, dateSystem: DateSystem) {
        self.reference = reference
        self.value = value
        self.hasFormula = hasFormula
        self.numberFormat = numberFormat
        self.dateSystem = dateSystem
        details = .none
    }

    /// The text that an English spreadsheet displays.
    public var displayedText: String { numberFormat.text(for: value, dateSystem: dateSystem) }
}
