import DotationAccounts
import Testing

@Suite struct RoleTests {
    @Test func `a reader sees, takes nothing out and sees no document`() {
        #expect(Role.lecture.permissions == [.view])
    }

    @Test func `who works with orders does all but decide on people and settings`() {
        #expect(Role.gestion.permissions == [.view, .export, .viewDocuments, .change, .import, .send])
    }

    @Test func `an administrator does everything, and each role what the one below does`() {
        #expect(Role.administration.permissions == Set(Permission.allCases))
        #expect(Role.lecture.permissions.isStrictSubset(of: Role.gestion.permissions))
        #expect(Role.gestion.permissions.isStrictSubset(of: Role.administration.permissions))
    }

    @Test func `the store and the command know the roles by these names`() {
        #expect(Role.allCases.map(\.rawValue) == ["lecture", "gestion", "administration"])
        #expect(Role(rawValue: "Lecture") == nil && Role(rawValue: "admin") == nil)
    }
}
