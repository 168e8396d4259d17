internal import Dotations

extension SalesPlanning {
    /// Finds the sale that each row says, where it is known; no sale is said by two rows.
    mutating func matchKnownSales() {
        var claimed: Set<Sale.ID> = []
        for pass in MatchingPass.allCases {
            for index in resolved.indices
            where resolved[index].known == nil && (resolved[index].reference == nil) == pass.isWithoutReference {
                let row = resolved[index]
                let sales = ledger.sales(of: row.matricule, in: row.session).filter { !claimed.contains($0.id) && pass.matches($0, row) }
                guard let first = sales.first else { continue }
                guard sales.count == 1 else {
                    resolved[index].isAmbiguous = true
                    continue
                }
                claimed.insert(first.id)
                resolved[index].known = first
            }
        }
        for row in resolved where row.isAmbiguous && row.known == nil {
            refuse(row.row, [SaleRefusal(.referenceNeeded, column: .reference)])
        }
        resolved.removeAll { $0.isAmbiguous && $0.known == nil }
    }

    /// Holds each row of a known sale against that sale.
    mutating func changeKnownSales() {
        for row in resolved {
            guard let old = row.known else { continue }
            var new = old
            if old.reference == nil { new.reference = row.reference }
            var reasons = lockedColumns(row, old) + statusRefusals(old, row.status)
            new.status = row.status
            let contact = row.contact.normal
            if new.status == .active, old.order == nil, !contact.email.isEmpty || !contact.mobile.isEmpty {
                new.contact.email = contact.email.isEmpty ? old.contact.email : contact.email
                new.contact.mobile = contact.mobile.isEmpty ? old.contact.mobile : contact.mobile
                if new.contact != old.contact { reasons += ledger.contactRefusals(new.contact, of: old.matricule) }
            }
            if !reasons.isEmpty {
                refuse(row.row, reasons, sale: old.id)
            } else if new == old {
                unchanged.append(UnchangedSaleRow(row: row.row, sale: old.id))
            } else {
                ledger.replace(new)
                changed.append(PlannedSaleChange(row: row.row, old: old, new: new))
                if new.contact != old.contact { warn(row.row, new.contact) }
            }
        }
    }

    /// Cancels or refunds a sale by its number.
    mutating func set(_ status: Sale.Status, of id: Sale.ID) {
        guard let old = ledger.sale(id) else { return refuse(0, [SaleRefusal(.unknown, given: id.description)]) }
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

    private func statusRefusals(_ sale: Sale, _ status: Sale.Status) -> [SaleRefusal] {
        if status == sale.status { return [] }
        if !sale.status.canBecome(status) {
            return [SaleRefusal(.notReopened, column: .status, given: status.label, known: sale.status.label)]
        }
        return sale.order.map { [SaleRefusal(.ordered, column: .status, order: $0)] } ?? []
    }

    private func lockedColumns(_ row: ResolvedRow, _ sale: Sale) -> [SaleRefusal] {
        var refusals: [SaleRefusal] = []
        if row.quantity != sale.quantity {
            refusals.append(SaleRefusal(.locked, column: .quantity, given: String(row.quantity), known: String(sale.quantity)))
        }
        if row.pricePaid != sale.pricePaid {
            refusals.append(
                SaleRefusal(.locked, column: .pricePaid, given: row.pricePaid.description, known: sale.pricePaid.description))
        }
        if row.date != sale.date {
            refusals.append(SaleRefusal(.locked, column: .date, given: row.date.french, known: sale.date.french))
        }
        return refusals
    }

    /// Takes the new sales, the earliest first.
    mutating func registerNewSales() {
        let new = resolved.filter { $0.known == nil }.sorted { ($0.date, $0.row) < ($1.date, $1.row) }
        for row in new {
            guard let id = ledger.nextID else { continue }
            let sale = Sale(
                id: id, session: row.session, matricule: row.matricule, quantity: row.quantity, pricePaid: row.pricePaid, date: row.date,
                contact: row.contact.normal, reference: row.reference, status: row.status)
            let reasons = row.status == .active ? ledger.refusals(for: sale, today: today) : recordRefusals(sale)
            guard reasons.isEmpty else {
                refuse(row.row, reasons)
                continue
            }
            ledger.record(sale)
            registered.append(PlannedSale(row: row.row, sale: sale))
            if sale.status == .active { warn(row.row, sale.contact) }
        }
    }

    /// What keeps a sale that was already cancelled from being recorded: nothing but figures that no sale can have.
    private func recordRefusals(_ sale: Sale) -> [SaleRefusal] {
        var refusals: [SaleRefusal] = []
        if sale.date > today { refusals.append(SaleRefusal(.inFuture, column: .date, date: sale.date)) }
        if let session = ledger.session(sale.session)?.session, sale.quantity > SaleSession.largestPlaces {
            refusals.append(
                SaleRefusal(
                    .placesExceeded, column: .quantity, session: session.name, count: sale.quantity, limit: session.placesPerBeneficiary))
        }
        return refusals
    }

    private mutating func warn(_ row: Int, _ contact: Contact) {
        let found = ((try? EmailAddress.parse(contact.email))?.warnings ?? []) + ((try? MobileNumber.parse(contact.mobile))?.warnings ?? [])
        warnings += found.map { PlannedSaleWarning(row: row, warning: $0) }
    }
}

/// The ways in which a row can say a known sale, the surest first.
private enum MatchingPass: CaseIterable {
    case sameReference, noReferenceEither, referenceToAdd, sameDay

    var isWithoutReference: Bool { self == .noReferenceEither || self == .sameDay }

    func matches(_ sale: Sale, _ row: ResolvedRow) -> Bool {
        switch self {
        case .sameReference: sale.reference == row.reference
        case .noReferenceEither: sale.reference == nil && sale.date == row.date
        case .referenceToAdd: sale.reference == nil && sale.date == row.date && sale.quantity == row.quantity
        case .sameDay: sale.date == row.date
        }
    }
}

extension Contact {
    /// The contact in its normal form as far as it is right, else as it is written without the spaces around it.
    var normal: Contact {
        Contact(email: (try? EmailAddress.parse(email))?.text ?? email, mobile: (try? MobileNumber.parse(mobile))?.text ?? mobile)
    }
}
