internal import DotationStore
public import Dotations

/// Records that an order is paid, so that its dotations can be changed.
public struct PayOrder {
    /// An order that is paid.
    public struct Result: Encodable, Sendable {
        /// Its number.
        public let order: OrderNumber
        /// That it is paid.
        public let paid = true
    }

    private let number: OrderNumber
    private let application: Application

    /// The payment of that order.
    public init(_ number: OrderNumber, application: Application) {
        self.number = number
        self.application = application
    }

    /// Records it.
    ///
    /// - Throws: `store.order-unknown`; `nothing-to-do` where it is paid already.
    public func run() throws -> Result {
        guard try application.store.payOrder(number, context: application.context) else {
            throw ApplicationError.alreadyPaid(number)
        }
        return Result(order: number)
    }
}
