extension CellReference: ExpressibleByStringLiteral {
    /// The reference that a literal says: `"B7"`.
    ///
    /// - Precondition: It is a cell's. A text that comes from elsewhere is no literal: `CellReference(text)` is nil for one that is not valid.
    public init(stringLiteral text: StaticString) {
        guard let reference = Self(String(describing: text)) else { preconditionFailure("\(text) is no cell, such as B7") }
        self = reference
    }
}

extension CellRange: ExpressibleByStringLiteral {
    /// The range that a literal says: `"A1:C10"`, or `"B7"`.
    ///
    /// - Precondition: It is a range. A text that comes from elsewhere is no literal: `CellRange(text)` is nil for one that is not valid.
    public init(stringLiteral text: StaticString) {
        guard let range = Self(String(describing: text)) else { preconditionFailure("\(text) is no range, such as A1:C10") }
        self = range
    }
}
