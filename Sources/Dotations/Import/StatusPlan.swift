/// What statuses would be set: of a sheet of statuses, or of single dotations.
///
/// Each data row of a sheet is in exactly one of three places: ``changes``, ``refused`` or the count ``unchangedCount``. All lists are in the
/// order of the sheet's rows.
public struct StatusPlan: Sendable, Hashable {
    /// The one order that it is about, where it is about one.
    public let order: OrderNumber?
    /// How many data rows the sheet has, or of how many dotations the status was to be set; blank rows do not count.
    public let rowCount: Int
    /// How many of them have their status already, or still say what was exported.
    public let unchangedCount: Int
    /// How many data rows are hidden, whatever they say.
    public let hiddenRowCount: Int
    /// The statuses to set.
    public let changes: [PlannedStatus]
    /// The rows that are not applied, and why.
    public let refused: [RefusedRow]
    /// What is worth a look, though it is applied.
    public let warnings: [PlannedWarning]

    /// Why a person has to confirm the plan; empty where nothing is unusual.
    public var confirmations: [ConfirmationNeed] {
        let unknown = changes.filter { $0.new.kind == .other }
        let reopenedCount = changes.count { $0.old.kind == .activated && $0.new.isNotActivated }
        let backwardCount = changes.count { $0.old.kind != .activated && $0.new.isBefore($0.old) }
        return (unknown.isEmpty ? [] : [.unknownStatuses(Set(unknown.map(\.new)), count: unknown.count)])
            + (reopenedCount == 0 ? [] : [.reopened(count: reopenedCount)])
            + (backwardCount == 0 ? [] : [.backward(count: backwardCount)])
    }

    /// The plan that gives dotations a status.
    public static func setting(_ status: DotationStatus, of dotations: [Dotation]) -> StatusPlan {
        let status = status.underItsName
        let changes = dotations.filter { $0.status != status }.map { PlannedStatus(row: nil, $0, status) }
        let orders = Set(dotations.map(\.order))
        return StatusPlan(
            order: orders.count == 1 ? orders.first : nil, rowCount: dotations.count, unchangedCount: dotations.count - changes.count,
            hiddenRowCount: 0, changes: changes, refused: [], warnings: [])
    }
}
