/// What to read besides the values. Number formats and displayed text need no option; they are computed on demand.
public struct ReadOptions: OptionSet, Sendable {
    /// The bits.
    public let rawValue: Int
    /// Options from their bits.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// The text of formulas. XLS and XLSB store formulas compiled, and HTML has none, so there is no text in these formats.
    public static let formulas = ReadOptions(rawValue: 1)
    /// Hyperlinks. XLSX, XLSB and XLS store them after the rows, so the sheet is read twice.
    public static let hyperlinks = ReadOptions(rawValue: 2)
}
