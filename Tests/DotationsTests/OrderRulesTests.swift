import Testing

@testable import Dotations

/// What only the whole order can tell.
@Suite struct OrderRulesTests {
    @Test func oneAddressForTwoPeopleIsRefusedByDefault() throws {
        let taken = Scene().setting(.email, .text("ANCV.rec2@yopmail.com"))
        let plan = try taken.plan()
        let other = taken.dotations[1]
        #expect(
            plan.refused.map(\.reasons) == [
                [.emailShared("ANCV.rec2@yopmail.com", with: other.id, named: "\(other.lastName) \(other.firstName)", row: 3)]
            ])
        #expect(plan.isEmpty)
        var allowed = taken
        allowed.settings.allowsSharedEmail = true
        let accepted = try allowed.plan()
        #expect(accepted.changes.count == 1 && accepted.warningCodes == [.emailShared])
        let both = try Scene().setting(.email, .text("n@yopmail.com")).setting(.email, .text("n@yopmail.com"), in: 4).plan()
        #expect(both.codes == [2: [.emailShared], 6: [.emailShared]])
    }

    @Test func onePersonMayHaveOneAddressForSeveralDotations() throws {
        var scene = Scene()
        scene.dotations[1] = renamed(scene.dotations[1], matricule: "001", lastName: "TEST1")
        scene.rows = Sample.rows(scene.dotations)
        let plan = try scene.setting(.email, .text("ancv.rec1@yopmail.com"), in: 1).plan()
        #expect(plan.changes.count == 1 && plan.refused.isEmpty)
    }

    @Test func twoPeopleCanExchangeTheirAddresses() throws {
        let plan = try Scene().setting(.email, .text("ancv.rec2@yopmail.com")).setting(.email, .text("ancv.rec1@yopmail.com"), in: 1).plan()
        #expect(plan.changes.count == 2 && plan.refused.isEmpty)
    }

    @Test func aRefusedRowKeepsItsAddressWhichNobodyElseCanThenTake() throws {
        // 1 takes 2's, 2 takes 3's, 3 takes 4's, who keeps it.
        var scene = Scene()
        for index in 0..<3 { scene = scene.setting(.email, .text("ancv.rec\(index + 2)@yopmail.com"), in: index) }
        #expect(try scene.plan().codes == [2: [.emailShared], 3: [.emailShared], 4: [.emailShared]])
        #expect(try scene.setting(.email, .text("libre@yopmail.com"), in: 3).plan().changes.count == 4)
        let stuck = try scene.setting(.email, .text("libre@"), in: 3).plan()
        #expect(stuck.codes == [2: [.emailShared], 3: [.emailShared], 4: [.emailShared], 5: [.emailSyntax]])
    }

    @Test func anAddressThatWasSharedBeforeHoldsUpNobodyElse() throws {
        var scene = Scene()
        scene.dotations[0].contact.email = "ancv.rec2@yopmail.com"
        scene.rows = Sample.rows(scene.dotations)
        #expect(try scene.plan().unchangedCount == 10)
        #expect(try scene.setting(.mobile, .text("0612345678")).plan().changes.count == 1)
    }

    @Test func aMobileThatAnotherHasIsAWarning() throws {
        let plan = try Scene().setting(.mobile, .text("0612345678")).setting(.mobile, .text("0612345678"), in: 5).plan()
        #expect(plan.changes.count == 2 && plan.warnings.map(\.row) == [2, 7] && plan.warningCodes == [.phoneShared])
        #expect(plan.warnings.map(\.warning) == [.phoneShared("0612345678", row: 7), .phoneShared("0612345678", row: 2)])
    }

    @Test func aRunOfNumbersIsAWarning() throws {
        var scene = Scene()
        for index in 2..<5 { scene = scene.setting(.mobile, .text("066591524\(index)"), in: index) }
        let plan = try scene.plan()
        #expect(plan.warnings.map(\.warning) == [.phoneConsecutive(count: 3, lastRow: 6)] && plan.warnings.first?.row == 4)
        // Dragged from a number that stays.
        let dragged = Scene().setting(.mobile, .text("0665915237"), in: 1).setting(.mobile, .text("0665915238"), in: 2)
        #expect(try dragged.plan().warnings.first?.warning == .phoneConsecutive(count: 3, lastRow: 4))
        // Two, or not under each other, are chance.
        let apart = Scene().setting(.mobile, .text("0665915240")).setting(.mobile, .text("0665915241"), in: 2).setting(
            .mobile, .text("0665915242"), in: 4)
        #expect(try apart.plan().warnings.isEmpty)
    }

    @Test func aNumberOfNoKnownBlockIsAWarning() throws {
        let plan = try Scene().setting(.mobile, .text("0700123456")).plan()
        #expect(plan.changes.count == 1 && plan.warningCodes == [.phoneUnassigned])
    }

    @Test func aLikelyTypingErrorIsAWarningWithASuggestion() throws {
        let plan = try Scene().setting(.email, .text("a@gmial.com")).plan()
        #expect(plan.changes.map(\.new.email) == ["a@gmial.com"] && plan.warnings.map(\.warning.suggestion) == ["a@gmail.com"])
    }

    @Test func theWarningsOfARefusedRowAreNotTold() throws {
        let plan = try Scene().setting(.email, .text("a@gmial.com")).setting(.email, .text("a@gmial.com"), in: 1).plan()
        #expect(plan.refused.count == 2 && plan.warnings.isEmpty)
    }

    @Test func moreThanAFifthOfTheAddressesNeedsConfirming() throws {
        var scene = Scene()
        for index in 0..<2 { scene = scene.setting(.email, .text("n\(index)@yopmail.com"), in: index) }
        #expect(try scene.plan().confirmations.isEmpty)
        #expect(try scene.setting(.email, .text("n@yopmail.com"), in: 2).plan().confirmations == [.manyEmails(changed: 3, of: 10)])
    }

    @Test func oneAddressInMoreThanThreeRowsNeedsConfirming() throws {
        var scene = Scene()
        scene.settings.allowsSharedEmail = true
        for index in 0..<3 { scene = scene.setting(.email, .text("n@yopmail.com"), in: index) }
        #expect(try scene.plan().confirmations == [.manyEmails(changed: 3, of: 10)])
        let need = ConfirmationNeed.repeatedEmail(address: "n@yopmail.com", count: 4)
        #expect(try scene.setting(.email, .text("n@yopmail.com"), in: 3).plan().confirmations.contains(need))
    }

    @Test func anAppliedImportCanBeTakenBackAndThatToo() throws {
        var scene = Scene().setting(.email, .text("x@yopmail.com")).setting(.mobile, .text("0612345678"), in: 1)
        let before = scene.dotations.map(\.contact)
        let plan = try scene.plan()
        for change in plan.changes { scene.apply(change) }
        let after = scene.dotations.map(\.contact)
        var applied = plan.changes.map { AppliedChange(row: $0.row, id: $0.id, old: $0.old, new: $0.new) }
        for expected in [before, after, before] {
            let undo = ImportPlan.reverting(applied, of: scene.order, dotations: scene.dotations)
            #expect(undo.changes.map(\.job) == [.accountCreation, .phoneChanged] && undo.refused.isEmpty && undo.rowCount == 2)
            for change in undo.changes { scene.apply(change) }
            #expect(scene.dotations.map(\.contact) == expected)
            #expect(ImportPlan.reverting(applied, of: scene.order, dotations: scene.dotations).unchangedCount == 2)
            applied = undo.changes.map { AppliedChange(row: $0.row, id: $0.id, old: $0.old, new: $0.new) }
        }
    }

    @Test func onlyWhatNobodyChangedSinceIsTakenBack() throws {
        var scene = Scene()
        let applied = (0..<4).map { index in
            let old = scene.dotations[index].contact
            let new = Contact(email: "n\(index)@yopmail.com", mobile: "061234567\(index)")
            scene.dotations[index].contact = new
            return AppliedChange(row: index + 2, id: scene.dotations[index].id, old: old, new: new)
        }
        scene.dotations[0].contact.email = "plus.tard@yopmail.com"
        scene.dotations[1].status = .activated
        scene.dotations[2].isAccountCreated = true
        let plan = ImportPlan.reverting(applied, of: scene.order, dotations: scene.dotations)
        #expect(plan.codes == [2: [.changedSince], 3: [.notModifiable], 4: [.accountCreated]])
        #expect(plan.changes.map(\.row) == [5])
    }
}
