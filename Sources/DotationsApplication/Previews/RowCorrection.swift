public import Dotations

/// What somebody typed for a row in a page; nil for a cell that stays as the file has it.
public struct RowCorrection: Codable, Sendable, Hashable {
    /// What the row is about, as the page said it.
    public var subject: String?
    private var email: String?
    private var mobile: String?
    private var seenEmail: String?
    private var seenMobile: String?

    /// A correction of nothing yet.
    public init(subject: String? = nil) { self.subject = subject }

    /// What was typed in a column of contacts; other columns have nothing.
    public subscript(column: SheetColumn) -> TypedValue? {
        get {
            switch column {
            case .email: email.map { TypedValue($0, seen: seenEmail) }
            case .mobile: mobile.map { TypedValue($0, seen: seenMobile) }
            default: nil
            }
        }
        set {
            switch column {
            case .email: (email, seenEmail) = (newValue?.text, newValue?.seen)
            case .mobile: (mobile, seenMobile) = (newValue?.text, newValue?.seen)
            default: break
            }
        }
    }

    var byColumn: [SheetColumn: TypedValue] {
        var values: [SheetColumn: TypedValue] = [:]
        for column in PreviewCells.columns { values[column] = self[column] }
        return values
    }
}
