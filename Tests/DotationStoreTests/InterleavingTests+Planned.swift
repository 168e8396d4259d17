import DotationSales
import Dotations
import Foundation
import Testing

@testable import DotationStore

/// What is planned by what is there, and written by the plan.
extension InterleavingTests {
    @Test("Of those who order one export of sales one does, or a sale of it is cancelled and none does")
    func salesOrders() throws {
        // An event has as many sessions as a workbook may give it: they are spread over several.
        let sessions = try (0..<Self.rounds).map { try Council.session("Lot \($0) de 100€") }
        let events = try stride(from: 0, to: Self.rounds, by: 50).map { first in
            try Council.event("Événement \(first)", sessions: Array(sessions[first..<min(first + 50, Self.rounds)]))
        }
        #expect(try store.loadEvents(Council.setup(events, people: 3), context: context).review.faults.isEmpty)
        let (sold, today) = (try Council.day("2025-04-20"), try Council.day("2025-05-01"))
        for round in 0..<Self.rounds {
            let rows = try (0..<3).map { buyer in
                var row = try Council.row(2 + buyer, 1 + buyer)
                row.session = "Lot \(round) de 100€"
                return row
            }
            #expect(try store.carryOut(.rows(rows), today: sold, context: context).operation != nil)
            let first = try #require(Sale.ID(rawValue: 3 * round + 1))
            let export = try store.exportSales(grouping: .perBeneficiary, today: today, context: context)
            #expect(export.export.lines.count == 3)
            let orders = try (0..<3).map { try newOrder(number(3 * round + $0)) }
            let ordering = orders.indices.map { index in
                { @Sendable [stores] in
                    _ = try stores[index].createOrder(
                        orders[index], dotations: SaleExportTests.dotations(export.export), salesExport: export.identity, context: context)
                    return true
                }
            }
            let results = atOnce(
                ordering + [
                    { @Sendable [stores] in
                        try stores[3].carryOut(.status(.cancelled, [first]), today: today, context: context).operation != nil
                    }
                ])
            let codes = results.prefix(3).map(code)
            let isCancelled = try results[3].get()
            if isCancelled {
                #expect(codes == [.salesMoved, .salesMoved, .salesMoved])
                // What is left of them is ordered now, so that the next round has sales of its own.
                let rest = try store.exportSales(grouping: .perBeneficiary, today: today, context: context)
                try store.createOrder(
                    orders[0], dotations: SaleExportTests.dotations(rest.export), salesExport: rest.identity, context: context)
            } else {
                #expect(codes.count { $0 == nil } == 1 && codes.count { $0 == .salesOrdered } == 2, "\(results)")
            }
            let ledger = try store.salesLedger().sales.suffix(3)
            #expect(Set(ledger.map(\.order)).count == (isCancelled ? 2 : 1) && ledger.count { $0.order == nil } == (isCancelled ? 1 : 0))
        }
        #expect(try store.orders().count == Self.rounds)
        try expectSound()
    }

    @Test("After e-mails were called for by several at once each dotation has one that is still to be sent, to its address")
    func resends() throws {
        let ids = try store.createOrder(newOrder(2_800_886), dotations: people(4), context: context)
        var count = 0
        for round in 0..<Self.rounds {
            let plan = try store.plan(
                ids.enumerated().map { ($1, "r\(round)p\($0)@yopmail.com", nil, false) }, of: orderNumber(2_800_886))
            let results = atOnce([
                { @Sendable [stores] in _ = try stores[0].resend(.dotations(ids), context: context) },
                { @Sendable [stores] in _ = try stores[1].resend(.dotations(ids.reversed()), context: context) },
                { @Sendable [stores] in _ = try stores[2].apply(plan, as: sheet, context: context) },
                { @Sendable [stores] in _ = try stores[3].resend(.order(orderNumber(2_800_886)), context: context) },
            ])
            // A plan is of dotations as they were: what was sent again since has moved.
            let applied = code(results[2])
            #expect(applied == nil || applied == .moved, "\(results)")
            #expect([0, 1, 3].allSatisfy { code(results[$0]) == nil }, "\(results)")
            count += applied == nil ? 16 : 12
            let open = try store.jobs([.pending, .leased, .retry])
            #expect(open.map(\.dotation).sorted() == ids)
            let addresses = try open.map { try store.dotation($0.dotation).contact.email }
            #expect(open.map { $0.recipient?.text } == addresses)
            let isChanged = addresses.map { $0.hasPrefix("r\(round)p") }
            #expect(isChanged == Array(repeating: applied == nil, count: 4))
        }
        #expect(try store.jobs().count == count)
        try expectSound()
    }
}
