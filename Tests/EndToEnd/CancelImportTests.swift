import Foundation
import Testing

@Suite struct CancelImportTests {
    @Test func `the waiting e-mails of an import are cancelled together, and those that left are counted`() throws {
        let folder = try Folder.withOrder()
        let id = try #require(try folder.done(["import", Folder.corrected, "--yes", "--json"]).json["import"] as? Int)
        let sql = "UPDATE jobs SET state = 'sent', finished_at = created_at, outcome = 'accepted' WHERE id = 1"
        try folder.sql(sql)
        let result = try folder.run("jobs", "cancel", "--import", "\(id)")
        #expect(result.status == 0 && result.lines.prefix(2) == ["3 e-mails annulés.", "1 était déjà parti."])
        #expect(result.text.contains("imports revert \(id)"))
        #expect(try folder.done(["jobs", "export", "--state", "cancelled"]).documents.count == 3)
        let again = try folder.run("jobs", "cancel", "--import", "\(id)", "--json")
        #expect(again.status == 1 && again.error["code"] as? String == "nothing-to-do")
        #expect(try folder.run("jobs", "cancel", "--import", "99", "--json").error["code"] as? String == "store.operation-unknown")
        #expect(try folder.run("jobs", "cancel", "1", "--import", "\(id)").status == 64)
        #expect(try folder.run("jobs", "cancel").status == 64)
    }
}
