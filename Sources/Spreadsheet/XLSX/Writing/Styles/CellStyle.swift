/// How a cell looks and what may be done to it (ECMA-376 part 1, 18.8.45). Without changes it is the workbook's normal style.
public struct CellStyle: Sendable, Hashable {
    /// How numbers are shown. `@` makes a cell one for text.
    public var numberFormat: NumberFormat
    /// The typeface.
    public var font: Font
    /// The background.
    public var fill: Fill?
    /// The lines around the cell.
    public var border: Border
    /// Where in the cell its content stands.
    public var alignment: Alignment
    /// Whether the cell may not be changed once its sheet is protected.
    public var isLocked: Bool
    /// Whether the cell's formula is not shown once its sheet is protected.
    public var hidesFormula: Bool
    /// Whether what is typed into the cell stays text whatever it begins with. Set by itself for text that begins like a formula.
    public var hasQuotePrefix: Bool

    /// A style that differs from the normal one in what is given.
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
