/// A note on a cell (ECMA-376 part 1, 18.7.3).
public struct CellComment: Sendable, Hashable {
    /// The cell.
    public var cell: CellReference
    /// What the note says.
    public var text: String
    /// Who wrote it.
    public var author: String
    /// Whether it is shown all the time.
    public var isVisible: Bool

    /// A note on a cell.
    public init(_ cell: CellReference, _ text: String, author: String = "", isVisible: Bool = false) {
        self.cell = cell
        self.text = text
        self.author = author
        self.isVisible = isVisible
    }
}
