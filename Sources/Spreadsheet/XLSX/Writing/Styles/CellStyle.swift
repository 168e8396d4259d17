/// A cell's format and protection (ECMA-376 part 1, 18.8.45); by default the normal style.
public struct CellStyle: Sendable, Hashable {
    /// The number format. `@` formats a cell as text.
    public var numberFormat: NumberFormat
    /// The typeface.
    public var font: Font
    /// The background.
    public var fill: Fill?
    /// The lines around the cell.
    public var border: Border
    /// The alignment.
    public var alignment: Alignment
    /// Whether the cell is locked if its sheet is protected.
    public var isLocked: Bool
    /// Whether the cell's formula is hidden if its sheet is protected.
    public var hidesFormula: Bool
    /// Whether input stays text, even if it begins like a formula. The writer sets it for text that begins like a formula.
    public var hasQuotePrefix: Bool

    /// Creates a style, by default the normal one.
    public init(
        numberFormat: NumberFormat = .general, font: Font = Font(), fill: Fill? = nil, border: Border = Border(),
        alignment: Alignment = Alignment(), isLocked: Bool = true, hidesFormula: Bool = false, hasQuotePrefix: Bool = false
    ) {
        self.numberFormat = numberFormat
        self.font = font
        self.fill = fill
        self.border = border
        self.alignment = alignment
        self.isLocked = isLocked
        self.hidesFormula = hidesFormula
        self.hasQuotePrefix = hasQuotePrefix
    }
}
