/// A style of the workbook at hand, as ``WorkbookWriter/style(_:)`` gives it out.
public struct StyleID: Sendable, Hashable {
    /// The index in `cellXfs` (ECMA-376 part 1, 18.8.10).
    let index: UInt32

    /// The normal style, which every workbook has.
    public static let normal = StyleID(index: 0)
}
