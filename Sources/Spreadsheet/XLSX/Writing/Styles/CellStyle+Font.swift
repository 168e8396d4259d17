extension CellStyle {
    /// A typeface (ECMA-376 part 1, 18.8.22).
    public struct Font: Sendable, Hashable {
        /// The typeface's name.
        public var name: String
        /// The size in points, from 1 to 409.
        public var size: Double
        /// Whether it is bold.
        public var isBold: Bool
        /// Whether it is italic.
        public var isItalic: Bool
        /// The underline.
        public var underline: Underline?
        /// Whether the text is struck through.
        public var isStruckThrough: Bool
        /// The colour; nil for the window's text colour.
        public var color: RGBColor?

        /// An underline (18.18.82).
        public enum Underline: String, Sendable, Hashable {
            /// One line.
            case single
            /// Two lines.
            case double
            /// One line, as wide as the cell.
            case singleAccounting
            /// Two lines, as wide as the cell.
            case doubleAccounting
        }

        /// Creates a typeface, by default that of a new workbook, Calibri 11.
        public init(
            name: String = "Calibri", size: Double = 11, isBold: Bool = false, isItalic: Bool = false, underline: Underline? = nil,
            isStruckThrough: Bool = false, color: RGBColor? = nil
        ) {
            self.name = name
            self.size = size
            self.isBold = isBold
            self.isItalic = isItalic
            self.underline = underline
            self.isStruckThrough = isStruckThrough
            self.color = color
        }
    }
}
