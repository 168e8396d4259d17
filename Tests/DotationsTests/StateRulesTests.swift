import Testing

@testable import Dotations

/// What a dotation's state allows, what a change sends, and what the store and the export have to say.
@Suite struct StateRulesTests {
    private static let statuses: [(DotationStatus, Bool, Bool)] = [
        (.integration, true, false), (.production, true, false), (.awaitingActivation, true, true), (.emailError, true, true),
        (DotationStatus("ERREUR_EMAIL"), true, true), (.activated, false, false), (DotationStatus("ACTIVE"), false, false),
        (DotationStatus("Annulée"), false, false),
    ]

    @Test(arguments: statuses)
    func theStatusInTheStoreDecides(_ status: DotationStatus, _ byDefault: Bool, _ byStrictPolicy: Bool) throws {
        for (policy, isAllowed) in [(ModificationPolicy.notActivated, byDefault), (.strict, byStrictPolicy)] {
            var scene = Scene()
            scene.settings.policy = policy
            scene.dotations[0].status = status
            scene.rows = Sample.rows(scene.dotations)
            #expect(try scene.plan().unchangedCount == 10)
            let plan = try scene.setting(.email, .text("x@yopmail.com")).plan()
            #expect(plan.changes.count == (isAllowed ? 1 : 0))
            #expect(plan.codes == (isAllowed ? [:] : [2: [.notModifiable]]))
        }
    }

    @Test func theStatusInTheSheetDecidesNothing() throws {
        var scene = Scene()
        scene.dotations[0].status = .activated
        #expect(try scene.setting(.email, .text("x@yopmail.com")).plan().codes == [2: [.notModifiable]])
    }

    @Test func aStatusThatMovedSinceTheExportIsNoEdit() throws {
        var scene = Scene()
        scene.base = Scene.base(scene.dotations)
        scene.dotations[0].status = .awaitingActivation
        let plan = try scene.setting(.email, .text("x@yopmail.com")).plan()
        #expect(plan.changes.count == 1)
        #expect(plan.warnings.isEmpty)
    }

    @Test(arguments: [
        (SheetValue.text("activé"), "activé"), (.blank, ""), (.text(" Annulée "), "Annulée"), (.number(3), "3"), (.error("#N/A"), "#N/A"),
        (.formula(cached: .text("activé")), "activé"),
    ])
    func aStatusThatDiffersIsReportedAndNeverRefuses(_ value: SheetValue, _ given: String) throws {
        let plan = try Scene().setting(.status, value).setting(.email, .text("x@yopmail.com")).plan()
        #expect(plan.changes.count == 1)
        #expect(plan.refused.isEmpty)
        let warning = try #require(plan.warnings.first)
        #expect(warning.row == 2)
        #expect(warning.warning == .statusDiffers(given: given, stored: "PRODUCTION", count: 1))
    }

    @Test func statusesThatDifferAreCountedAndNotListed() throws {
        var scene = Scene()
        for index in 0..<9 { scene.rows[index][.status] = .text(index < 6 ? "activé" : "ACTIVÉ ") }
        scene.rows[9][.status] = .text("En attente d’activation")
        let plan = try scene.setting(.lastName, .text("AUTRE")).plan()
        #expect(plan.codes == [2: [.lockedColumn]])
        #expect(plan.unchangedCount == 9)
        #expect(plan.warnings.map(\.row) == [2, 11])
        #expect(
            plan.warnings.map(\.warning) == [
                .statusDiffers(given: "activé", stored: "PRODUCTION", count: 9),
                .statusDiffers(given: "En attente d’activation", stored: "PRODUCTION", count: 1),
            ])
    }

    @Test func manyOtherStatusesAreStillFewWarnings() throws {
        var scene = Scene()
        let rows = scene.rows
        scene.rows = []
        for index in 0..<3000 {
            var row = rows[index % 10]
            row.number = index + 2
            row[.status] = .text("Statut \(index)")
            scene.rows.append(row)
        }
        let counts = try scene.plan().warnings.compactMap { if case .statusDiffers(_, _, let count) = $0.warning { count } else { nil } }
        #expect(counts.count == 101)
        #expect(counts.reduce(0, +) == 3000)
    }

    @Test func anUnpaidOrderDoesNotChange() throws {
        var scene = Scene()
        scene.order = Sample.order(isPaid: false)
        #expect(try scene.plan().unchangedCount == 10)
        #expect(try scene.setting(.email, .text("x@yopmail.com")).plan().codes == [2: [.orderUnpaid]])
        #expect(try scene.setting(.resend, .text("oui")).plan().codes == [2: [.orderUnpaid]])
        scene.settings.resendsUnchanged = true
        #expect(try scene.plan().resends.isEmpty)
    }

    @Test func aCreatedAccountTakesANewMobileButNoNewAddressAndNoResend() throws {
        var scene = Scene()
        scene.dotations[0].status = .awaitingActivation
        scene.dotations[0].isAccountCreated = true
        scene.rows = Sample.rows(scene.dotations)
        #expect(try scene.setting(.mobile, .text("0612345678")).plan().changes.map(\.job) == [.phoneChanged])
        for (column, value) in [(SheetColumn.email, "x@yopmail.com"), (.resend, "oui")] {
            #expect(try scene.setting(column, .text(value)).plan().refused.map(\.reasons) == [[.accountCreated(column)]])
        }
        #expect(try scene.setting(.mobile, .text("0612345678")).setting(.resend, .text("x")).plan().codes == [2: [.accountCreated]])
        scene.settings.resendsUnchanged = true
        let plan = try scene.plan()
        #expect(plan.resends.count == 9 && plan.refused.isEmpty && plan.unchangedCount == 1)
        #expect(plan.warnings.map(\.warning) == [.resendAccountCreated])
    }

    @Test(arguments: [
        ("n@yopmail.com", "0665915236", ActivationEmailJob.Kind.accountCreation), ("n@yopmail.com", "0612345678", .accountCreation),
        ("ancv.rec1@yopmail.com", "0612345678", .phoneChanged),
    ])
    func aChangeSendsTheOneJobOfItsKind(_ email: String, _ mobile: String, _ kind: ActivationEmailJob.Kind) throws {
        let plan = try Scene().setting(.email, .text(email)).setting(.mobile, .text(mobile)).plan()
        #expect(plan.changes.map(\.job) == [kind] && plan.resends.isEmpty && plan.jobCount == 1)
    }

    @Test(arguments: [
        SheetValue.text("oui"), .text("OUI "), .text("x"), .text("X"), .text("1"), .number(1), .boolean(true),
        .formula(cached: .text("oui")),
    ])
    func aRowCanAskForAResend(_ value: SheetValue) throws {
        let plan = try Scene().setting(.resend, value).plan()
        #expect(plan.resends.map(\.row) == [2] && plan.resends.map(\.email) == ["ancv.rec1@yopmail.com"] && plan.unchangedCount == 9)
    }

    @Test(arguments: [SheetValue.blank, .text("non"), .text("0"), .number(0), .boolean(false), .text(" ")])
    func aRowCanAskForNone(_ value: SheetValue) throws {
        let plan = try Scene().setting(.resend, value).plan()
        #expect(plan.isEmpty && plan.warnings.isEmpty)
    }

    @Test(arguments: [SheetValue.text("peut-être"), .number(2), .error("#N/A")])
    func aResendThatIsNotUnderstoodIsNoneAndIsSaid(_ value: SheetValue) throws {
        let plan = try Scene().setting(.resend, value).plan()
        #expect(plan.isEmpty && plan.unchangedCount == 10 && plan.warningCodes == [.resendUnknown])
    }

    @Test func aChangedRowThatAlsoAsksForAResendGetsOneAccountCreation() throws {
        let plan = try Scene().setting(.mobile, .text("0612345678")).setting(.resend, .text("oui")).plan()
        #expect(plan.changes.map(\.job) == [.accountCreation] && plan.resends.isEmpty)
    }

    @Test func anActivatedDotationIsNotSentAgain() throws {
        var scene = Scene()
        scene.dotations[0].status = .activated
        scene.rows = Sample.rows(scene.dotations)
        #expect(try scene.setting(.resend, .text("oui")).plan().codes == [2: [.notModifiable]])
        scene.settings.resendsUnchanged = true
        let plan = try scene.plan()
        #expect(plan.resends.count == 9 && plan.refused.isEmpty && plan.unchangedCount == 1)
    }

    @Test func anImportCanResendEveryUnchangedRow() throws {
        var scene = Scene().setting(.email, .text("x@yopmail.com"))
        scene.settings.resendsUnchanged = true
        let plan = try scene.plan()
        #expect(plan.changes.count == 1 && plan.resends.count == 9 && plan.unchangedCount == 0 && plan.jobCount == 10)
        scene.settings.metResends = Set(scene.dotations.map(\.id))
        #expect(try scene.plan().resends.isEmpty)
    }

    @Test func theResendsOfAFileThatWasImportedBeforeAreMet() throws {
        var scene = Scene().setting(.resend, .text("oui"))
        scene.settings.metResends = Set(scene.dotations.map(\.id))
        let plan = try scene.plan()
        #expect(plan.isEmpty && plan.unchangedCount == 10)
    }

    /// A number and a resend that were refused together are so again, though the resend counts as met.
    @Test func aChangeBesideAResendIsRefusedTheSecondTimeToo() throws {
        var scene = Scene().setting(.resend, .text("oui")).setting(.mobile, .text("0612345678"))
        scene.dotations[0].isAccountCreated = true
        #expect(try scene.plan().codes == [2: [.accountCreated]])
        scene.settings.metResends = Set(scene.dotations.map(\.id))
        #expect(try scene.plan().codes == [2: [.accountCreated]])
    }

    /// Two rows of a dotation that differ in the resend alone are refused, and so they are again, though the resend counts as met.
    @Test func rowsThatDifferInAResendAreRefusedTheSecondTimeToo() throws {
        var scene = Scene().setting(.resend, .text("oui")).setting(.mobile, .text("0612345678"))
        var other = scene.rows[0]
        (other.number, other[.resend]) = (20, .blank)
        scene.rows.append(other)
        #expect(try scene.plan().codes == [2: [.duplicate], 20: [.duplicate]])
        scene.settings.metResends = Set(scene.dotations.map(\.id))
        #expect(try scene.plan().codes == [2: [.duplicate], 20: [.duplicate]])
    }

    // MARK: Three-way

    @Test func aCellThatWasNotTouchedNeverUndoesALaterChange() throws {
        var scene = Scene()
        scene.base = Scene.base(scene.dotations)
        scene.dotations[0].contact = Contact(email: "plus.tard@yopmail.com", mobile: "0612345678")
        #expect(try scene.plan().unchangedCount == 10)
        let plan = try scene.setting(.mobile, .text("0699999999")).setting(.email, .text("Ancv <ancv.rec1@yopmail.com>")).plan()
        #expect(plan.codes == [2: [.conflict]])
        scene.dotations[0].contact.mobile = "0665915236"
        let merged = try scene.setting(.mobile, .text("0699999999")).plan()
        #expect(merged.changes.map(\.new) == [Contact(email: "plus.tard@yopmail.com", mobile: "0699999999")])
    }

    @Test func aStaleEditIsAConflictThatShowsItsThreeValues() throws {
        var scene = Scene()
        scene.base = Scene.base(scene.dotations)
        scene.dotations[0].contact.email = "magasin@yopmail.com"
        let refused = try scene.setting(.email, .text("fichier@yopmail.com")).plan().refused
        let conflict = Reason.conflict(
            .email, given: "fichier@yopmail.com", stored: "magasin@yopmail.com", exported: "ancv.rec1@yopmail.com")
        #expect(refused.map(\.reasons) == [[conflict]])
    }

    @Test func whatWasTypedIsComparedWithWhatWasSeenThen() throws {
        var scene = Scene()
        scene.base = Scene.base(scene.dotations)
        scene.dotations[0].contact.email = "magasin@yopmail.com"
        scene = scene.setting(.email, .text("fichier@yopmail.com"))
        func plan(_ text: String, seen: String?) throws -> ImportPlan {
            var typed = scene
            typed.rows[0].type(TypedValue(text, seen: seen), in: .email)
            return try typed.plan()
        }
        #expect(try plan("fichier@yopmail.com", seen: "magasin@yopmail.com").changes.map(\.new.email) == ["fichier@yopmail.com"])
        #expect(try plan("magasin@yopmail.com", seen: "magasin@yopmail.com").unchangedCount == 10)
        #expect(try plan("fichier@yopmail.com", seen: nil).changes.map(\.old.email) == ["magasin@yopmail.com"])
        // A third value in between is a conflict again, whichever of the two was chosen; the same value is none.
        scene.dotations[0].contact.email = "tiers@yopmail.com"
        for text in ["fichier@yopmail.com", "magasin@yopmail.com"] {
            let refused = try plan(text, seen: "magasin@yopmail.com").refused
            let conflict = Reason.conflictOfTyped(.email, given: text, stored: "tiers@yopmail.com", seen: "magasin@yopmail.com")
            #expect(refused.map(\.reasons) == [[conflict]] && refused.first?.renewed == [.email: "tiers@yopmail.com"])
        }
        #expect(try plan("tiers@yopmail.com", seen: "magasin@yopmail.com").unchangedCount == 10)
    }

    @Test func ifTheStoreAndTheSheetSayTheSameItIsNoChange() throws {
        var scene = Scene()
        scene.base = Scene.base(scene.dotations)
        scene.dotations[0].contact = Contact(email: "meme@yopmail.com", mobile: "0612345678")
        #expect(try scene.setting(.email, .text("meme@YOPMAIL.com")).setting(.mobile, .number(612_345_678)).plan().unchangedCount == 10)
    }

    @Test func letterCaseAloneIsNoConflictAndNoEdit() throws {
        var scene = Scene()
        scene.base = Scene.base(scene.dotations)
        // The store has another case since: what is typed is an edit of today's address, and no conflict.
        scene.dotations[0].contact.email = "ANCV.REC1@yopmail.com"
        #expect(try scene.setting(.email, .text("neuf@yopmail.com")).plan().changes.map(\.new.email) == ["neuf@yopmail.com"])
        #expect(try scene.setting(.email, .text("Ancv.Rec1@yopmail.com")).plan().unchangedCount == 10)
        // The store has another address since: the exported one in another case was not touched.
        scene.dotations[0].contact.email = "plus.tard@yopmail.com"
        #expect(try scene.setting(.email, .text("ANCV.REC1@yopmail.com")).plan().unchangedCount == 10)
        #expect(try scene.setting(.email, .text("PLUS.TARD@yopmail.com")).plan().unchangedCount == 10)
    }

    @Test func aStoreThatOnlyNormalisedAValueSinceTheExportIsNoConflict() throws {
        var scene = Scene()
        scene.dotations[0].contact.mobile = "06 65 91 52 36"
        scene.base = Scene.base(scene.dotations)
        scene.dotations[0].contact.mobile = "0665915236"
        #expect(try scene.setting(.mobile, .text("0612345678")).plan().changes.count == 1)
    }

    @Test func withoutTheExportTheSheetIsComparedWithTheStoreAlone() throws {
        var scene = Scene()
        scene.dotations[0].contact.email = "magasin@yopmail.com"
        #expect(try scene.plan().changes.map(\.new.email) == ["ancv.rec1@yopmail.com"])
    }

    @Test func theSameSheetTwiceChangesNothingTheSecondTime() throws {
        for base in [nil, Scene.base(Sample.dotations())] {
            var scene = Scene().setting(.email, .text(" X.Y@Yopmail.COM ")).setting(.mobile, .number(712_345_678), in: 3)
            scene.base = base
            let plan = try scene.plan()
            #expect(plan.changes.count == 2)
            for change in plan.changes { scene.apply(change) }
            let again = try scene.plan()
            #expect(again.isEmpty && again.refused.isEmpty && again.unchangedCount == 10)
        }
    }
}

extension Scene {
    /// What the store does with a change.
    mutating func apply(_ change: PlannedChange) {
        guard let index = dotations.firstIndex(where: { $0.id == change.id }) else { return }
        dotations[index].contact = change.new
        dotations[index].revision += 1
    }
}
