internal import Dotations

extension SalesPlanning {
    /// Finds the sale that each row says, where it is known; no sale is said by two rows.
    mutating func matchKnownSales() {
        guard !ledger.sales.isEmpty else { return }
        var unclear: Set<Int> = []
        for (place, indices) in Dictionary(grouping: resolved.indices, by: { resolved[$0].place }) {
            let sales = ledger.sales(of: place.matricule, in: place.session)
            guard !sales.isEmpty else { continue }
            let matching = SaleMatching(rows: indices.map { resolved[$0] }, sales: sales)
            for (index, position) in zip(indices, matching.found) { resolved[index].known = position.map { sales[$0] } }
            for (offset, index) in indices.enumerated() { resolved[index].lookalikes = matching.lookalikes(of: offset) }
            unclear.formUnion(matching.ambiguous.map { indices[$0] })
        }
        guard !unclear.isEmpty else { return }
        for index in unclear.sorted() {
            refuse(resolved[index].row, [.referenceNeeded], of: resolved[index].place.matricule)
        }
        resolved = resolved.indices.filter { !unclear.contains($0) }.map { resolved[$0] }
    }

    /// Refuses rows that say one purchase with several statuses, unless each of them has its sale.
    mutating func refuseContradictions() {
        struct Figures: Hashable {
            let purchase: ResolvedRow.Purchase
            let date: CalendarDate
            let quantity: Int
        }
        func figures(_ row: ResolvedRow) -> Figures { Figures(purchase: row.purchase, date: row.date, quantity: row.quantity) }
        // Of a purchase that every row says to be active, nothing contradicts anything.
        var said: [Figures: [ResolvedRow]] = [:]
        for row in resolved where row.status != .active && !row.isByItself { said[figures(row)] = [] }
        guard !said.isEmpty else { return }
        for row in resolved where !row.isByItself { said[figures(row)]?.append(row) }
        var refusedRows: Set<Int> = []
        for rows in said.values where rows.contains(where: { $0.known == nil }) {
            let first = Dictionary(rows.map { ($0.status, $0.row) }, uniquingKeysWith: min)
            guard first.count > 1 else { continue }
            for row in rows {
                guard let other = first.filter({ $0.key != row.status }).values.min() else { continue }
                refuse(row.row, [.duplicate(row: other)], of: row.place.matricule, sale: row.known?.id)
                refusedRows.insert(row.row)
            }
        }
        resolved.removeAll { refusedRows.contains($0.row) }
    }

    /// Holds rows of known sales against those sales.
    mutating func changeKnownSales(where isMeant: (ResolvedRow) -> Bool) {
        for row in resolved where isMeant(row) {
            guard let old = row.known else { continue }
            change(old, row)
        }
        resolved.removeAll { $0.known != nil && isMeant($0) }
    }

    private mutating func change(_ old: Sale, _ row: ResolvedRow) {
        var new = old
        if old.reference == nil { new.reference = row.reference }
        var reasons = lockedColumns(row, old) + statusRefusals(old, row.status)
        new.status = row.status
        let given = row.contact.normal
        let isOther =
            !given.email.isEmpty && given.email != old.contact.email || !given.mobile.isEmpty && given.mobile != old.contact.mobile
        var contact = row.contact
        if new.status == .active, isOther, let order = old.order {
            warnings.append(PlannedWarning(row: row.row, warning: .saleOrderedContact(order)))
        } else if new.status == .active, isOther {
            // What the row leaves out stays.
            if given.email.isEmpty { contact.email = StoredValue(old.contact.email) }
            if given.mobile.isEmpty { contact.mobile = StoredValue(old.contact.mobile) }
            new.contact = contact.normal
            reasons += ledger.contactRefusals(contact, of: old.matricule)
        }
        guard reasons.isEmpty else { return refuse(row.row, reasons, of: old.matricule, sale: old.id) }
        if new.status == .active { bought[row.purchase] = row.row }
        if new == old {
            unchanged.append(UnchangedSaleRow(row: row.row, sale: old.id))
        } else {
            ledger.replace(new)
            changed.append(PlannedSaleChange(row: row.row, old: old, new: new))
            if new.contact != old.contact { warn(row.row, contact) }
        }
    }

    /// Refuses what says that one payment is several people's. A sale that is cancelled or refunded keeps nobody from it.
    mutating func refuseSharedPayments() {
        var payers: [String: [ResolvedRow]] = [:]
        for row in resolved where row.status == .active {
            guard let reference = row.reference else { continue }
            // The first row of each of two people is all that has to be named.
            let others = payers[reference] ?? []
            if others.count < 2, others.allSatisfy({ $0.place.matricule != row.place.matricule }) {
                payers[reference, default: []].append(row)
            }
        }
        // Sales are looked through only where one is to be named.
        let ledger = ledger
        lazy var sales = Dictionary(
            ledger.sales.filter { $0.status == .active }.compactMap { sale in sale.reference.map { ($0, sale) } },
            uniquingKeysWith: { first, _ in first })
        var kept: [ResolvedRow] = []
        for row in resolved {
            var refusal: SaleRefusal?
            if row.status == .active, let reference = row.reference {
                if let payer = ledger.payer(of: reference) {
                    if payer != row.place.matricule, let sale = sales[reference] { refusal = .referenceTaken(reference, by: .sale(sale)) }
                } else if let other = payers[reference]?.first(where: { $0.place.matricule != row.place.matricule }) {
                    refusal = .referenceTaken(reference, by: .row(other.row))
                }
            }
            if let refusal { refuse(row.row, [refusal], of: row.place.matricule, sale: row.known?.id) } else { kept.append(row) }
        }
        resolved = kept
    }

    mutating func set(_ status: Sale.Status, of id: Sale.ID) {
        guard let old = ledger.sale(id) else { return refuse(0, [.unknown(id)]) }
        let reasons = statusRefusals(old, status)
        if !reasons.isEmpty {
            refuse(0, reasons, sale: id)
        } else if old.status == status {
            unchanged.append(UnchangedSaleRow(row: 0, sale: id))
        } else {
            var new = old
            new.status = status
            ledger.replace(new)
            changed.append(PlannedSaleChange(row: 0, old: old, new: new))
        }
    }

    /// Holds a sale against a row that says all of it but the contact.
    mutating func set(_ contact: Contact, of id: Sale.ID) {
        guard let old = ledger.sale(id) else { return refuse(0, [.unknown(id)]) }
        change(
            old,
            ResolvedRow(
                row: 0, place: .init(session: old.session, matricule: old.matricule), quantity: old.quantity, priceSaid: nil,
                pricePaid: old.pricePaid, date: old.date, contact: ParsedContact(contact), reference: old.reference, status: old.status,
                otherSales: [], knownSales: [old]))
    }

    private func statusRefusals(_ sale: Sale, _ status: Sale.Status) -> [SaleRefusal] {
        if status == sale.status { return [] }
        if !sale.status.canBecome(status) { return [.notReopened(sale.status, as: status)] }
        return sale.order.map { [.ordered($0)] } ?? []
    }

    private func lockedColumns(_ row: ResolvedRow, _ sale: Sale) -> [SaleRefusal] {
        var refusals: [SaleRefusal] = []
        if row.quantity != sale.quantity {
            refusals.append(.locked(.quantity, given: String(row.quantity), known: String(sale.quantity)))
        }
        if let price = row.priceSaid, price != sale.pricePaid {
            refusals.append(.locked(.pricePaid, given: price.description, known: sale.pricePaid.description))
        }
        if row.date != sale.date {
            refusals.append(.locked(.date, given: row.date.french, known: sale.date.french))
        }
        return refusals
    }

    /// Takes the new sales, the earliest first.
    mutating func registerNewSales() {
        let gone = goneSales()
        resolved.sort { ($0.date, $0.row) < ($1.date, $1.row) }
        for row in resolved {
            guard let id = ledger.nextID else { continue }
            let sale = Sale(
                id: id, session: row.place.session, matricule: row.place.matricule, quantity: row.quantity, pricePaid: row.pricePaid,
                date: row.date, contact: row.contact.normal, reference: row.reference, status: row.status)
            guard sale.status == .active else {
                record(sale, of: row, unless: recordRefusals(sale))
                continue
            }
            let other = bought[row.purchase]
            let same = other.map { SaleRefusal.Other.row($0) } ?? row.lookalikes.first.map { .sale($0) }
            let reasons = ledger.refusals(for: sale, verifying: row.contact, today: today).map { reason -> SaleRefusal in
                if case .placesExceeded(let wanted, let limit, nil) = reason {
                    .placesExceeded(wanted, limit: limit, other: same)
                } else {
                    reason
                }
            }
            guard record(sale, of: row, unless: reasons) else { continue }
            bought[row.purchase] = row.row
            if let other { warnings.append(PlannedWarning(row: row.row, warning: .saleRepeated(row: other))) }
            if let known = row.lookalikes.first {
                warnings.append(PlannedWarning(row: row.row, warning: .saleFurther(sale: known.id.description)))
            }
            if let old = gone[Day(place: row.place, date: row.date)] {
                warnings.append(PlannedWarning(row: row.row, warning: .saleAgain(sale: old.description)))
            }
            warn(row.row, row.contact)
        }
    }

    /// Records a sale, unless there are reasons against it; tells whether it did.
    @discardableResult private mutating func record(_ sale: Sale, of row: ResolvedRow, unless reasons: [SaleRefusal]) -> Bool {
        guard reasons.isEmpty else {
            refuse(row.row, reasons, of: row.place.matricule)
            return false
        }
        ledger.record(sale)
        registered.append(PlannedSale(row: row.row, sale: sale))
        return true
    }

    private struct Day: Hashable {
        let place: ResolvedRow.Place
        let date: CalendarDate
    }

    /// The last cancelled or refunded sale of each person, session and day.
    private func goneSales() -> [Day: Sale.ID] {
        guard !resolved.isEmpty else { return [:] }
        var gone: [Day: Sale.ID] = [:]
        for sale in ledger.sales where sale.status != .active {
            gone[Day(place: .init(session: sale.session, matricule: sale.matricule), date: sale.date)] = sale.id
        }
        return gone
    }

    /// What keeps a sale that was already cancelled from being recorded: nothing but figures that no sale can have.
    private func recordRefusals(_ sale: Sale) -> [SaleRefusal] {
        var refusals: [SaleRefusal] = []
        if sale.date > today { refusals.append(.inFuture(sale.date)) }
        if let session = ledger.session(sale.session)?.session, sale.quantity > SaleSession.largestPlaces {
            refusals.append(.placesExceeded(sale.quantity, limit: session.placesPerBeneficiary, other: nil))
        }
        return refusals
    }

    private mutating func warn(_ row: Int, _ contact: ParsedContact) {
        warnings += contact.warnings.map { PlannedWarning(row: row, warning: $0) }
    }
}
