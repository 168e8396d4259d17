internal import DotationAccounts
internal import DotationStore
public import Dotations

extension Application {
    /// Records that an order is paid, so that its dotations can be changed; gives what programs read of it.
    ///
    /// - Throws: `store.order-unknown`; `nothing-to-do` where it is paid already.
    public func payOrder(_ number: OrderNumber) throws -> JSONObject {
        try require(.change)
        guard try store.payOrder(number, context: context) else { throw ApplicationError.alreadyPaid(number) }
        return ["order": number, "paid": true]
    }
}
