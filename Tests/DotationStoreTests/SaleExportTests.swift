import DotationSales
import DotationStore
import Dotations
import StoreTestSupport
import TestSupport
import Testing

/// From sales to an order, and no sale twice.
@Suite struct SaleExportTests {
    static func dotations(_ export: ConnectExport) -> [NewDotation] {
        export.lines.map {
            NewDotation(
                matricule: $0.matricule, lastName: $0.lastName, firstName: $0.firstName, contact: $0.contact, amount: $0.amount)
        }
    }

    private static func exported(_ store: ClientStore, _ grouping: ConnectExport.Grouping = .perBeneficiary) throws -> SalesExport {
        try store.exportSales(grouping: grouping, today: Council.day("2025-05-01"), context: context)
    }

    @Test(arguments: ConnectExport.Grouping.allCases)
    func `an order of the export holds its sales, which are then neither exported nor cancelled`(grouping: ConnectExport.Grouping) throws {
        let folder = try TemporaryFolder()
        let store = try ClientStore.council(folder)
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

    @Test(.onFiles) func `a staff number changes until something is ordered under it, in the application and to any program`() throws {
        let folder = try TemporaryFolder()
        let store = try ClientStore.council(folder)
        _ = try store.sell(Council.row(2, 1), Council.row(3, 2))
        func people() throws -> [Beneficiary] { try store.beneficiaries(after: 0, size: 2).entries.map(\.person) }
        let (first, second) = (try people()[0], try people()[1])
        expect(.matriculeTaken) { try store.renumber(first, to: second.matricule, context: context) }
        _ = try store.renumber(first, to: "9001", context: context)
        expect(.salesMoved) { try store.renumber(first, to: "9002", context: context) }
        #expect(try store.salesLedger().sales.map(\.matricule) == ["9001", second.matricule])
        let export = try Self.exported(store)
        try store.createOrder(newOrder(2_800_886), dotations: Self.dotations(export.export), salesExport: export.identity, context: context)
        expect(.matriculeOrdered) { try store.renumber(try people()[0], to: "9003", context: context) }
        #expect(try RawDatabase(folder.store).execute("UPDATE beneficiaries SET matricule = '9003' WHERE id = 1") != nil)
        _ = try store.verifyAudit()
    }

    @Test func `the same export is not ordered twice, nor once one of its sales was cancelled`() throws {
        let folder = try TemporaryFolder()
        let store = try ClientStore.council(folder)
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

    @Test func `the same people may buy the same at another event, and their order holds the sales that are still to be ordered`() throws {
        let folder = try TemporaryFolder()
        let store = try ClientStore.council(
            folder, [Council.event("Été"), Council.event("Hiver", sessions: [Council.session("100 € d’hiver")])])
        _ = try store.sell(Council.row(2, 1), Council.row(3, 2))
        let summer = try Self.exported(store)
        try store.createOrder(newOrder(2_800_886), dotations: Self.dotations(summer.export), salesExport: summer.identity, context: context)
        var rows = [try Council.row(2, 1), try Council.row(3, 2)]
        for index in rows.indices { rows[index].session = "100 € d’hiver" }
        _ = try store.sell(rows[0], rows[1])
        let winter = try Self.exported(store)
        let lines = Self.dotations(winter.export)
        #expect(lines == Self.dotations(summer.export))
        expect(.salesOrdered) {
            try store.createOrder(newOrder(2_800_887), dotations: lines, salesExport: summer.identity, context: context)
        }
        try store.createOrder(newOrder(2_800_887), dotations: lines, context: context)
        #expect(try store.salesLedger().sales.map(\.order?.description) == ["2800886", "2800886", "2800887", "2800887"])
        expect(.orderRepeated) { try store.createOrder(newOrder(2_800_888), dotations: lines, context: context) }
        expect(.salesOrdered) {
            try store.createOrder(newOrder(2_800_888), dotations: lines, salesExport: winter.identity, context: context)
        }
    }

    @Test func `what differs from the export is told by its row and its sales`() throws {
        let folder = try TemporaryFolder()
        let store = try ClientStore.council(folder)
        _ = try store.sell(
            Council.row(2, 1), Council.row(3, 2, quantity: 2), Council.row(4, 3), Council.row(5, 4), Council.row(6, 5))
        let export = try Self.exported(store)
        var dotations = Self.dotations(export.export)
        #expect(dotations.map(\.matricule) == ["001", "002", "003", "004", "005"])
        dotations[1].amount = Euros(cents: 10_000)
        dotations[2].contact.email = "autre@exemple.fr"
        dotations[3].contact.mobile = "0612345678"
        dotations[4] = NewDotation(
            matricule: "5", lastName: "Nom5", firstName: "Zoé", contact: dotations[4].contact, amount: dotations[4].amount)
        let error = expect(.salesExportDiffers) {
            try store.createOrder(newOrder(2_800_886), dotations: dotations, salesExport: export.identity, context: context)
        }
        let differences = try #require(error?.subject).differences
        #expect(
            differences.map(\.kind) == [
                .amount(asked: Euros(cents: 10_000), sold: Euros(cents: 20_000)), .email, .mobile, .added, .missing,
            ])
        #expect(differences.map(\.positions) == [[1], [2], [3], [4], []])
        #expect(differences.map { $0.sales.map(\.rawValue) } == [[2], [3], [4], [], [5]])
        #expect(try store.orders().isEmpty)
    }

    @Test(.onFiles) func `a sheet whose worth or whose contacts are not those of the sales is refused`() throws {
        let folder = try TemporaryFolder()
        let store = try ClientStore.council(folder)
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

    @Test(arguments: ConnectExport.Grouping.allCases)
    func `a sheet that does not say its export is the one that it equals`(grouping: ConnectExport.Grouping) throws {
        let folder = try TemporaryFolder()
        let store = try ClientStore.council(folder)
        _ = try store.sell(Council.row(2, 1, quantity: 2), Council.row(3, 2))
        // The same sales once more, in the other layout.
        _ = try Self.exported(store, .perBeneficiary)
        let lines = Self.dotations(try Self.exported(store, grouping).export)
        _ = try store.sell(Council.row(4, 3))
        let more = Self.dotations(try Self.exported(store).export)
        try store.createOrder(newOrder(2_800_886), dotations: lines, context: context)
        #expect(try store.saleCount(of: orderNumber(2_800_886)) == 2)
        #expect(try store.salesLedger().sales.map(\.order?.description) == ["2800886", "2800886", nil])
        // Nor does a wider export order them again, or an export that is ordered already, whichever way it is laid out.
        expect(.salesOrdered) { try store.createOrder(newOrder(2_800_887), dotations: more, context: context) }
        let other = Self.dotations(try Self.exported(store).export)
        try store.createOrder(newOrder(2_800_887), dotations: other, context: context)
        #expect(try store.salesLedger().sales.allSatisfy { $0.order != nil })
        expect(.salesOrdered) { try store.createOrder(newOrder(2_800_888), dotations: more.reversed(), context: context) }
        _ = try store.verifyAudit()
    }

    @Test func `a sheet that asks for what people have bought, but equals no export, is refused unless it is meant`() throws {
        let folder = try TemporaryFolder()
        let store = try ClientStore.council(folder)
        _ = try store.sell(Council.row(2, 1, quantity: 2), Council.row(3, 2))
        let lines = Self.dotations(try Self.exported(store).export)
        // One line alone, a line too many, a part of what was bought, a number without its zeros, a contact that was edited.
        var edits = [[lines[1]], lines + people(1), [lines[0]], lines, lines]
        edits[2][0].amount = Euros(cents: 10_000)
        edits[3][0].matricule = "1"
        edits[3][1].matricule = "2"
        for index in lines.indices { edits[4][index].contact.email = "autre\(index)@exemple.fr" }
        for edit in edits {
            let error = expect(.salesUnordered) { try store.createOrder(newOrder(2_800_886), dotations: edit, context: context) }
            if case .unorderedSales(let sales, _)? = error?.subject { #expect(!sales.isEmpty) } else { Issue.record("names no sales") }
        }
        // Another amount, other people, and rows that ANCV knows are something else.
        var other = [lines[0]]
        other[0].amount = Euros(cents: 15_000)
        try store.createOrder(newOrder(2_800_881), dotations: other, context: context)
        try store.createOrder(
            newOrder(2_800_882),
            dotations: people(2).map { person in
                var person = person
                person.matricule += "9"
                return person
            }, context: context)
        var known = [lines[1]]
        known[0].id = Dotation.ID(rawValue: 11_843_511)
        try store.createOrder(newOrder(2_800_883), dotations: known, context: context)
        try store.createOrder(newOrder(2_800_884), dotations: [lines[1]], allowsRepeat: true, context: context)
        #expect(try store.salesLedger().sales.allSatisfy { $0.order == nil })
    }

    @Test func `of two exports that a sheet equals it has to say which`() throws {
        let folder = try TemporaryFolder()
        let store = try ClientStore.council(
            folder, [Council.event("Été"), Council.event("Hiver", sessions: [Council.session("100 € d’hiver")])])
        var winter = try Council.row(3, 1)
        winter.session = "100 € d’hiver"
        _ = try store.sell(Council.row(2, 1), winter)
        let exports = try store.saleEvents().map {
            try store.exportSales(of: [$0.id], today: Council.day("2025-05-01"), context: context)
        }
        let lines = Self.dotations(exports[0].export)
        #expect(lines == Self.dotations(exports[1].export))
        expect(.salesUnordered) { try store.createOrder(newOrder(2_800_886), dotations: lines, context: context) }
        try store.createOrder(newOrder(2_800_886), dotations: lines, salesExport: exports[1].identity, context: context)
        #expect(try store.salesLedger().sales.map { $0.order == nil } == [true, false])
    }

    @Test func `an export that the store does not know counts as none`() throws {
        let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
        let store = try ClientStore.council(folder)
        let stranger = try ClientStore.council(other)
        _ = try stranger.sell(Council.row(2, 1))
        let export = try Self.exported(stranger)
        #expect(try !store.isSalesExport(export.identity))
        try store.createOrder(newOrder(2_800_886), dotations: people(1), salesExport: export.identity, context: context)
    }
}
