internal import DotationAccounts
internal import DotationStore
public import Dotations

extension Application {
    /// The orders among these that are not paid, so that nothing of theirs can be changed yet.
    public func unpaidOrders(among numbers: some Sequence<OrderNumber>) throws -> Set<OrderNumber> {
        try require(.view)
        return try Set(numbers).filter { try store.order($0)?.isPaid == false }
    }
}
