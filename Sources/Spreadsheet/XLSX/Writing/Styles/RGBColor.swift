/// An opaque RGB colour.
public struct RGBColor: Sendable, Hashable {
    /// The value `0xRRGGBB`.
    public let value: UInt32

    /// Creates a colour from `0xRRGGBB`; higher bits are ignored.
    public init(_ value: UInt32) { self.value = value & 0xFF_FFFF }

    /// Black.
    public static let black = RGBColor(0)
    /// White.
    public static let white = RGBColor(0xFF_FFFF)

    /// The eight digits of `ST_UnsignedIntHex` (ECMA-376 part 1, 18.18.86), alpha first.
    var hexadecimal: String { "FF" + value.padded(to: 6, radix: 16) }
}
