public import DotationStore
public import Dotations

/// An order with its figures, for programs.
public struct OrderSummaryDocument: Encodable, Sendable {
    /// Its number.
    public let number: OrderNumber
    /// Its date.
    public let date: CalendarDate
    /// Whether it is paid.
    public let paid: Bool
    let list: String
    /// How many dotations it has.
    public let dotations: Int
    let activated: Int
    /// What they are worth.
    public let faceValueCents: Euros
    /// What is to be paid: the face values and the commission of 1 %.
    public let totalCents: Euros

    /// An order.
    ///
    /// - Throws: `order.amount-out-of-range`.
    public init(_ summary: OrderSummary) throws {
        let order = summary.order
        guard let total = summary.faceValue.adding(summary.faceValue.onePercent) else {
            throw ApplicationError.amountOutOfRange(order.number)
        }
        (number, date, paid) = (order.number, order.date, order.isPaid)
        list = summary.list.rawValue
        (dotations, activated) = (summary.dotationCount, summary.activatedCount)
        (faceValueCents, totalCents) = (summary.faceValue, total)
    }
}
