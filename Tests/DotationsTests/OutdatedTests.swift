import Testing

@testable import Dotations

/// Sheets that do not say which export they are from: an old value is no edit.
@Suite struct OutdatedTests {
    /// The first dotation was corrected since the sheet was made.
    private static func corrected() -> Scene {
        var scene = Scene()
        let id = scene.dotations[0].id
        scene.replaced = ReplacedValues(
            emails: [id: [.init("ancv.rec1@yopmail.com", user: "Zoé", date: "21/08/2020 10:15")]],
            mobiles: [id: [.init("06 65 91 52 36", user: "Paul", date: "22/08/2020 09:00")]])
        scene.dotations[0].contact = Contact(email: "juste@yopmail.com", mobile: "0731223344")
        return scene
    }

    @Test func aCellThatNobodyTouchedDoesNotUndoALaterCorrection() throws {
        let plan = try Self.corrected().plan()
        #expect(plan.isEmpty && plan.codes == [2: [.outdated, .outdated]])
        let reasons = try #require(plan.refused.first?.reasons)
        #expect(
            reasons == [
                .outdated(.email, given: "ancv.rec1@yopmail.com", stored: "juste@yopmail.com", user: "Zoé", date: "21/08/2020 10:15"),
                .outdated(.mobile, given: "0665915236", stored: "0731223344", user: "Paul", date: "22/08/2020 09:00"),
            ])
        #expect(plan.refused.first?.renewed == [.email: "juste@yopmail.com", .mobile: "0731223344"])
    }

    @Test(arguments: [SheetValue.text(" Ancv <ancv.rec1@YOPMAIL.com>"), .text("mailto:ancv.rec1@yopmail.com")])
    func anOldValueIsKnownHoweverItIsWritten(_ value: SheetValue) throws {
        let scene = Self.corrected().setting(.mobile, .number(731_223_344)).setting(.email, value)
        #expect(try scene.plan().codes == [2: [.outdated]])
    }

    @Test func anEditBesideAnOldValueIsRefusedWithIt() throws {
        let scene = Self.corrected().setting(.mobile, .text("0744556677"))
        let plan = try scene.plan()
        #expect(plan.codes == [2: [.outdated]] && plan.isEmpty)
        #expect(plan.refused.first?.renewed == [.email: "juste@yopmail.com"])
    }

    @Test func todaysValueAndANewOneAreNoOldOnes() throws {
        let today = Self.corrected().setting(.email, .text("juste@yopmail.com")).setting(.mobile, .text("07 31 22 33 44"))
        #expect(try today.plan().unchangedCount == 10)
        let edited = today.setting(.email, .text("neuf@yopmail.com"))
        #expect(try edited.plan().changes.map(\.new.email) == ["neuf@yopmail.com"])
    }

    @Test func anEmptyCellThatWasFilledSinceIsAnOldValue() throws {
        var scene = Self.corrected().setting(.email, .text("juste@yopmail.com")).setting(.mobile, .blank)
        #expect(try scene.plan().codes == [2: [.phoneEmpty]])
        scene.replaced.mobiles[scene.dotations[0].id]?.append(.init("", user: "Zoé", date: "20/08/2020 08:00"))
        #expect(try scene.plan().codes == [2: [.outdated]])
    }

    @Test func anOldValueThatWasNeverRightIsAnOldValue() throws {
        var scene = Self.corrected().setting(.email, .text("pas une adresse")).setting(.mobile, .text("0731223344"))
        #expect(try scene.plan().codes == [2: [.emailSyntax]])
        scene.replaced.emails[scene.dotations[0].id]?.append(.init("pas une adresse", user: "Zoé", date: "20/08/2020 08:00"))
        #expect(try scene.plan().codes == [2: [.outdated]])
    }

    @Test func whereTheExportIsKnownItDecides() throws {
        var scene = Self.corrected()
        scene.base = Scene.base(Sample.dotations())
        #expect(try scene.plan().unchangedCount == 10)
    }

    @Test func aDotationThatMayNotChangeAnyMoreIsNotAskedTo() throws {
        var scene = Self.corrected()
        scene.dotations[0].status = .activated
        scene.rows[0][.status] = .text("activé")
        #expect(try scene.plan().codes == [2: [.outdated, .outdated]])
    }
}
