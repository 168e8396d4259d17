extension CellStyle {
    /// Where in a cell its content stands (ECMA-376 part 1, 18.8.1).
    public struct Alignment: Sendable, Hashable {
        /// Where from side to side; nil for what the kind of value brings along.
        public var horizontal: Horizontal?
        /// Where from top to bottom; nil for the bottom.
        public var vertical: Vertical?
        /// Whether text goes on in the next line where the cell ends.
        public var wraps: Bool
        /// Whether text is made smaller until it fits.
        public var shrinks: Bool
        /// How far from the side, in steps of three spaces, up to 250.
        public var indent: Int
        /// The turn of the text in degrees, from -90, downwards, to 90, upwards.
        public var rotation: Int

        /// Where from side to side (18.18.40).
        public enum Horizontal: String, Sendable, Hashable {
            /// On the left.
            case left
            /// In the middle.
            case center
            /// On the right.
            case right
            /// Again and again, until the cell is full.
            case fill
            /// On both sides.
            case justify
            /// In the middle of the cell and the empty ones after it.
            case centerContinuous
            /// With the same gaps on both sides of each word.
            case distributed
        }

        /// Where from top to bottom (18.18.88).
        public enum Vertical: String, Sendable, Hashable {
            /// At the top.
            case top
            /// In the middle.
            case center
            /// At the bottom.
            case bottom
            /// Lines from top to bottom.
            case justify
            /// Lines with the same gaps.
            case distributed
        }

        /// An alignment.
        public init(
            horizontal: Horizontal? = nil, vertical: Vertical? = nil, wraps: Bool = false, shrinks: Bool = false, indent: Int = 0,
            rotation: Int = 0
        ) {
            self.horizontal = horizontal
            self.vertical = vertical
            self.wraps = wraps
            self.shrinks = shrinks
            self.indent = indent
            self.rotation = rotation
        }
    }
}
