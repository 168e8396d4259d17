/// What makes a plan unusual, so that a person has to confirm it by typing: values that moved among people, many changes, a repeated address.
struct UnusualPlanGuard {
    /// What each column takes from other people.
    let moves: [(column: SheetColumn, values: MovedValues)]
    /// Who would have each of the new addresses.
    let holders: [String: [Int]]
    let total: Int
    let isUndo: Bool

    /// Why the changes have to be confirmed; empty where nothing is unusual.
    func confirmations(_ changed: [RowRequest]) -> [ConfirmationNeed] {
        var needs = moves.filter { $0.values.movedCount > 0 }.map { ConfirmationNeed.moved($0.column, count: $0.values.movedCount) }
        for (column, values) in moves where column == .email && values.movedCount == 0 && !values.arrivals.isEmpty {
            needs.append(.emailsOfOthers(count: values.arrivals.count))
        }
        needs += ConfirmationNeed.many(
            emails: changed.count { $0.email != nil }, mobiles: changed.count { $0.mobile != nil }, of: total, isUndo: isUndo)
        let repeated = holders.filter { $0.value.count > 3 }.sorted { $0.key < $1.key }
        return needs + repeated.map { .repeatedEmail(address: $0.key, count: $0.value.count, isUndo: isUndo) }
    }
}

extension ConfirmationNeed {
    /// What a person has to confirm where more than a fifth of the addresses, or of the numbers, change.
    package static func many(emails: Int, mobiles: Int, of total: Int, isUndo: Bool = false) -> [ConfirmationNeed] {
        (emails * 5 > total ? [.manyEmails(changed: emails, of: total, isUndo: isUndo)] : [])
            + (mobiles * 5 > total ? [.manyMobiles(changed: mobiles, of: total, isUndo: isUndo)] : [])
    }
}
