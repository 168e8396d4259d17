import Testing

@testable import Dotations

/// A column that was sorted alone or shifted, and what only looks like one.
@Suite struct MovedValuesTests {
    private static let columns: [(SheetColumn, Warning.Code)] = [(.email, .emailOfAnother), (.mobile, .phoneOfAnother)]

    private static func values(_ dotations: [Dotation], _ column: SheetColumn) -> [String] {
        dotations.map { $0.contact.value(of: column) }
    }

    @Test(arguments: columns)
    func aSwapOfTwoIsRecognisedAndEachRowSaysWhoseItsValueIs(_ column: SheetColumn, _ code: Warning.Code) throws {
        var scene = Scene.of(Sample.people(30))
        let values = Self.values(scene.dotations, column)
        scene.rows[3][column] = .text(values[7])
        scene.rows[7][column] = .text(values[3])
        let plan = try scene.plan()
        #expect(plan.confirmations == [.moved(column, count: 2)])
        #expect(plan.warnings.map(\.warning.code) == [code, code])
        #expect(plan.warnings.map(\.row) == [5, 9])
        #expect(
            plan.warnings.map(\.warning) == [
                .ofAnother(column, values[7], ValueHolder("NOM7 P7", row: 9)),
                .ofAnother(column, values[3], ValueHolder("NOM3 P3", row: 5)),
            ])
    }

    @Test func aColumnThatWasSortedAloneIsToldInOneSentenceWithItsNameAndCount() throws {
        var scene = Scene.of(Sample.people(300).reversed())
        scene.fill(.mobile, Self.values(scene.dotations, .mobile).sorted())
        let plan = try scene.plan()
        #expect(plan.confirmations.first == .moved(.mobile, count: 300))
        #expect(plan.confirmations.map(\.code) == [.movedMobiles, .manyMobiles])
    }

    @Test(arguments: [1, -1, 2, -3])
    func aShiftIsRecognisedWhicheverWayItGoes(_ offset: Int) throws {
        var scene = Scene.of(Sample.people(60))
        let values = Self.values(scene.dotations, .mobile)
        // Rows 10 to 15 say what stands that many rows away.
        for index in 10..<16 { scene.rows[index][.mobile] = .text(values[index + offset]) }
        #expect(try scene.plan().confirmations == [.moved(.mobile, count: 6)])
    }

    @Test func aShiftWhoseLastRowIsEmptyIsRecognised() throws {
        var scene = Scene.of(Sample.people(60))
        let values = Self.values(scene.dotations, .mobile)
        scene.fill(.mobile, [values[1], values[2], nil])
        let plan = try scene.plan()
        #expect(plan.confirmations == [.moved(.mobile, count: 2)])
        #expect(plan.codes == [4: [.phoneEmpty]])
    }

    @Test(arguments: [1, -1])
    func aShiftOfAddressesIsToldThoughEachRowIsRefused(_ offset: Int) throws {
        var scene = Scene.of(Sample.people(30))
        let values = Self.values(scene.dotations, .email)
        scene.fill(.email, offset > 0 ? values.dropFirst().map { Optional($0) } + [nil] : [values[0]] + values.dropLast())
        let plan = try scene.plan()
        #expect(plan.isEmpty && plan.refused.count >= 29)
        #expect(plan.confirmations == [.moved(.email, count: 29)])
    }

    @Test func identifiersThatWereSortedAloneAreNoMovedContacts() throws {
        var scene = Scene.of(Sample.people(30))
        scene.fill(.identifier, scene.dotations.map(\.id.description).reversed())
        let plan = try scene.plan()
        #expect(plan.refused.count == 30 && plan.confirmations.isEmpty)
        #expect(plan.codes.values.allSatisfy { $0.first == .mismatchedID })
    }

    @Test func addressesThatTwoCouplesWouldShareAreRefusedAndNoMove() throws {
        var scene = Scene.of(Sample.people(30))
        let values = Self.values(scene.dotations, .email)
        scene.rows[1][.email] = .text(values[0])
        scene.rows[11][.email] = .text(values[10])
        let plan = try scene.plan()
        #expect(plan.codes == [3: [.emailShared], 13: [.emailShared]] && plan.confirmations.isEmpty)
    }

    @Test func aBlockThatWasCopiedToOtherRowsIsRecognised() throws {
        var scene = Scene.of(Sample.people(60))
        let values = Self.values(scene.dotations, .mobile)
        for index in 0..<4 { scene.rows[20 + index][.mobile] = .text(values[index]) }
        #expect(try scene.plan().confirmations == [.moved(.mobile, count: 4)])
    }

    @Test func whatIsLeftOfASortedSheetIsRecognised() throws {
        var scene = Scene.of(Sample.people(100))
        let values = Self.values(scene.dotations, .mobile)
        scene.fill(.mobile, Array(values[50...] + values[..<50]))
        scene.rows = Array(scene.rows[..<5])
        #expect(try scene.plan().confirmations == [.moved(.mobile, count: 5)])
    }

    @Test func valuesOfTheExportCountAsMuchAsTodays() throws {
        var scene = Scene.of(Sample.people(30))
        scene.base = Scene.base(scene.dotations)
        let values = Self.values(scene.dotations, .mobile)
        scene.fill(.mobile, [values[1], values[0], values[3]])
        scene.dotations[3].contact.mobile = "0712345678"
        let plan = try scene.plan()
        #expect(plan.confirmations == [.moved(.mobile, count: 3)])
        #expect(plan.warnings.last?.warning == .ofAnother(.mobile, values[3], ValueHolder("NOM3 P3", row: 5, wasExported: true)))
    }

    // MARK: What is no accident

    @Test func newValuesThatNobodyHasAreNoMove() throws {
        var scene = Scene.of(Sample.people(30))
        scene.fill(.mobile, (0..<5).map { "073123456\($0)" })
        let plan = try scene.plan()
        #expect(plan.changes.count == 5 && plan.confirmations.isEmpty)
        #expect(plan.warningCodes == [.phoneConsecutive])
    }

    @Test func oneNumberThatBecomesSharedIsAWarningAlone() throws {
        var scene = Scene.of(Sample.people(30))
        let values = Self.values(scene.dotations, .mobile)
        scene.fill(.mobile, [values[9], values[9], values[9]])
        let plan = try scene.plan()
        #expect(plan.changes.count == 3 && plan.confirmations.isEmpty)
        #expect(plan.warnings.map(\.warning.code) == [.phoneShared, .phoneShared, .phoneShared])
    }

    @Test func twoFamiliesThatShareTheirNumbersAreNoMove() throws {
        var scene = Scene.of(Sample.people(30))
        for index in [0, 10] {
            scene.dotations[index + 1] = renamed(scene.dotations[index + 1], matricule: "x\(index)", lastName: "Nom\(index)")
        }
        scene.rows = Sample.rows(scene.dotations)
        let values = Self.values(scene.dotations, .mobile)
        scene.rows[1][.mobile] = .text(values[0])
        scene.rows[11][.mobile] = .text(values[10])
        let plan = try scene.plan()
        #expect(plan.changes.count == 2 && plan.confirmations.isEmpty && plan.warningCodes == [.phoneShared])
    }

    @Test func joiningAndLeavingNumbersThatManyShareIsNoMove() throws {
        var dotations = Sample.people(60)
        for index in 20..<40 { dotations[index].contact.mobile = "0677777777" }
        for index in 40..<60 { dotations[index].contact.mobile = "0688888888" }
        var scene = Scene.of(dotations)
        #expect(try scene.plan().isEmpty)
        // Two teams get new members, and lose one who now has a number of his own.
        scene.fill(.mobile, ["0677777777", "0677777777", "0688888888"])
        scene.rows[30][.mobile] = .text("0711111111")
        scene.rows[50][.mobile] = .text("0722222222")
        let plan = try scene.plan()
        #expect(plan.changes.count == 5 && plan.confirmations.isEmpty)
    }

    @Test func aSwapOfASharedNumberIsAMove() throws {
        var dotations = Sample.people(60)
        for index in 20..<60 { dotations[index].contact.mobile = "0677777777" }
        var scene = Scene.of(dotations)
        scene.rows[30][.mobile] = .text(dotations[0].contact.mobile)
        scene.rows[0][.mobile] = .text("0677777777")
        #expect(try scene.plan().confirmations == [.moved(.mobile, count: 2)])
    }

    @Test func whatAPersonHasInAnotherDotationIsNotAnothers() throws {
        var scene = Scene.of(Sample.people(30))
        scene.dotations[1] = renamed(scene.dotations[1], matricule: "M0", lastName: "NOM0")
        scene.dotations[3] = renamed(scene.dotations[3], matricule: "", lastName: "NOM2", firstName: "P2")
        scene.rows = Sample.rows(scene.dotations)
        for (index, other) in [(1, 0), (3, 2)] {
            scene.rows[index][.email] = .text(scene.dotations[other].contact.email)
            scene.rows[index][.mobile] = .text(scene.dotations[other].contact.mobile)
        }
        let plan = try scene.plan()
        #expect(plan.changes.count == 2 && plan.warnings.isEmpty && plan.confirmations.isEmpty, "\(plan.warnings)")
    }

    // MARK: Other orders

    @Test func anAddressOfSomebodyInAnotherOrderWantsConfirming() throws {
        var scene = Scene.of(Sample.people(30))
        scene.elsewhere = Sample.people(40, order: "2800901", from: 50_000_000)
        scene.rows[0][.email] = .text("P35@EXAMPLE.fr")
        let plan = try scene.plan()
        #expect(plan.confirmations == [.emailsOfOthers(count: 1)])
        #expect(
            plan.warnings.first?.warning
                == .ofAnother(.email, "P35@example.fr", ValueHolder("NOM35 P35", order: Sample.number("2800901"))))
        scene.fill(.mobile, [scene.elsewhere[35].contact.mobile])
        scene.rows[0][.email] = .text("p0@example.fr")
        let number = try scene.plan()
        #expect(number.confirmations.isEmpty && number.warningCodes == [.phoneOfAnother])
        scene.rows[1][.mobile] = .text(scene.elsewhere[36].contact.mobile)
        #expect(try scene.plan().confirmations == [.moved(.mobile, count: 2)])
    }

    @Test(arguments: [("M3", "NOM3", "P3"), ("0017", "NOM3", "P3"), ("M3", "MARIÉE", "P3"), ("", "nom3", "p3")])
    func theSamePersonInAnotherOrderIsNobodyElse(_ matricule: String, _ lastName: String, _ firstName: String) throws {
        var scene = Scene.of(Sample.people(30))
        var other = Sample.people(1, order: "2800901", from: 50_000_000)[0]
        other = renamed(other, matricule: matricule, lastName: lastName, firstName: firstName)
        other.contact = Contact(email: "ancien@example.fr", mobile: "0799999999")
        scene.elsewhere = [other]
        scene.rows[3][.email] = .text("ancien@example.fr")
        scene.rows[3][.mobile] = .text("0799999999")
        let plan = try scene.plan()
        #expect(plan.changes.count == 1 && plan.warnings.isEmpty && plan.confirmations.isEmpty)
        scene.rows[3][.email] = .text("p3@example.fr")
        scene.rows[3][.mobile] = .text(scene.dotations[3].contact.mobile)
        scene.rows[4][.email] = .text("ancien@example.fr")
        #expect(try scene.plan().confirmations == [.emailsOfOthers(count: 1)])
    }

    // MARK: The guard and the undo

    @Test func moreThanAFifthOfTheNumbersNeedsConfirming() throws {
        var scene = Scene()
        scene.fill(.mobile, ["0712345670", "0712345678"])
        #expect(try scene.plan().confirmations.isEmpty)
        scene.fill(.mobile, ["0712345670", "0712345678", "0712345674"])
        #expect(try scene.plan().confirmations == [.manyMobiles(changed: 3, of: 10)])
    }

    @Test func anUndoHasNoSheetInWhichAColumnCouldHaveMoved() throws {
        var scene = Scene.of(Sample.people(30))
        let values = Self.values(scene.dotations, .mobile)
        scene.fill(.mobile, [values[1], values[2], values[0]])
        let plan = try scene.plan()
        let applied = plan.changes.map { AppliedChange(row: $0.row, id: $0.id, old: $0.old, new: $0.new) }
        for change in plan.changes { scene.apply(change) }
        let undo = ImportPlan.reverting(applied, of: scene.order, dotations: scene.dotations)
        #expect(undo.changes.count == 3 && undo.confirmations.isEmpty && undo.warnings.isEmpty)
    }
}
