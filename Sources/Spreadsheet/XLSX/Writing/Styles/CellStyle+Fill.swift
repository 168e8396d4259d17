extension CellStyle {
    /// A background (ECMA-376 part 1, 18.8.32).
    public struct Fill: Sendable, Hashable {
        /// The pattern.
        public var pattern: Pattern
        /// The colour of the pattern or of a solid fill.
        public var foreground: RGBColor
        /// The background colour of the pattern.
        public var background: RGBColor?

        /// A pattern (18.18.55).
        public enum Pattern: String, Sendable, Hashable {
            /// Solid.
            case solid
            /// 6.25 % dots.
            case gray0625
            /// 12.5 % dots.
            case gray125
            /// Light dots.
            case lightGray
            /// Medium dots.
            case mediumGray
            /// Dense dots.
            case darkGray
            /// Thin horizontal lines.
            case lightHorizontal
            /// Thin vertical lines.
            case lightVertical
            /// Thin lines downwards.
            case lightDown
            /// Thin lines upwards.
            case lightUp
            /// A thin grid.
            case lightGrid
            /// A thin trellis.
            case lightTrellis
            /// Thick horizontal lines.
            case darkHorizontal
            /// Thick vertical lines.
            case darkVertical
            /// Thick lines downwards.
            case darkDown
            /// Thick lines upwards.
            case darkUp
            /// A thick grid.
            case darkGrid
            /// A thick trellis.
            case darkTrellis
        }

        /// Creates a fill.
        public init(_ pattern: Pattern, foreground: RGBColor, background: RGBColor? = nil) {
            self.pattern = pattern
            self.foreground = foreground
            self.background = background
        }

        /// A solid fill.
        public static func solid(_ color: RGBColor) -> Fill { Fill(.solid, foreground: color) }
    }
}
