/// An order of dotations (« commande »).
public struct Order: Sendable, Hashable {
    /// « N° de commande ».
    public let number: OrderNumber
    /// The day of the order.
    public let date: CalendarDate
    /// Whether it is paid; only a paid order's dotations can change.
    public var isPaid: Bool

    /// An order.
    public init(number: OrderNumber, date: CalendarDate, isPaid: Bool) {
        self.number = number
        self.date = date
        self.isPaid = isPaid
    }
}
