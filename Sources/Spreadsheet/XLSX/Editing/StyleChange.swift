/// What an edit changes of a cell's style. What is nil stays as the cell has it.
///
/// A font, a border or an alignment takes the place of the cell's whole one.
public struct StyleChange: Sendable, Hashable {
    /// The number format.
    public var numberFormat: NumberFormat?
    /// The typeface.
    public var font: CellStyle.Font?
    /// The background.
    public var fill: CellStyle.Fill?
    /// Whether the cell has no background any more, where ``fill`` gives it none.
    public var removesFill: Bool
    /// The lines around the cell.
    public var border: CellStyle.Border?
    /// The alignment.
    public var alignment: CellStyle.Alignment?
    /// Whether the cell becomes one whose text stays text, though it begins like a formula.
    var setsQuotePrefix = false

    /// Creates a change, by default of nothing.
    public init(
        numberFormat: NumberFormat? = nil, font: CellStyle.Font? = nil, fill: CellStyle.Fill? = nil, removesFill: Bool = false,
        border: CellStyle.Border? = nil, alignment: CellStyle.Alignment? = nil
    ) {
        self.numberFormat = numberFormat
        self.font = font
        self.fill = fill
        self.removesFill = removesFill
        self.border = border
        self.alignment = alignment
    }

    var isEmpty: Bool { self == StyleChange() }

    /// This change and then another one.
    func followed(by later: StyleChange) -> StyleChange {
        var both = self
        both.numberFormat = later.numberFormat ?? numberFormat
        both.font = later.font ?? font
        if later.fill != nil || later.removesFill { (both.fill, both.removesFill) = (later.fill, later.removesFill) }
        both.border = later.border ?? border
        both.alignment = later.alignment ?? alignment
        both.setsQuotePrefix = setsQuotePrefix || later.setsQuotePrefix
        return both
    }

    /// - Throws: A code of `write.` if spreadsheets do not accept it.
    func check() throws(SpreadsheetError) {
        try CellStyle(
            numberFormat: numberFormat ?? .general, font: font ?? .init(), fill: fill, border: border ?? .init(),
            alignment: alignment ?? .init()
        ).check()
    }
}
