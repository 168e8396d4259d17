import Testing

@testable import Dotations

/// What a sheet of statuses sets, and what it refuses.
@Suite struct StatusPlannerTests {
    /// Two orders, of ten people and of three.
    private static let orders: [OrderNumber: [Dotation]] = [
        Sample.number("2800886"): Sample.dotations(), Sample.number("2800901"): Sample.people(3, order: "2800901"),
    ]

    private func plan(_ rows: [EditedRow], order: OrderNumber? = nil) throws -> StatusPlan {
        var planner = StatusPlanner(
            order: order, orderOf: { id in Self.orders.first { $0.value.contains { $0.id == id } }?.key }, dotationsOf: { Self.orders[$0] })
        for row in rows { try planner.add(row) }
        return planner.plan()
    }

    private func row(_ number: Int, _ id: UInt32, _ status: SheetValue) -> EditedRow {
        var row = EditedRow(number: number)
        row[.identifier] = .number(Double(id))
        row[.status] = status
        return row
    }

    private func codes(_ plan: StatusPlan) -> [Int: [Reason.Code]] {
        Dictionary(uniqueKeysWithValues: plan.refused.map { ($0.row, $0.reasons.map(\.code)) })
    }

    @Test func `only a status that differs is a change, under its own name`() throws {
        let plan = try plan([
            row(2, 11_843_511, .text("Production ")), row(3, 11_843_513, .text("ACTIVÉE")), row(4, 40_000_000, .text("Erreur sur e-mail")),
            row(5, 11_843_518, .formula(cached: .text("activé"))),
        ])
        #expect(plan.changes.map(\.row) == [3, 4, 5])
        #expect(plan.changes.map(\.new.label) == ["activé", "Erreur e-mail", "activé"])
        #expect(plan.changes.map(\.order.description) == ["2800886", "2800901", "2800886"])
        #expect(plan.changes.map(\.revision) == [1, 0, 2])
        #expect(plan.unchangedCount == 1)
        #expect(plan.order == nil)
        #expect(plan.confirmations.isEmpty)
    }

    @Test func `a cell without a status refuses its row`() throws {
        let values: [SheetValue] = [
            .blank, .covered, .text(" – "), .error("#N/A"), .boolean(true), .formula(cached: .error("#REF!")),
            .date(1, shown: "01/01/1900"),
        ]
        let rows = zip(Sample.ids, values).enumerated().map { row($0 + 2, $1.0, $1.1) }
        let plan = try plan(rows)
        #expect(plan.changes.isEmpty)
        #expect(
            codes(plan) == [
                2: [.cellEmpty], 3: [.cellMerged], 4: [.cellEmpty], 5: [.cellType], 6: [.cellType], 7: [.cellType], 8: [.cellDate],
            ])
        #expect(plan.refused.allSatisfy { $0.reasons.allSatisfy { $0.column == .status } })
    }

    @Test func `two rows of a dotation count once where they agree, and not at all else`() throws {
        let plan = try plan([
            row(2, 11_843_511, .text("activé")), row(3, 11_843_513, .text("activé")), row(4, 11_843_511, .text("Activé")),
            row(5, 11_843_513, .text("Erreur e-mail")), row(6, 11_843_513, .text("activé")),
        ])
        #expect(plan.changes.map(\.row) == [2])
        #expect(plan.warnings.map(\.warning.code) == [.rowRepeated])
        #expect(codes(plan) == [3: [.duplicate], 5: [.duplicate], 6: [.duplicate]])
        let id = Sample.id(11_843_513)
        #expect(plan.refused.map(\.reasons) == [[.duplicate(id, row: 5)], [.duplicate(id, row: 3)], [.duplicate(id, row: 3)]])
        #expect(plan.rowCount == 5)
        #expect(plan.unchangedCount == 1)
    }

    @Test func `a row whose order is not known says so`() throws {
        var foreign = row(2, 99_999_999, .text("activé"))
        foreign[.orderNumber] = .text("2 800 999")
        var nameless = EditedRow(number: 3)
        nameless[.orderNumber] = .blank
        nameless[.matricule] = .text("001")
        nameless[.status] = .text("activé")
        let plan = try plan([foreign, nameless, row(4, 99_999_999, .text("activé")), row(5, 11_843_511, .text("activé"))])
        #expect(codes(plan) == [2: [.unknownOrder], 3: [.cellEmpty], 4: [.unknownID]])
        #expect(plan.changes.map(\.row) == [5])
    }

    @Test func `a row that is about another order or another person is refused`() throws {
        let order = Sample.number("2800886")
        var sorted = Sample.row(Sample.dotations()[0], 3)
        sorted[.identifier] = .text("11843513")
        sorted[.status] = .text("activé")
        let plan = try plan([row(2, 40_000_000, .text("activé")), sorted], order: order)
        #expect(codes(plan)[2] == [.otherOrder])
        #expect(codes(plan)[3]?.first == .mismatchedID)
        #expect(plan.changes.isEmpty)
    }

    @Test func `what opens a dotation again, or locks it, has to be confirmed`() throws {
        var activated = Sample.dotations()
        for index in 0..<3 { activated[index].status = .activated }
        func confirmations(_ labels: [String]) throws -> [ConfirmationNeed] {
            var planner = StatusPlanner(order: Sample.number("2800886"), orderOf: { _ in nil }, dotationsOf: { _ in activated })
            for (index, label) in labels.enumerated() { try planner.add(row(index + 2, Sample.ids[index], .text(label))) }
            return planner.plan().confirmations
        }
        #expect(try confirmations(["activé", "activée", "ACTIVÉ", "activé", "Erreur e-mail"]) == [])
        #expect(try confirmations(["PRODUCTION", "intégration"]) == [.reopened(count: 2)])
        #expect(
            try confirmations(["Suspendue", "PRODUCTION", "activé", "annulé", "ANNULÉ"])
                == [.unknownStatuses([DotationStatus("suspendue"), DotationStatus("Annulé")], count: 3), .reopened(count: 1)])
    }

    @Test func `what would go back is confirmed, but for what is activated, which is said already`() throws {
        let sequence: [DotationStatus] = [.integration, .production, .awaitingActivation, .emailError, .activated]
        for (old, stored) in sequence.enumerated() {
            for (new, status) in sequence.enumerated() where new != old {
                var dotations = Sample.dotations()
                dotations[0].status = stored
                let needs = StatusPlan.setting(status, of: [dotations[0]]).confirmations
                #expect(needs == (new > old ? [] : stored == .activated ? [.reopened(count: 1)] : [.backward(count: 1)]))
            }
        }
        #expect(!DotationStatus("Suspendue").isBefore(.activated) && !DotationStatus.integration.isBefore(DotationStatus("Suspendue")))
    }

    @Test func `a status that is still the exported one is no edit`() throws {
        let exported = Sample.dotations()
        var stored = exported
        stored[0].status = .awaitingActivation
        stored[1].status = .emailError
        stored[2].status = .activated
        func planner(_ base: ExportBase?) -> StatusPlanner {
            StatusPlanner(order: Sample.number("2800886"), base: base, orderOf: { _ in nil }, dotationsOf: { _ in stored })
        }
        let base = ExportBase(
            rows: Dictionary(
                uniqueKeysWithValues: exported.prefix(3).map { ($0.id, ExportBase.Row(contact: $0.contact, status: $0.status)) }))
        func plan(_ planner: consuming StatusPlanner) throws -> StatusPlan {
            var planner = planner
            for (index, label) in ["Production", "PRODUCTION", "intégration", "activé"].enumerated() {
                try planner.add(row(index + 2, Sample.ids[index], .text(label)))
            }
            return planner.plan()
        }
        let plain = try plan(planner(nil))
        #expect(plain.changes.map(\.row) == [2, 3, 4, 5])
        #expect(plain.confirmations == [.reopened(count: 1), .backward(count: 2)])
        // Rows 4 and 5 were edited.
        let edited = try plan(planner(base))
        #expect(edited.changes.map(\.row) == [4, 5])
        #expect(edited.unchangedCount == 2)
        #expect(edited.confirmations == [.reopened(count: 1)])
    }

    @Test func `more refused rows than may be are the wrong file's`() throws {
        var planner = StatusPlanner(order: nil, maximumRefusedRows: 2, orderOf: { _ in nil }, dotationsOf: { _ in nil })
        try planner.add(row(2, 11_843_511, .text("activé")))
        try planner.add(row(3, 11_843_511, .text("activé")))
        let reason = #expect(throws: Reason.self) { try planner.add(row(4, 11_843_511, .text("activé"))) }
        #expect(reason?.code == .tooManyRefusedRows)
    }
}
