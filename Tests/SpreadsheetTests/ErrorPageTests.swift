import Foundation
import Testing
import ZipContainer

/// `docs/errors.md` against the codes in the source.
@Suite struct ErrorPageTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Every code that the sources declare, read from the sources themselves.
    private static func declaredCodes() throws -> Set<String> {
        let source = try String(
            contentsOf: root.appendingPathComponent("Sources/Spreadsheet/Model/SpreadsheetError+Codes.swift"), encoding: .utf8)
        let names = source.split(separator: "Self(\"").dropFirst().compactMap { $0.split(separator: "\"").first.map(String.init) }
        return Set(names).union(ZipError.Code.allCases.map(\.rawValue))
    }

    @Test func `the page has a row for each code`() throws {
        let page = try String(contentsOf: Self.root.appendingPathComponent("docs/errors.md"), encoding: .utf8)
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { String($0.dropFirst(3).prefix { $0 != "`" }) }
        // The page also has the codes of the targets above.
        #expect((try Self.declaredCodes()).subtracting(rows) == [])
    }
}
