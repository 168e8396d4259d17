/// A format of cells that meet a condition (ECMA-376 part 1, 18.3.1.10).
public struct ConditionalFormat: Sendable, Hashable {
    /// The cells.
    public var ranges: [CellRange]
    /// The condition.
    public var condition: Condition
    /// The changes to the cell's style: every difference from the normal style, except the typeface's name and size, the alignment
    /// and the protection. Scales and bars have no style.
    public var style: CellStyle?
    /// Whether formats of lower priority are ignored where this one applies.
    public var stopsIfTrue: Bool

    /// The condition of a format (18.18.12).
    public enum Condition: Sendable, Hashable {
        /// The comparison with the value is true.
        case cell(Comparison)
        /// A formula, without its equals sign, is true. Its references are relative to the upper left cell of the first range.
        case formula(String)
        /// The text contains this, ignoring case.
        case contains(String)
        /// The text does not contain this, ignoring case.
        case doesNotContain(String)
        /// The text begins with this, ignoring case.
        case begins(with: String)
        /// The text ends with this, ignoring case.
        case ends(with: String)
        /// The cell is empty or contains only spaces.
        case isBlank
        /// The cell contains more than spaces.
        case isNotBlank
        /// The cell contains an error.
        case isError
        /// The cell does not contain an error.
        case isNotError
        /// The value occurs more than once.
        case isDuplicate
        /// The value occurs once.
        case isUnique
        /// The value is among the highest or lowest, by number or percent of the cells, from 1 to 1000.
        case rank(Int, isPercent: Bool = false, isBottom: Bool = false)
        /// The value is above or below the average.
        case average(isAbove: Bool)
        /// Each cell has a colour between those of the lowest and the highest value; of three colours, the second is the median's.
        case colorScale([RGBColor])
        /// Each cell has a bar in proportion to its value.
        case dataBar(RGBColor)
    }

    /// Creates a format of cells that meet a condition.
    public init(_ ranges: [CellRange], _ condition: Condition, style: CellStyle? = nil, stopsIfTrue: Bool = false) {
        self.ranges = ranges
        self.condition = condition
        self.style = style
        self.stopsIfTrue = stopsIfTrue
    }
}
