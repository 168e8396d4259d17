internal import Dotations

/// Which of one person's sales in one session the rows of a sheet say.
///
/// Each row is a purchase of its own, so that a sale is said by one row at most: rows and sales that are alike are brought together in their
/// orders, the surest likeness first. A sheet that comes again therefore says the sales that it made, row by row.
struct SaleMatching {
    /// The position of the sale that each row says; nil where it says none.
    private(set) var found: [Int?]
    /// The rows that could say several sales, paid by different payments.
    private(set) var ambiguous: Set<Int> = []

    /// The active sales that no row says.
    private var unsaid: [Sale] = []

    private let rows: [ResolvedRow]
    private let sales: [Sale]
    private var isClaimed: [Bool]
    private var pending: [Int]

    init(rows: [ResolvedRow], sales: [Sale]) {
        self.rows = rows
        self.sales = sales
        found = Array(repeating: nil, count: rows.count)
        isClaimed = Array(repeating: false, count: sales.count)
        // Rows that leave sales to others choose first: what they may not take is left for the others.
        pending = rows.indices.filter { !rows[$0].otherSales.isEmpty } + rows.indices.filter { rows[$0].otherSales.isEmpty }
        for pass in MatchingPass.all where !pending.isEmpty { match(pass) }
        unsaid = sales.indices.filter { !isClaimed[$0] && sales[$0].status == .active }.map { sales[$0] }
    }

    private mutating func match(_ pass: MatchingPass) {
        let keys = pending.map { pass.key(rows[$0]) }
        guard keys.contains(where: { $0 != nil }) else { return }
        var offered = offer(pass, leavesPriceOut: keys.contains { $0?.leavesPriceOut ?? false })
        let unclear = pass.reference == .any ? unclearKeys(keys, offered) : []
        var left: [Int] = []
        for (index, key) in zip(pending, keys) {
            guard let key else {
                left.append(index)
                continue
            }
            if unclear.contains(key), rows[index].otherSales.isEmpty || isUnclear(index, offered[key] ?? []) {
                ambiguous.insert(index)
                continue
            }
            var leftToOthers: [Int] = []
            while found[index] == nil, let position = offered[key]?.popLast() {
                guard !isClaimed[position] else { continue }
                if rows[index].otherSales.contains(sales[position].id) {
                    leftToOthers.append(position)
                } else {
                    isClaimed[position] = true
                    found[index] = position
                }
            }
            if !leftToOthers.isEmpty { offered[key]?.append(contentsOf: leftToOthers.reversed()) }
            if found[index] == nil { left.append(index) }
        }
        pending = left
    }

    /// The sales that rows can still say, by what they have in common with them; the one to be taken first stands last.
    private func offer(_ pass: MatchingPass, leavesPriceOut: Bool) -> [MatchKey: [Int]] {
        var offered: [MatchKey: [Int]] = [:]
        // What is ordered can no longer change: a row that asks for nothing takes it first, one that asks for a change last.
        for isOrdered in pass.status == .same ? [false, true] : [true, false] {
            for position in sales.indices.reversed() where !isClaimed[position] && (sales[position].order != nil) == isOrdered {
                for key in pass.keys(sales[position], leavesPriceOut: leavesPriceOut) { offered[key, default: []].append(position) }
            }
        }
        return offered
    }

    /// Whether a row that leaves sales to others could still say several of them, paid by different payments.
    private func isUnclear(_ index: Int, _ positions: [Int]) -> Bool {
        Set(positions.map { sales[$0] }.filter { !rows[index].otherSales.contains($0.id) }.map(\.reference)).count > 1
    }

    /// What more sales have in common than rows ask for, where they were paid by different payments.
    private func unclearKeys(_ keys: [MatchKey?], _ offered: [MatchKey: [Int]]) -> Set<MatchKey> {
        var wanted: [MatchKey: Int] = [:]
        for case let key? in keys { wanted[key, default: 0] += 1 }
        return Set(
            wanted.filter { key, count in
                let positions = offered[key] ?? []
                return positions.count > count && Set(positions.map { sales[$0].reference }).count > 1
            }.keys)
    }
}

extension SaleMatching {
    /// The active sales that no row says, though a row that says none is for as many voucher books at the same price.
    func lookalikes(of index: Int) -> [Sale] {
        let row = rows[index]
        guard found[index] == nil, !row.isByItself else { return [] }
        return unsaid.filter { sale in
            sale.quantity == row.quantity && row.priceSaid.map { $0 == sale.pricePaid } ?? true
                && !row.otherSales.contains(sale.id)
        }
    }
}

/// What a row and a sale have in common; what a pass does not ask for is nil.
private struct MatchKey: Hashable {
    var reference: String?
    var date: CalendarDate?
    var quantity: Int?
    var pricePaid: Euros?
    var status: Sale.Status?

    var leavesPriceOut: Bool { quantity != nil && pricePaid == nil }
}

private struct MatchingPass {
    enum Reference {
        /// Both have the same.
        case same
        /// The sale has none.
        case none
        /// The sale's does not matter.
        case any
    }

    enum Likeness {
        /// The day, the quantity and the price, as far as the row says it.
        case figures
        /// The day alone.
        case day
        /// Neither.
        case nothing
    }

    enum Status {
        /// The row says what became of the sale.
        case same
        /// The row cancels an active sale, or says that a cancelled one is refunded.
        case next
        /// The row says that an active sale is refunded.
        case afterNext
        /// The row says that an active sale is active, or anything else of any sale.
        case openIfOpen
        case any
    }

    /// Whether it is for rows that have a reference, or for those that have none.
    let rowHasReference: Bool
    let reference: Reference
    let likeness: Likeness
    let status: Status

    private static func changes(_ rowHasReference: Bool, _ reference: Reference) -> [Self] {
        [Status.same, .next, .afterNext].map {
            Self(rowHasReference: rowHasReference, reference: reference, likeness: .figures, status: $0)
        }
    }

    /// The passes, the surest first.
    ///
    /// A row never takes up a sale that is cancelled or refunded but where it says just what that sale was: that row is old. What was changed
    /// in it is a purchase of its own.
    static let all: [Self] =
        changes(true, .same) + [
            Self(rowHasReference: true, reference: .same, likeness: .figures, status: .any),
            Self(rowHasReference: true, reference: .same, likeness: .nothing, status: .openIfOpen),
        ] + changes(false, .none) + [
            Self(rowHasReference: false, reference: .none, likeness: .figures, status: .any)
        ] + changes(true, .none) + changes(false, .any) + [
            Self(rowHasReference: false, reference: .none, likeness: .day, status: .openIfOpen),
            Self(rowHasReference: false, reference: .any, likeness: .figures, status: .any),
        ]

    /// What a sale has to have in common with a row; nil where the pass is not for the row.
    func key(_ row: ResolvedRow) -> MatchKey? {
        // A sale that is asked for by itself is a new one, unless its payment is known.
        guard (row.reference != nil) == rowHasReference, !row.isByItself || reference == .same else { return nil }
        var key = MatchKey()
        if reference == .same { key.reference = row.reference }
        if likeness != .nothing { key.date = row.date }
        if likeness == .figures { (key.quantity, key.pricePaid) = (row.quantity, row.priceSaid) }
        switch (status, row.status) {
        case (.same, let status): key.status = status
        case (.next, .cancelled), (.afterNext, .refunded), (.openIfOpen, .active): key.status = .active
        case (.next, .refunded): key.status = .cancelled
        case (.next, .active), (.afterNext, _): return nil
        case (.openIfOpen, _), (.any, _): break
        }
        return key
    }

    func keys(_ sale: Sale, leavesPriceOut: Bool) -> [MatchKey] {
        if reference == .none, sale.reference != nil { return [] }
        var key = MatchKey()
        if reference == .same { key.reference = sale.reference }
        if likeness != .nothing { key.date = sale.date }
        var keys: [MatchKey] = []
        if likeness == .figures {
            key.quantity = sale.quantity
            if leavesPriceOut { keys.append(key) }
            key.pricePaid = sale.pricePaid
        }
        keys.append(key)
        guard status != .any else { return keys }
        let said = keys.map { key in
            var key = key
            key.status = sale.status
            return key
        }
        return status == .openIfOpen ? keys + said : said
    }
}
