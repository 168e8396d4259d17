/// What to read besides the values. Number formats and displayed text need no option; they are computed on demand.
public struct ReadOptions: OptionSet, Sendable {
    /// The bits.
    public let rawValue: Int
    /// Options from their bits.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// The text of formulas. XLS and XLSB store formulas compiled, and HTML has none, so there is no text in these formats.
    ///
    /// Each cell of XLSX that shares a formula has it as its own, with its relative references moved (ECMA-376 part 1, 18.3.1.40); a cell before
    /// the first one of its group, which no spreadsheet writes, has none. The text counts for ``ReadLimits/rowSize`` and ``ReadLimits/sheetText``.
    public static let formulas = ReadOptions(rawValue: 1)
    /// Hyperlinks. XLSX, XLSB and XLS store them after the rows, so the sheet is decompressed twice.
    public static let hyperlinks = ReadOptions(rawValue: 2)
    /// Styles: font, background, lines, alignment and protection, from XLSX; other formats have none here. The styles part is read once for a
    /// workbook. Colours of the theme are those that it has in the file.
    public static let styles = ReadOptions(rawValue: 4)
}
