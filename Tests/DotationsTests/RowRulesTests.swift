import Testing

@testable import Dotations

/// How a row is found, and what of it counts.
@Suite struct RowRulesTests {
    @Test func anUneditedSheetChangesNothing() throws {
        let plan = try Scene().plan()
        #expect(plan.isEmpty && plan.refused.isEmpty && plan.warnings.isEmpty && plan.confirmations.isEmpty)
        #expect(plan.rowCount == 10 && plan.unchangedCount == 10)
    }

    @Test func oneCorrectedAddressIsOneChangeWithOneJob() throws {
        let plan = try Scene().setting(.email, .text("corrige@yopmail.com"), in: 1).plan()
        let change = try #require(plan.changes.first)
        #expect(plan.changes.count == 1 && plan.unchangedCount == 9 && plan.jobCount == 1)
        #expect(change.row == 3 && change.id.description == "11843513" && change.revision == 1)
        #expect(change.old.email == "ancv.rec2@yopmail.com" && change.new.email == "corrige@yopmail.com")
        #expect(change.new.mobile == change.old.mobile && change.columns == [.email] && change.job == .accountCreation)
    }

    @Test func aSheetMayHaveFewerRowsAndBlankOnes() throws {
        var scene = Scene()
        scene.rows.removeLast(7)
        var blank = EditedRow(number: 5)
        for column in SheetColumn.allCases { blank[column] = .blank }
        blank[.lastName] = .text("\u{A0} \u{200B}")
        scene.rows.append(blank)
        scene.rows.append(EditedRow(number: 6))
        let plan = try scene.plan()
        #expect(plan.rowCount == 3 && plan.unchangedCount == 3 && plan.refused.isEmpty)
    }

    @Test func columnsThatTheSheetDoesNotHaveAreNoEdit() throws {
        var scene = Scene()
        for index in scene.rows.indices {
            for column in [SheetColumn.matricule, .lastName, .firstName, .mobile, .amount, .status] { scene.rows[index][column] = nil }
        }
        let plan = try scene.setting(.email, .text("a@yopmail.com")).plan()
        #expect(plan.changes.count == 1 && plan.unchangedCount == 9)
    }

    @Test(arguments: [
        SheetValue.text("11843511"), .text(" 11843511 "), .text("11 843 511"), .text("'11843511"), .text("11843511.0"),
        .text("1.1843511E7"),
        .number(11_843_511), .text("\u{200B}11843511"),
    ])
    func anIdentifierIsReadInItsSpellings(_ value: SheetValue) throws {
        #expect(try Scene().setting(.identifier, value).plan().unchangedCount == 10)
    }

    @Test func anIdentifierThatAnExponentMayHaveCutCountsOnlyWhereTheRestOfTheRowAgrees() throws {
        let scene = Scene().setting(.identifier, .text("1,184351E7"), in: 5)
        #expect(try scene.plan().unchangedCount == 10)
        var bare = scene
        for column in [SheetColumn.matricule, .lastName, .firstName] { bare.rows[5][column] = nil }
        #expect(try bare.plan().codes == [7: [.truncatedID]])
        #expect(try scene.setting(.lastName, .text("TEST1"), in: 5).plan().codes == [7: [.truncatedID]])
        #expect(try Scene().setting(.identifier, .text("1,18E+07")).plan().codes == [2: [.truncatedID]])
    }

    @Test(arguments: [
        SheetValue.text("99999999"), .text("9007199254740993"), .number(9_007_199_254_740_992), .text("1E400"), .number(.infinity),
        .number(-1),
        .text("abc"), .number(11_843_511.5), .text("1184351"), .text("nan"), .text("0x1p3"), .text(String(repeating: "9", count: 40_000)),
    ])
    func anIdentifierOfNobodyRefusesItsRow(_ value: SheetValue) throws {
        let plan = try Scene().setting(.identifier, value).setting(.email, .text("x@yopmail.com")).plan()
        #expect(plan.codes == [2: [.unknownID]] && plan.unchangedCount == 9 && plan.isEmpty)
    }

    @Test func anIdentifierOfAnotherOrderIsNamedAsSuch() throws {
        var scene = Scene().setting(.identifier, .text("12000001"))
        scene.foreign[Sample.id(12_000_001)] = Sample.number("2848729")
        let plan = try scene.plan()
        #expect(plan.codes == [2: [.otherOrder]] && plan.looksLikeOrder == nil)
        #expect(plan.refused.first?.reasons == [.otherOrder(Sample.number("2848729"), in: .identifier)])
    }

    @Test func aSheetOfAnotherOrderIsToldAsSuch() throws {
        var scene = Scene()
        for index in scene.rows.indices where index > 1 {
            scene.rows[index][.identifier] = .number(Double(12_000_000 + index))
            scene.foreign[Sample.id(12_000_000 + UInt32(index))] = Sample.number("2848729")
        }
        #expect(try scene.plan().looksLikeOrder == Sample.number("2848729"))
    }

    @Test(arguments: [SheetValue.blank, .text(""), .text(" \u{A0}")])
    func aRowWithoutItsIdentifierIsRefused(_ value: SheetValue) throws {
        #expect(try Scene().setting(.identifier, value).plan().codes == [2: [.missingID]])
    }

    @Test func aRowWithoutItsIdentifierSaysWhoseItIsOrThatNobodyIsAdded() throws {
        var scene = Scene().setting(.identifier, .blank)
        func reason() throws -> Reason { try #require(try scene.plan().refused.first?.reasons.first) }
        let ofThePerson = Reason.missingID(in: .identifier, about: .dotation(scene.dotations[0].id))
        #expect(try reason() == ofThePerson)
        scene = scene.setting(.matricule, .text("999")).setting(.lastName, .text("test1"))
        #expect(try reason() == ofThePerson)
        scene = scene.setting(.lastName, .text("NOUVELLE")).setting(.email, .text("neuve@yopmail.com"))
        #expect(try reason() == .missingID(in: .identifier, about: .nobody))
        for column in [SheetColumn.matricule, .lastName, .firstName] { scene = scene.setting(column, .blank) }
        #expect(try reason() == .missingID(in: .identifier))
    }

    @Test func anIdentifierOfNobodySaysWhoseTheRowIsOrThatNobodyIsAdded() throws {
        var scene = Scene().setting(.identifier, .text("99999999"))
        func reason() throws -> Reason { try #require(try scene.plan().refused.first?.reasons.first) }
        #expect(try reason() == .unknownID("99999999", about: .dotation(scene.dotations[0].id)))
        scene = scene.setting(.matricule, .text("999")).setting(.lastName, .text("NOUVELLE")).setting(.email, .text("neuve@yopmail.com"))
        #expect(try reason() == .unknownID("99999999", about: .nobody))
        for column in [SheetColumn.matricule, .lastName, .firstName] { scene = scene.setting(column, .blank) }
        #expect(try reason() == .unknownID("99999999"))
    }

    private static let totals: [[SheetColumn: SheetValue]] = [
        [.identifier: .text("Total"), .amount: .number(10_000)], [.lastName: .text("TOTAL :"), .amount: .formula(cached: .number(10_000))],
        [.identifier: .text(" "), .firstName: .text("Somme"), .amount: .number(10_000)],
        [.mobile: .text("Sous-total"), .amount: .number(1)],
        [.identifier: .text("Total général"), .email: .formula(cached: .number(10)), .mobile: .formula(cached: .number(10))],
        [.amount: .formula(cached: .number(10_000))], [.amount: .formula(cached: .blank)],
        [.amount: .formula(cached: .number(10_000)), .email: .formula(cached: .number(10))],
    ]

    @Test(arguments: totals)
    func aTotalIsReportedAndNotRefused(_ cells: [SheetColumn: SheetValue]) throws {
        var scene = Scene()
        var row = EditedRow(number: 12)
        for column in SheetColumn.allCases where column != .resend { row[column] = cells[column] ?? .blank }
        scene.rows.append(row)
        let plan = try scene.plan()
        #expect(plan.refused.isEmpty)
        #expect(plan.rowCount == 10)
        #expect(plan.warnings.map(\.warning.code) == [.rowTotal])
        #expect(plan.warnings.map(\.row) == [12])
    }

    @Test(
        arguments: [
            [.identifier: .number(11_843_511), .lastName: .text("Total")], [.lastName: .text("TOTAL"), .firstName: .text("Jean")],
            [.lastName: .text("Total"), .email: .text("total@yopmail.com")], [.lastName: .text("Total"), .mobile: .number(612_345_678)],
            [.matricule: .text("12"), .lastName: .text("Somme")], [.lastName: .text("Totti"), .amount: .number(1)],
            [.amount: .number(10_000)], [.amount: .formula(cached: .number(10_000)), .status: .text("PRODUCTION")],
            [.amount: .formula(cached: .number(10_000)), .firstName: .text("Jean")],
        ] as [[SheetColumn: SheetValue]])
    func aRowThatMayBeSomebodyIsNoTotal(_ cells: [SheetColumn: SheetValue]) throws {
        var scene = Scene()
        var row = EditedRow(number: 12)
        for column in SheetColumn.allCases where column != .resend { row[column] = cells[column] ?? .blank }
        scene.rows = [row]
        #expect(try scene.plan().refused.map(\.row) == [12])
    }

    @Test func withoutTheColumnAMatriculeThatNamesOneDotationIsTheKey() throws {
        var scene = Scene()
        for index in scene.rows.indices { scene.rows[index][.identifier] = nil }
        let plan = try scene.setting(.matricule, .number(1)).setting(.email, .text("x@yopmail.com")).plan()
        #expect(plan.changes.map(\.id.description) == ["11843511"] && plan.unchangedCount == 9)
        #expect(try scene.setting(.matricule, .text("999")).plan().codes == [2: [.unknownMatricule]])
        #expect(try scene.setting(.matricule, .blank).plan().codes == [2: [.missingID]])
        #expect(try scene.setting(.matricule, nil).plan().codes == [2: [.missingID]])
        #expect(try scene.setting(.orderNumber, .text("2 800 886")).plan().unchangedCount == 10)
        #expect(try scene.setting(.orderNumber, .number(2_848_729)).plan().codes == [2: [.otherOrder]])
    }

    @Test func aMatriculeThatMayNameTwoDotationsIsNoKey() throws {
        var scene = Scene()
        scene.dotations[1] = renamed(scene.dotations[1], matricule: "1")
        scene.rows = Sample.rows(scene.dotations)
        for index in scene.rows.indices { scene.rows[index][.identifier] = nil }
        let codes = try scene.plan().codes
        // `001` is whole, but `1` may be what is left of it.
        #expect(codes == [3: [.ambiguousMatricule]])
        scene.dotations[1] = renamed(scene.dotations[1], matricule: "001")
        #expect(try scene.plan().codes == [2: [.ambiguousMatricule], 3: [.ambiguousMatricule]])
    }

    @Test func aDotationTwiceIsRefusedUnlessBothRowsSayTheSame() throws {
        var scene = Scene().setting(.email, .text("x@yopmail.com"))
        scene.rows.append(Sample.row(scene.dotations[0], 20))
        #expect(try scene.plan().codes == [2: [.duplicate], 20: [.duplicate]])
        #expect(try scene.plan().isEmpty)
        for same in [" x@Yopmail.com ", "X@yopmail.com"] {
            scene.rows[10][.email] = .text(same)
            #expect(try scene.plan().changes.map(\.new.email) == ["x@yopmail.com"])
        }
        let plan = try scene.plan()
        #expect(plan.changes.map(\.row) == [2] && plan.refused.isEmpty && plan.warningCodes == [.rowRepeated] && plan.rowCount == 11)
        // A third that differs refuses all three.
        var third = Sample.row(scene.dotations[0], 21)
        third[.mobile] = .text("0612345678")
        scene.rows.append(third)
        let last = try scene.plan()
        #expect(last.codes == [2: [.duplicate], 20: [.duplicate], 21: [.duplicate]] && last.isEmpty)
        #expect(last.rowCount == 12 && last.unchangedCount == 9)
    }

    @Test func aDotationTwiceUneditedIsNoChangeAndARefusedOneTakesTheOtherAlong() throws {
        var scene = Scene()
        scene.rows.append(Sample.row(scene.dotations[0], 20))
        #expect(try scene.plan().unchangedCount == 11)
        scene.rows[10][.mobile] = .text("12")
        #expect(try scene.plan().codes == [2: [.duplicate], 20: [.phoneSyntax, .duplicate]])
        scene.rows.swapAt(0, 10)
        #expect(try scene.plan().codes == [2: [.duplicate], 20: [.phoneSyntax, .duplicate]])
    }

    @Test func aRowKnownToBeUnchangedStillCountsForDuplicates() throws {
        let scene = Scene()
        var planner = ImportPlanner(order: scene.order, dotations: scene.dotations)
        try planner.addUnchanged(row: 2, id: scene.dotations[0].id)
        try planner.addUnchanged(row: 3, id: scene.dotations[1].id)
        var row = scene.rows[0]
        row.number = 4
        row[.email] = .text("x@yopmail.com")
        try planner.add(row)
        try planner.addUnchanged(row: 5, id: Sample.id(99_999_999))
        let plan = planner.plan()
        #expect(plan.codes == [2: [.duplicate], 4: [.duplicate], 5: [.unknownID]] && plan.unchangedCount == 1 && plan.rowCount == 4)
    }

    @Test func aRowWithTheWrongNumberOfFieldsIsRefused() throws {
        let plan = try Scene().editing { $0.hasFieldCountMismatch = true }.plan()
        #expect(plan.codes == [2: [.columnCount]] && plan.unchangedCount == 9)
    }

    @Test func aHiddenRowCountsAndIsReported() throws {
        let scene = Scene().editing(0) { $0.isHidden = true }.editing(1) {
            $0.isHidden = true
            $0[.email] = .text("x@yopmail.com")
        }
        let plan = try scene.plan()
        #expect(plan.hiddenRowCount == 2 && plan.changes.count == 1)
        #expect(plan.warnings.map(\.row) == [3] && plan.warningCodes == [.rowHidden])
    }

    @Test func identifiersSortedApartFromTheirRowsAreExplained() throws {
        var scene = Scene()
        for index in scene.rows.indices { scene.rows[index][.identifier] = .text(scene.dotations[9 - index].id.description) }
        let plan = try scene.plan()
        #expect(plan.refused.count == 10 && plan.isEmpty)
        for (index, row) in plan.refused.enumerated() {
            #expect(row.reasons.first == .mismatchedID(scene.dotations[9 - index].id, own: scene.dotations[index].id))
        }
    }

    @Test func aFileThatIsRefusedRowAfterRowIsTheWrongOne() throws {
        var scene = Scene()
        scene.settings.maximumRefusedRows = 3
        for index in 0..<3 { scene = scene.setting(.identifier, .blank, in: index) }
        #expect(try scene.plan().refused.count == 3)
        scene = scene.setting(.identifier, .number(12_000_001), in: 3)
        #expect(throws: Reason.tooManyRefusedRows(limit: 3)) { try scene.plan() }
        for index in 0..<4 { scene = scene.setting(.identifier, .number(12_000_001), in: index) }
        scene.foreign[Sample.id(12_000_001)] = Sample.number("2848729")
        #expect(throws: Reason.tooManyRefusedRows(limit: 3, likelyOrder: Sample.number("2848729"))) { try scene.plan() }
    }
}

/// The dotation with other locked values.
func renamed(_ dotation: Dotation, matricule: String? = nil, lastName: String? = nil, firstName: String? = nil) -> Dotation {
    Dotation(
        id: dotation.id, order: dotation.order, matricule: matricule ?? dotation.matricule, lastName: lastName ?? dotation.lastName,
        firstName: firstName ?? dotation.firstName, contact: dotation.contact, amount: dotation.amount, status: dotation.status,
        isAccountCreated: dotation.isAccountCreated, revision: dotation.revision)
}
