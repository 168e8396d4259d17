extension CellStyle {
    /// The lines around a cell (ECMA-376 part 1, 18.8.4).
    public struct Border: Sendable, Hashable {
        /// The line on the left.
        public var left: Line?
        /// The line on the right.
        public var right: Line?
        /// The line above.
        public var top: Line?
        /// The line below.
        public var bottom: Line?

        /// A line.
        public struct Line: Sendable, Hashable {
            /// The line's style.
            public var style: LineStyle
            /// The colour; nil for the window's text colour.
            public var color: RGBColor?

            /// A line.
            public init(_ style: LineStyle, color: RGBColor? = nil) {
                self.style = style
                self.color = color
            }
        }

        /// A line's style (18.18.3).
        public enum LineStyle: String, Sendable, Hashable {
            /// Hairline.
            case hair
            /// Thin.
            case thin
            /// Medium.
            case medium
            /// Thick.
            case thick
            /// Two lines.
            case double
            /// Dots.
            case dotted
            /// Dashes.
            case dashed
            /// Dashes and dots.
            case dashDot
            /// Dashes and pairs of dots.
            case dashDotDot
            /// Thicker dashes.
            case mediumDashed
            /// Thicker dashes and dots.
            case mediumDashDot
            /// Thicker dashes and pairs of dots.
            case mediumDashDotDot
            /// Slanted dashes and dots.
            case slantDashDot
        }

        /// Lines on some sides.
        public init(left: Line? = nil, right: Line? = nil, top: Line? = nil, bottom: Line? = nil) {
            self.left = left
            self.right = right
            self.top = top
            self.bottom = bottom
        }

        /// The same line on every side.
        public static func around(_ style: LineStyle, color: RGBColor? = nil) -> Border {
            let line = Line(style, color: color)
            return Border(left: line, right: line, top: line, bottom: line)
        }
    }
}
