internal import DotationText

/// One data row of an edited sheet.
public struct EditedRow: Sendable {
    /// The row's number in the sheet, from 1; in a CSV the record's.
    public var number: Int
    /// Whether the row is hidden, for example by a filter.
    public var isHidden: Bool
    /// Whether the row has more or fewer fields than the header, as only a CSV can.
    public var hasFieldCountMismatch: Bool
    /// The label of a total, such as `Total`, where one stands in a column that the domain does not know.
    public var outsideLabel: String?

    private var values: InlineArray<10, SheetValue?>
    /// What somebody typed in place of the sheet's values.
    private var typed: [SheetColumn: TypedValue] = [:]

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

    /// Puts what somebody typed in the place of the sheet's value. They have seen what is stored: it is compared with that alone.
    package mutating func type(_ value: TypedValue, in column: SheetColumn) {
        self[column] = .text(value.text)
        typed[column] = value
    }

    func typed(_ column: SheetColumn) -> TypedValue? { typed[column] }
}

extension EditedRow {
    /// What makes the row a total and no data: the label `Total`, `Somme` and the like in some cell, while nothing in the row names a dotation or
    /// a person; or without one the amount that a formula computes, where the row has nothing else.
    package var totalLabel: String? {
        var label = outsideLabel
        for column in [SheetColumn.identifier, .matricule, .orderNumber, .lastName, .firstName, .email, .mobile] {
            switch self[column] {
            case nil, .blank, .covered: break
            // How many cells of the column hold something, as the last row of a spreadsheet's table has it.
            case .formula(cached: .number) where column != .identifier: break
            case .text(let text):
                guard Self.isTotalLabel(text) || SheetText.trimmed(text).isEmpty else { return nil }
                if label == nil, !SheetText.trimmed(text).isEmpty { label = text }
            default: return nil
            }
        }
        guard label == nil, case .formula? = self[.amount] else { return label }
        let hasOnlyAmounts = [SheetColumn.status, .resend].allSatisfy { self[$0]?.isBlank ?? true }
        return hasOnlyAmounts ? self[.amount]?.shown : nil
    }

    package static func isTotalLabel(_ text: String) -> Bool {
        guard text.utf8.count <= 64, !text.utf8.contains(UInt8(ascii: "@")) else { return false }
        let key = Folding.key(text)
        return ["total", "soustotal"].contains { key.hasPrefix($0) }
            || ["totaux", "soustotaux", "somme", "sommes", "grandtotal"].contains(key)
    }
}
