import Foundation
import TestSupport
import Testing

@Suite struct PackageTests {
    /// SwiftPM takes the targets of all products into a client's graph, and refuses two of one name. No product reaches `TestSupport`.
    @Test func `no target has a name that a client might give`() throws {
        let manifest = try String(contentsOf: packageFolder.appendingPathComponent("Package.swift"), encoding: .utf8)
        let names = Set(manifest.matches(of: /\.(?:target|executableTarget|systemLibrary)\(\s*name: "(\w+)"/).map { String($0.1) })
        #expect(names.count > 10)
        for name in names.subtracting(["Spreadsheet", "ZipContainer", "TestSupport"]) {
            #expect(name.hasPrefix("Dotation") || name.hasPrefix("CDotations"), "\(name)")
        }
    }
}
