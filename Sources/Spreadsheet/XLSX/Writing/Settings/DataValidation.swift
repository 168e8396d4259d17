/// A rule for what may be typed into cells (ECMA-376 part 1, 18.3.1.32).
public struct DataValidation: Sendable, Hashable {
    /// The cells.
    public var ranges: [CellRange]
    /// The allowed values.
    public var rule: Rule
    /// Whether the cells may be empty.
    public var allowsBlank = true
    /// The message that is shown while such a cell is selected.
    public var prompt: Message?
    /// The message that is shown after invalid input; nil for the spreadsheet's own.
    public var error: Message?
    /// The reaction to invalid input.
    public var severity = Severity.stop

    /// A title of at most 32 UTF-16 units and a text of at most 255.
    public struct Message: Sendable, Hashable {
        /// The title.
        public var title: String
        /// The text.
        public var text: String
        /// Creates a message.
        public init(title: String = "", _ text: String) {
            self.title = title
            self.text = text
        }
    }

    /// A reaction to invalid input (18.18.18).
    public enum Severity: String, Sendable, Hashable {
        /// Refuse it.
        case stop
        /// Ask the user.
        case warning
        /// Inform the user.
        case information
    }

    /// The allowed values of cells. Formulas have no equals sign, and at most 255 UTF-16 units.
    public enum Rule: Sendable, Hashable {
        /// One of a list of texts without commas, together at most 255 UTF-16 units.
        case list([String])
        /// A value from a range or another formula.
        case listFrom(formula: String)
        /// An integer.
        case wholeNumber(Comparison)
        /// A number.
        case decimal(Comparison)
        /// A date.
        case date(Comparison)
        /// A time.
        case time(Comparison)
        /// A text with the length compared.
        case textLength(Comparison)
        /// A value for which a formula is true.
        case formula(String)
    }

    /// Creates a rule. Set further properties before use.
    public init(_ ranges: [CellRange], _ rule: Rule) {
        self.ranges = ranges
        self.rule = rule
    }
}
