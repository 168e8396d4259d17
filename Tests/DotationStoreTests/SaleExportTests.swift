import DotationStore
import Dotations
import Sales
import Testing

/// From sales to an order, and no sale twice.
@Suite struct SaleExportTests {
    private static func dotations(_ export: ConnectExport) -> [NewDotation] {
        export.lines.map {
            NewDotation(
                matricule: $0.matricule, lastName: $0.lastName, firstName: $0.firstName, contact: $0.contact, amount: $0.amount)
        }
    }

    private static func exported(_ store: Store, _ grouping: ConnectExport.Grouping = .perBeneficiary) throws -> SalesExport {
        try store.exportSales(grouping: grouping, today: Council.day("2025-05-01"), context: context)
    }

    @Test(arguments: ConnectExport.Grouping.allCases)
    func `an order of the export holds its sales, which are then neither exported nor cancelled`(grouping: ConnectExport.Grouping) throws {
        let folder = try TemporaryFolder()
        let store = try Store.council(folder)
        _ = try store.sell(Council.row(2, 1, quantity: 2), Council.row(3, 2), Council.row(4, 3, status: .cancelled))
        let export = try Self.exported(store, grouping)
        #expect(try store.isSalesExport(export.identity) && export.export.total.total.cents == 30_300)
        #expect(try Self.exported(store, grouping).identity == export.identity)
        let order = try newOrder(2_800_886)
        try store.createOrder(order, dotations: Self.dotations(export.export), salesExport: export.identity, context: context)
        let summary = try #require(try store.summary(of: order.number))
        #expect(summary.faceValue == export.export.total.faceValue)
        #expect(try store.salesLedger().sales.map(\.order) == [order.number, order.number, nil])

        let next = try Self.exported(store).export
        #expect(next.lines.isEmpty && next.leftOut.map(\.reason) == [.ordered(order.number), .ordered(order.number), .cancelled])
        let id = try #require(Sale.ID(rawValue: 1))
        let cancel = try store.carryOut(.status(.cancelled, [id]), today: Council.day("2025-05-01"), context: context)
        #expect(cancel.operation == nil && cancel.plan.refused.flatMap(\.reasons).map(\.code) == [.ordered])
        _ = try store.verifyAudit()
    }

    @Test func `the same export is not ordered twice, nor once one of its sales was cancelled`() throws {
        let folder = try TemporaryFolder()
        let store = try Store.council(folder)
        _ = try store.sell(Council.row(2, 1), Council.row(3, 2))
        let export = try Self.exported(store)
        let id = try #require(Sale.ID(rawValue: 2))
        let today = try Council.day("2025-05-01")
        _ = try store.carryOut(.status(.cancelled, [id]), today: today, context: context)
        expect(.salesMoved) {
            try store.createOrder(
                newOrder(2_800_886), dotations: Self.dotations(export.export), salesExport: export.identity, context: context)
        }
        #expect(try store.orders().isEmpty)
        let now = try Self.exported(store)
        #expect(now.identity != export.identity)
        try store.createOrder(newOrder(2_800_886), dotations: Self.dotations(now.export), salesExport: now.identity, context: context)
        expect(.salesOrdered) {
            try store.createOrder(newOrder(2_800_887), dotations: Self.dotations(now.export), salesExport: now.identity, context: context)
        }
        #expect(try store.orders().count == 1)
    }

    @Test func `the same people may buy the same at another event, but an order has to say that they are other sales`() throws {
        let folder = try TemporaryFolder()
        let store = try Store.council(folder, [Council.event("Été"), Council.event("Hiver", sessions: [Council.session("100 € d’hiver")])])
        _ = try store.sell(Council.row(2, 1), Council.row(3, 2))
        let summer = try Self.exported(store)
        try store.createOrder(newOrder(2_800_886), dotations: Self.dotations(summer.export), salesExport: summer.identity, context: context)
        var rows = [try Council.row(2, 1), try Council.row(3, 2)]
        for index in rows.indices { rows[index].session = "100 € d’hiver" }
        _ = try store.sell(rows[0], rows[1])
        let winter = try Self.exported(store)
        let lines = Self.dotations(winter.export)
        #expect(lines == Self.dotations(summer.export))
        expect(.orderRepeated) { try store.createOrder(newOrder(2_800_887), dotations: lines, context: context) }
        try store.createOrder(newOrder(2_800_887), dotations: lines, salesExport: winter.identity, context: context)
        #expect(try store.salesLedger().sales.allSatisfy { $0.order != nil })
    }

    @Test func `a sheet whose worth or whose contacts are not those of the sales is refused`() throws {
        let folder = try TemporaryFolder()
        let store = try Store.council(folder)
        _ = try store.sell(Council.row(2, 1), Council.row(3, 2))
        let export = try Self.exported(store)
        var dotations = Self.dotations(export.export)
        for edit in [Array(dotations.dropLast()), dotations + [dotations[0]]] {
            expect(.salesExportDiffers) {
                try store.createOrder(newOrder(2_800_886), dotations: edit, salesExport: export.identity, context: context)
            }
        }
        dotations[0].amount = Euros(cents: 10_001)
        expect(.salesExportDiffers) {
            try store.createOrder(newOrder(2_800_886), dotations: dotations, salesExport: export.identity, context: context)
        }
        dotations[0].amount = Euros(cents: 10_000)
        // A column that was sorted alone.
        (dotations[0].contact.email, dotations[1].contact.email) = (dotations[1].contact.email, dotations[0].contact.email)
        expect(.salesExportDiffers) {
            try store.createOrder(newOrder(2_800_886), dotations: dotations, salesExport: export.identity, context: context)
        }
        dotations = Self.dotations(export.export)
        #expect(try RawDatabase(folder.store).execute("UPDATE sales SET email = 'corrigee@exemple.fr' WHERE id = 1") == nil)
        expect(.salesExportDiffers) {
            try store.createOrder(newOrder(2_800_886), dotations: dotations, salesExport: export.identity, context: context)
        }
        dotations[0].contact.email = "corrigee@exemple.fr"
        try store.createOrder(newOrder(2_800_886), dotations: dotations, salesExport: export.identity, context: context)
    }

    @Test func `an export that the store does not know counts as none`() throws {
        let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
        let store = try Store.council(folder)
        let stranger = try Store.council(other)
        _ = try stranger.sell(Council.row(2, 1))
        let export = try Self.exported(stranger)
        #expect(try !store.isSalesExport(export.identity))
        try store.createOrder(newOrder(2_800_886), dotations: people(1), salesExport: export.identity, context: context)
    }
}
