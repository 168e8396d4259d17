/// A rule for what may be typed into cells (ECMA-376 part 1, 18.3.1.32).
public struct DataValidation: Sendable, Hashable {
    /// The cells.
    public var ranges: [CellRange]
    /// What they may hold.
    public var rule: Rule
    /// Whether they may be empty.
    public var allowsBlank = true
    /// What is shown while such a cell is selected.
    public var prompt: Message?
    /// What is shown when something else is typed. Without it there is a message of the spreadsheet's own.
    public var error: Message?
    /// What happens when something else is typed.
    public var severity = Severity.stop

    /// A title of at most 32 UTF-16 units over a text of at most 255.
    public struct Message: Sendable, Hashable {
        /// The title.
        public var title: String
        /// The text.
        public var text: String
        /// A title over a text.
        public init(title: String = "", _ text: String) {
            self.title = title
            self.text = text
        }
    }

    /// What happens when something else is typed (18.18.18).
    public enum Severity: String, Sendable, Hashable {
        /// It is refused.
        case stop
        /// The user is asked.
        case warning
        /// The user is told.
        case information
    }

    /// What cells may hold. Formulas have no equals sign, and at most 255 UTF-16 units.
    public enum Rule: Sendable, Hashable {
        /// One of some texts without commas, together at most 255 UTF-16 units, chosen from a list.
        case list([String])
        /// A value from a range or another formula, chosen from a list.
        case listFrom(formula: String)
        /// A number without decimals.
        case wholeNumber(Comparison)
        /// A number.
        case decimal(Comparison)
        /// A date.
        case date(Comparison)
        /// A time.
        case time(Comparison)
        /// A text whose length compares so.
        case textLength(Comparison)
        /// Whatever makes a formula true.
        case formula(String)
    }

    /// A rule for some cells, to be completed by setting the properties.
    public init(_ ranges: [CellRange], _ rule: Rule) {
        self.ranges = ranges
        self.rule = rule
    }
}
