/// A style of the workbook at hand, as ``WorkbookWriter/style(_:)`` gives it out; other workbooks refuse it.
public struct StyleID: Sendable, Hashable {
    /// The writer that gave it out, by its number; 0 for what every workbook has.
    let writer: UInt32
    /// The index in `cellXfs` (ECMA-376 part 1, 18.8.10).
    let index: UInt32

    /// The normal style, which every workbook has.
    public static let normal = StyleID(writer: 0, index: 0)
}
