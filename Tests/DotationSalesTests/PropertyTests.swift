import Dotations
import TestSupport
import Testing

@testable import DotationSales

/// What holds for every sequence of sheets, sales, cancellations and refunds. Each seed is another world, the same on every run.
@Suite struct PropertyTests {
    private static func events(_ random: inout SeededGenerator) -> [SaleEvent] {
        (0..<random.number(1...3)).map { event in
            let sessions = (0..<random.number(1...3)).map { session in
                let faceValue = Euros(cents: random.number(1...30_000))
                return Sample.session(
                    "Chéquier \(session)", faceValue: faceValue, places: random.number(1...3),
                    price: Euros(cents: random.number(0...faceValue.cents)), cap: random.chance(2) ? random.number(1...6) : nil)
            }
            return Sample.event("Événement \(event)", maximum: random.chance(2) ? random.number(1...8) : nil, sessions: sessions)
        }
    }

    private static func request(_ ledger: SalesLedger, _ random: inout SeededGenerator) -> SalesRequest {
        if random.chance(4) {
            let ids = (0..<random.number(1...4)).map { _ in Sample.id(random.number(1...max(1, ledger.sales.count + 1))) }
            return .status(random.pick([.cancelled, .refunded, .active]) ?? .cancelled, ids)
        }
        let rows = (0..<random.number(1...12)).map { index -> SaleRow in
            let event = ledger.events[random.number(0...ledger.events.count - 1)]
            let session = event.sessions[random.number(0...event.sessions.count - 1)]
            let quantity = random.number(0...3)
            let price = random.chance(8) ? Euros(cents: random.number(0...50_000)) : Euros(cents: session.price.cents * quantity)
            return Sample.row(
                index + 2, random.number(1...6), session: session.name, event: event.name, quantity: quantity,
                price: random.chance(3) ? nil : price, date: "2025-04-\(random.number(10...30))",
                status: random.chance(4) ? random.pick([.cancelled, .refunded]) ?? .active : .active,
                reference: random.chance(2) ? "ch_\(random.number(1...20))" : nil)
        }
        return .rows(rows)
    }

    /// The rules, once more and in the plainest way, on nothing but the list of sales.
    private static func expectLimits(_ ledger: SalesLedger, _ comment: Comment) {
        let active = ledger.sales.filter { $0.status == .active }
        for event in ledger.events {
            let sold = active.filter { $0.session.event == event.id }
            if let maximum = event.maximum { #expect(sold.map(\.quantity).reduce(0, +) <= maximum, comment) }
            for session in event.sessions {
                let sold = sold.filter { $0.session == event.id(of: session) }
                if let cap = session.cap { #expect(sold.map(\.quantity).reduce(0, +) <= cap, comment) }
                for (_, sales) in Dictionary(grouping: sold, by: \.matricule) {
                    #expect(sales.map(\.quantity).reduce(0, +) <= session.placesPerBeneficiary, comment)
                }
                #expect(sold.allSatisfy { $0.pricePaid.cents == session.price.cents * $0.quantity && $0.quantity > 0 }, comment)
            }
        }
        for (_, sales) in Dictionary(grouping: active, by: { $0.contact.email.lowercased() }) {
            #expect(Set(sales.map(\.matricule)).count == 1, comment)
        }
        for (_, sales) in Dictionary(grouping: active.filter { $0.reference != nil }, by: \.reference) {
            #expect(Set(sales.map(\.matricule)).count == 1, comment)
        }
    }

    @Test(arguments: 0..<80)
    func `no sequence of sales, cancellations and refunds exceeds a limit, and the books agree to the cent`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var ledger = Sample.ledger(Self.events(&random), people: 6)
        for step in 0..<12 {
            let request = Self.request(ledger, &random)
            let plan = SalesPlan(request, ledger: ledger, today: Sample.day("2025-04-28"))
            let rows = plan.registered.map(\.row) + plan.changed.map(\.row) + plan.unchanged.map(\.row) + plan.refused.map(\.row)
            #expect(rows.count == plan.rowCount && (Set(rows).count == rows.count || rows.allSatisfy { $0 == 0 }))
            #expect(plan.refused.allSatisfy { !$0.reasons.isEmpty })
            let before = Dictionary(uniqueKeysWithValues: ledger.sales.map { ($0.id, $0) })
            ledger = ledger.after(plan)
            for sale in ledger.sales {
                guard let old = before[sale.id] else { continue }
                #expect(old.status == sale.status || old.status.canBecome(sale.status))
            }
            Self.expectLimits(ledger, "seed \(seed), step \(step)")

            let again = SalesPlan(request, ledger: ledger, today: plan.today)
            #expect(again.isEmpty || again.registered.allSatisfy { row in plan.refused.contains { $0.row == row.row } })
            let export = try #require(ConnectExport(ledger, today: Sample.today))
            Self.expectAgreement(export, ledger)
        }
    }

    /// Few people, days and payments, so that many rows say one purchase; then somebody cancels some of them, and the old sheet comes again.
    @Test(arguments: 0..<150)
    func `a sheet that comes again sells nothing twice and brings nothing back, however it is sorted`(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let session = Sample.session(places: random.number(1...6), cap: random.chance(2) ? random.number(3...12) : nil)
        let empty = Sample.ledger([Sample.event(sessions: [session])], people: 3)
        let rows = (0..<random.number(1...14)).map { index in
            let quantity = random.number(1...2)
            return Sample.row(
                index + 2, random.number(1...3), quantity: quantity,
                price: random.chance(3) ? nil : Euros(cents: session.price.cents * quantity), date: "2025-04-1\(random.number(0...1))",
                status: random.chance(6) ? random.pick([.cancelled, .refunded]) ?? .active : .active,
                reference: random.chance(2) ? "ch_\(random.number(1...3))" : nil)
        }
        let plan = SalesPlan(.rows(rows), ledger: empty, today: Sample.today)
        let refused = Set(plan.refused.map(\.row))
        let ledger = empty.after(plan)
        let again = SalesPlan(.rows(rows.shuffled(using: &random)), ledger: ledger, today: Sample.today)
        #expect(again.changed.isEmpty && again.unchanged.count == plan.registered.count)
        #expect(refused.isSuperset(of: again.registered.map(\.row)))

        let gone = ledger.sales.map(\.id).filter { _ in random.chance(2) }
        let cancelled = ledger.after(SalesPlan(.status(.cancelled, gone), ledger: ledger, today: Sample.today))
        let old = SalesPlan(.rows(rows.shuffled(using: &random)), ledger: cancelled, today: Sample.today)
        // A place that is free again may go to a row that was refused, or to one that says the same as it.
        func said(_ numbers: some Sequence<Int>) -> Set<[String?]> {
            Set(numbers.map { rows[$0 - 2] }.map { [$0.matricule, $0.reference, $0.date?.description, $0.quantity?.description] })
        }
        #expect(said(refused).isSuperset(of: said(old.registered.map(\.row))), "seed \(seed)")
        // A row that was refused before may give a sale its reference, but not its status.
        #expect(old.changed.allSatisfy { $0.old.status == $0.new.status || $0.old.status.canBecome($0.new.status) })
        Self.expectLimits(cancelled.after(old), "seed \(seed)")
    }

    private static func expectAgreement(_ export: ConnectExport, _ ledger: SalesLedger) {
        let active = ledger.sales.filter { $0.status == .active }
        let faceValue = active.map { sale in
            (ledger.session(sale.session)?.session.faceValue.cents ?? 0) * sale.quantity
        }.reduce(0, +)
        let total = export.total
        #expect(total.faceValue.cents == faceValue && total.count == active.map(\.quantity).reduce(0, +))
        #expect(total.employeesShare.cents == active.map(\.pricePaid.cents).reduce(0, +))
        #expect(export.lines.map(\.amount.cents).reduce(0, +) == faceValue)
        #expect(total.commission == total.faceValue.onePercent)
        for figures in export.recap.map(\.figures) + export.events.map(\.figures) + [total] {
            #expect(figures.employeesShare.cents + figures.councilShare.cents == figures.faceValue.cents)
            #expect(figures.total.cents == figures.faceValue.cents + figures.commission.cents)
        }
        for sum in [export.recap.map(\.figures), export.events.map(\.figures)] {
            #expect(sum.map(\.count).reduce(0, +) == total.count)
            #expect(sum.map(\.faceValue.cents).reduce(0, +) == total.faceValue.cents)
            #expect(sum.map(\.employeesShare.cents).reduce(0, +) == total.employeesShare.cents)
            #expect(sum.map(\.councilShare.cents).reduce(0, +) == total.councilShare.cents)
            #expect(sum.map(\.commission.cents).reduce(0, +) == total.commission.cents)
        }
        #expect(export.recap.allSatisfy { abs($0.figures.commission.cents * 100 - $0.figures.faceValue.cents) <= 100 })
        #expect(export.leftOut.count == ledger.sales.count - active.count && export.sales == active.map(\.id))
    }

    /// One session, one sale a row, each with its reference: a model of a dozen lines says who gets a place.
    @Test(arguments: 0..<60)
    func `a sheet of sales comes to what a small model says`(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let (places, cap) = (random.number(1...3), random.number(1...8))
        var ledger = Sample.ledger([Sample.event(sessions: [Sample.session(places: places, cap: cap)])], people: 4)
        var model: [String: (person: Int, quantity: Int, status: Sale.Status)] = [:]
        for _ in 0..<6 {
            var rows: [(reference: String, person: Int, quantity: Int, day: Int, status: Sale.Status)] = []
            for reference in (1...12).map({ "ch_\($0)" }).shuffled(using: &random).prefix(random.number(1...8)) {
                if let known = model[reference] {
                    rows.append((reference, known.person, known.quantity, 0, random.pick([.active, .cancelled, .refunded]) ?? .active))
                } else {
                    rows.append((reference, random.number(1...4), random.number(1...3), random.number(1...20), .active))
                }
            }
            let days = Dictionary(uniqueKeysWithValues: ledger.sales.map { ($0.reference ?? "", $0.date.day) })
            let sheet = rows.enumerated().map { index, row in
                Sample.row(
                    index + 2, row.person, quantity: row.quantity,
                    date: "2025-04-" + String(100 + (days[row.reference] ?? row.day)).suffix(2), status: row.status,
                    reference: row.reference)
            }
            let before = model
            let rank: [Sale.Status: Int] = [.active: 0, .cancelled: 1, .refunded: 2]
            for row in rows {
                if let known = model[row.reference], (rank[row.status] ?? 0) > (rank[known.status] ?? 0) {
                    model[row.reference]?.status = row.status
                }
            }
            // A row that is new, and could be a sale that no row says.
            let unsaid = before.filter { known in known.value.status == .active && !rows.contains { $0.reference == known.key } }
            let saysAny = rows.contains { before[$0.reference] != nil }
            func isLookalike(_ row: (reference: String, person: Int, quantity: Int, day: Int, status: Sale.Status)) -> Bool {
                unsaid.contains { reference, known in
                    known.person == row.person && known.quantity == row.quantity && (saysAny || row.day <= days[reference] ?? 0)
                }
            }
            for (_, row) in rows.enumerated().sorted(by: { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) })
            where model[row.reference] == nil && !isLookalike(row) {
                let active = model.values.filter { $0.status == .active }
                let held = active.filter { $0.person == row.person }.map(\.quantity).reduce(0, +)
                if held + row.quantity <= places, active.map(\.quantity).reduce(0, +) + row.quantity <= cap {
                    model[row.reference] = (row.person, row.quantity, .active)
                }
            }
            ledger = ledger.after(SalesPlan(.rows(sheet), ledger: ledger, today: Sample.today))
            let said = Dictionary(uniqueKeysWithValues: ledger.sales.map { ($0.reference ?? "", $0) })
            #expect(Set(said.keys) == Set(model.keys))
            for (reference, sale) in said {
                #expect(sale.status == model[reference]?.status && sale.quantity == model[reference]?.quantity)
                #expect(sale.matricule == Sample.person(model[reference]?.person ?? 0).matricule)
            }
        }
    }
}
