extension CellStyle {
    /// A background (ECMA-376 part 1, 18.8.32).
    public struct Fill: Sendable, Hashable {
        /// The pattern.
        public var pattern: Pattern
        /// The colour of the pattern, and of everything where it is solid.
        public var foreground: RGBColor
        /// The colour behind the pattern.
        public var background: RGBColor?

        /// A pattern (18.18.55).
        public enum Pattern: String, Sendable, Hashable {
            /// Colour everywhere.
            case solid
            /// Dots of a sixteenth.
            case gray0625
            /// Dots of an eighth.
            case gray125
            /// Light dots.
            case lightGray
            /// Middling dots.
            case mediumGray
            /// Dense dots.
            case darkGray
            /// Thin level lines.
            case lightHorizontal
            /// Thin upright lines.
            case lightVertical
            /// Thin lines downwards.
            case lightDown
            /// Thin lines upwards.
            case lightUp
            /// A thin grid.
            case lightGrid
            /// A thin trellis.
            case lightTrellis
            /// Thick level lines.
            case darkHorizontal
            /// Thick upright lines.
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

        /// A pattern in its colours.
        public init(_ pattern: Pattern, foreground: RGBColor, background: RGBColor? = nil) {
            self.pattern = pattern
            self.foreground = foreground
            self.background = background
        }

        /// One colour everywhere.
        public static func solid(_ color: RGBColor) -> Fill { Fill(.solid, foreground: color) }
    }
}
