/// One dotation's status to be set.
public struct PlannedStatus: Sendable, Hashable {
    /// The sheet's row, where there is a sheet.
    public let row: Int?
    /// The dotation.
    public let id: Dotation.ID
    /// Its order.
    public let order: OrderNumber
    /// The revision that the plan saw; where the store has another one, the plan is out of date.
    public let revision: Int
    /// The status in the store.
    public let old: DotationStatus
    /// The status to set, under the name that the guide gives it.
    public let new: DotationStatus

    init(row: Int?, _ dotation: Dotation, _ status: DotationStatus) {
        self.row = row
        id = dotation.id
        order = dotation.order
        revision = dotation.revision
        old = dotation.status
        new = status
    }
}
