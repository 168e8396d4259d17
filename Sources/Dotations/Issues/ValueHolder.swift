/// The person who has a value that a row takes.
public struct ValueHolder: Sendable, Hashable {
    /// The person's name.
    public let person: String
    /// The person's row, where it is in the sheet.
    public let row: Int?
    /// The order of the person's dotation, where it is another one.
    public let order: OrderNumber?
    /// Whether the person had the value at the export, and has another today.
    public let wasExported: Bool

    /// A person who has a value.
    public init(_ person: String, row: Int? = nil, order: OrderNumber? = nil, wasExported: Bool = false) {
        self.person = person
        self.row = row
        self.order = order
        self.wasExported = wasExported
    }
}
