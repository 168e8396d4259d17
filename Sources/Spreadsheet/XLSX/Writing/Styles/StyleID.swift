/// A style of one workbook, from ``WorkbookWriter/style(_:)``; other workbooks refuse it.
public struct StyleID: Sendable, Hashable {
    /// The number of its writer; 0 for the normal style.
    let writer: UInt32
    /// The index in `cellXfs` (ECMA-376 part 1, 18.8.10).
    let index: UInt32

    /// The normal style, which every workbook has.
    public static let normal = StyleID(writer: 0, index: 0)
}
