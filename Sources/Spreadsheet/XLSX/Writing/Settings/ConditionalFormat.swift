/// A format for those of some cells that meet a condition (ECMA-376 part 1, 18.3.1.10).
public struct ConditionalFormat: Sendable, Hashable {
    /// The cells.
    public var ranges: [CellRange]
    /// The condition.
    public var condition: Condition
    /// What is laid over the cell's own style: whatever differs from the normal style, but not the typeface's name and size, the alignment
    /// and the protection. Scales and bars have none.
    public var style: CellStyle?
    /// Whether formats of lower priority are left out where this one applies.
    public var stopsIfTrue: Bool

    /// What makes a format apply (18.18.12).
    public enum Condition: Sendable, Hashable {
        /// The value compares so.
        case cell(Comparison)
        /// A formula, without its equals sign, is true. It is meant for the upper left cell of the first range, and moves with the others.
        case formula(String)
        /// The text has this in it, whatever its case.
        case contains(String)
        /// The text does not have this in it, whatever its case.
        case doesNotContain(String)
        /// The text begins with this, whatever its case.
        case begins(with: String)
        /// The text ends with this, whatever its case.
        case ends(with: String)
        /// The cell is empty, or holds nothing but spaces.
        case isBlank
        /// The cell holds something.
        case isNotBlank
        /// The cell holds an error.
        case isError
        /// The cell holds anything but an error.
        case isNotError
        /// The value is there more than once.
        case isDuplicate
        /// The value is there once.
        case isUnique
        /// The value is among the highest, or lowest, so many; in percent of the cells where asked for. From 1 to 1000.
        case rank(Int, isPercent: Bool = false, isBottom: Bool = false)
        /// The value is over the average, or under it.
        case average(isAbove: Bool)
        /// Each cell has a colour between those of the lowest and the highest value, with one for the median where there are three.
        case colorScale([RGBColor])
        /// Each cell has a bar as long as its value.
        case dataBar(RGBColor)
    }

    /// A format for those cells that meet a condition.
    public init(_ ranges: [CellRange], _ condition: Condition, style: CellStyle? = nil, stopsIfTrue: Bool = false) {
        self.ranges = ranges
        self.condition = condition
        self.style = style
        self.stopsIfTrue = stopsIfTrue
    }
}
