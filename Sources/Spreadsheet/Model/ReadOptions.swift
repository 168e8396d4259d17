/// What to read besides the values. Number formats and displayed text need no option; they are computed on demand.
public struct ReadOptions: OptionSet, Sendable {
    /// The bits.
    public let rawValue: Int
    /// Options from their bits.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// The text of formulas. XLS and XLSB have it as code, which is not made into text.
    public static let formulas = ReadOptions(rawValue: 1)
    /// Hyperlinks. They come after the rows in a worksheet, so the part is read twice.
    public static let hyperlinks = ReadOptions(rawValue: 2)
}
