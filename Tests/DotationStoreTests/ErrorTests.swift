import DotationStore
import Foundation
import StoreTestSupport
import TestSupport
import Testing

@Suite struct ErrorTests {
    @Test("The page on errors has a row for each code, once")
    func page() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(contentsOf: root.appendingPathComponent("docs/errors.md"), encoding: .utf8)
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `store.") }.map { String($0.dropFirst(3).prefix { $0 != "`" }) }
        #expect(rows == StoreError.Code.allCases.map(\.rawValue))
    }

    @Test("No error prints what it was not made of: a refused write names neither value nor column content", .onFiles)
    func privacy() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder)
        let plan = try store.planEmail(ids[0], "canari@yopmail.com")
        #expect(try RawDatabase(folder.store).execute("UPDATE jobs SET id = id; ALTER TABLE jobs RENAME TO other") == nil)
        let error = expect(.damaged) { try store.apply(plan, as: sheet, context: context) }
        #expect(error.map { "\($0)".contains("canari") } == false)
    }
}
