extension CellStyle {
    /// The alignment of a cell's content (ECMA-376 part 1, 18.8.1).
    public struct Alignment: Sendable, Hashable {
        /// The horizontal alignment; nil for that of the kind of value.
        public var horizontal: Horizontal?
        /// The vertical alignment; nil for the bottom.
        public var vertical: Vertical?
        /// Whether text wraps.
        public var wraps: Bool
        /// Whether text shrinks to fit.
        public var shrinks: Bool
        /// The indent in steps of three spaces, up to 250.
        public var indent: Int
        /// The rotation in degrees, from -90 (downwards) to 90 (upwards).
        public var rotation: Int

        /// A horizontal alignment (18.18.40).
        public enum Horizontal: String, Sendable, Hashable {
            /// On the left.
            case left
            /// In the middle.
            case center
            /// On the right.
            case right
            /// Repeated until the cell is full.
            case fill
            /// Justified.
            case justify
            /// Centred across the cell and the empty ones after it.
            case centerContinuous
            /// Words evenly distributed.
            case distributed
        }

        /// A vertical alignment (18.18.88).
        public enum Vertical: String, Sendable, Hashable {
            /// At the top.
            case top
            /// In the middle.
            case center
            /// At the bottom.
            case bottom
            /// Lines justified vertically.
            case justify
            /// Lines evenly distributed.
            case distributed
        }

        /// Creates an alignment.
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
