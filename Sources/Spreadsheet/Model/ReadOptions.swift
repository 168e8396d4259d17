/// What to read beside the values. Number formats and displayed text cost nothing until they are asked for, and need no option.
public struct ReadOptions: OptionSet, Sendable {
    /// The bits.
    public let rawValue: Int
    /// Options from their bits.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// The text of formulas.
    public static let formulas = ReadOptions(rawValue: 1)
    /// Hyperlinks. They stand behind the rows in a worksheet, so the part is read twice.
    public static let hyperlinks = ReadOptions(rawValue: 2)
}
