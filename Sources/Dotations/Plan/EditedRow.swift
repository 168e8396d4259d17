/// One data row of an edited sheet.
public struct EditedRow: Sendable {
    /// The row's number in the sheet, from 1; in a CSV the record's.
    public var number: Int
    /// Whether the row is hidden, for example by a filter.
    public var isHidden: Bool
    /// Whether the row has more or fewer fields than the header, as only a CSV can.
    public var hasFieldCountMismatch: Bool

    private var values: InlineArray<10, SheetValue?>

    /// A row without any value yet.
    public init(number: Int, isHidden: Bool = false, hasFieldCountMismatch: Bool = false) {
        self.number = number
        self.isHidden = isHidden
        self.hasFieldCountMismatch = hasFieldCountMismatch
        values = InlineArray(repeating: nil)
    }

    /// The value in a column, or nil where the sheet does not have that column. An empty cell of a column it has is `blank`.
    public subscript(column: SheetColumn) -> SheetValue? {
        get { values[column.rawValue] }
        set { values[column.rawValue] = newValue }
    }
}
