/// A piece of a text that has a typeface of its own (ECMA-376 part 1, 18.4.4).
public struct TextRun: Sendable, Hashable {
    /// The text.
    public var text: String
    /// The typeface; nil for that of the cell.
    public var font: CellStyle.Font?

    /// A piece of a text.
    public init(_ text: String, font: CellStyle.Font? = nil) {
        self.text = text
        self.font = font
    }
}

extension TextRun: ExpressibleByStringLiteral {
    /// A piece in the typeface of the cell.
    public init(stringLiteral text: String) { self.init(text) }
}
