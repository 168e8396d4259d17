import Foundation
import TestSupport
import Testing

@Suite struct PackageTests {
    /// SwiftPM takes the targets of all products into a client's graph, and refuses two of one name. No product reaches those for tests.
    @Test func `no target has a name that a client might give`() throws {
        let manifest = try String(contentsOf: packageFolder.appendingPathComponent("Package.swift"), encoding: .utf8)
        let names = Set(manifest.matches(of: /\.(?:target|executableTarget|systemLibrary)\(\s*name: "(\w+)"/).map { String($0.1) })
        #expect(names.count > 10)
        for name in names.subtracting(["Spreadsheet", "SpreadsheetCoding", "ZipContainer", "StoreTestSupport", "TestSupport"]) {
            #expect(name.hasPrefix("Dotation") || name.hasPrefix("CDotations"), "\(name)")
        }
    }

    @Test(arguments: ["Spreadsheet", "SpreadsheetCoding", "ZipContainer"])
    func `every public type of a library has a file of its name`(library: String) throws {
        let folder = packageFolder.appendingPathComponent("Sources").appendingPathComponent(library)
        var count = 0
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where path.hasSuffix(".swift") {
            let text = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
            for type in text.matches(of: /(?m)^(?:public|package) (?:final |indirect )?(?:struct|enum|class|protocol|actor) (\w+)/) {
                count += 1
                #expect(path.split(separator: "/").last == type.1 + ".swift")
            }
        }
        #expect(count > 1)
    }
}
