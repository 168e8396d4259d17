/// Cells without a green corner for some apparent errors (ECMA-376 part 1, 18.3.1.51).
public struct IgnoredErrors: Sendable, Hashable {
    /// The cells.
    public var ranges: [CellRange]
    /// The apparent errors.
    public var kinds: Kinds

    /// The apparent errors.
    public struct Kinds: OptionSet, Sendable, Hashable {
        /// The bits.
        public let rawValue: Int
        /// Kinds from their bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// A number stored as text, such as a phone number.
        public static let numberStoredAsText = Kinds(rawValue: 1)
        /// A formula whose result is an error.
        public static let evaluationError = Kinds(rawValue: 2)
        /// A text date whose year has two digits.
        public static let twoDigitTextYear = Kinds(rawValue: 4)
        /// A formula that differs from those around it.
        public static let formula = Kinds(rawValue: 8)
        /// A formula that omits cells next to its range.
        public static let formulaRange = Kinds(rawValue: 16)
        /// A formula in a cell that is not locked.
        public static let unlockedFormula = Kinds(rawValue: 32)
        /// A formula that uses empty cells.
        public static let emptyCellReference = Kinds(rawValue: 64)
        /// A value in a table that the column's rule does not allow.
        public static let listDataValidation = Kinds(rawValue: 128)
        /// A formula that differs from that of its table's column.
        public static let calculatedColumn = Kinds(rawValue: 256)
    }

    /// Creates cells that ignore those errors.
    public init(_ ranges: [CellRange], _ kinds: Kinds) {
        self.ranges = ranges
        self.kinds = kinds
    }
}
