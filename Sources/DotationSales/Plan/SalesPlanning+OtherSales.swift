internal import Dotations

extension SalesPlanning {
    /// Refuses rows that are probably known sales with another date or payment, unless the sheet brings what was sold since.
    mutating func refuseLookalikes() {
        guard resolved.contains(where: { !$0.lookalikes.isEmpty }) else { return }
        let said = Set(resolved.filter { $0.known != nil }.map(\.place.session))
        var kept: [ResolvedRow] = []
        for row in resolved {
            let sale = row.lookalikes.first { $0.date >= row.date } ?? (said.contains(row.place.session) ? row.lookalikes.first : nil)
            guard let sale else {
                kept.append(row)
                continue
            }
            let reason = SaleRefusal.probablyKnown(sale, sale.date == row.date ? .reference : .date)
            refuse(row.row, [reason], of: row.place.matricule, sale: sale.id)
        }
        resolved = kept
    }

    /// Notes with the refused rows what the other rows say of the same people.
    mutating func noteOtherSales(_ request: SalesRequest) {
        guard case .rows(let rows) = request, !refused.isEmpty else { return }
        let numbers = Set(refused.map(\.row))
        var keys: [Int: Set<PurchaseTrait>] = [:]
        var given: [Int: [Sale.ID]] = [:]
        for row in rows where row.number > 0 && numbers.contains(row.number) {
            given[row.number] = row.otherSales
            if let matricule = refusedPeople[row.number] {
                keys[row.number] = [.matricule(matricule)]
            } else {
                let email = ContactKey.email(row.email)
                keys[row.number] = Set((row.reference.map { [.reference($0)] } ?? []) + (email.isEmpty ? [] : [.email(email)]))
            }
        }
        var said: [PurchaseTrait: [Sale.ID]] = [:]
        for trait in keys.values.joined() { said[trait] = [] }
        func note(_ sale: Sale) {
            let traits: [PurchaseTrait] =
                [.matricule(sale.matricule), .email(sale.contact.email.lowercased())] + (sale.reference.map { [.reference($0)] } ?? [])
            for trait in traits { said[trait]?.append(sale.id) }
        }
        for planned in registered { note(planned.sale) }
        for change in changed { note(change.new) }
        for row in unchanged { if let sale = ledger.sale(row.sale) { note(sale) } }
        for index in refused.indices {
            let row = refused[index].row
            guard let traits = keys[row] else { continue }
            refused[index].otherSales = Set(traits.flatMap { said[$0] ?? [] } + (given[row] ?? [])).sorted()
        }
    }
}

/// By what a row and another row's sale can be one person's.
private enum PurchaseTrait: Hashable {
    case matricule(String)
    case reference(String)
    case email(String)
}
