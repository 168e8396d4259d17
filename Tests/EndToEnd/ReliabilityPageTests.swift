import Foundation
import StoreTestSupport
import Testing

/// `docs/reliability.md` names a command for each promise, which must be one that there is.
@Suite(.withoutStore) struct ReliabilityPageTests {
    private static let root = sample("x").deletingLastPathComponent().deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    private static func sources(_ folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: root.appendingPathComponent(folder).path).filter { $0.hasSuffix(".swift") }
    }

    @Test func `every suite and every script that the page names is there`() throws {
        let page = try Self.text("docs/reliability.md")
        let suites = Set(try Self.sources("Tests").compactMap { $0.split(separator: "/").last?.dropLast(6) })
        let filters = page.matches(of: /swift test --filter '?([\w\\|]+)/).flatMap { $0.1.split(whereSeparator: { "\\|".contains($0) }) }
        #expect(filters.count > 15)
        for filter in filters { #expect(suites.contains(filter), "\(filter)") }
        let scripts = Set(page.matches(of: /`(scripts\/\w+)/).map { String($0.1) })
        #expect(scripts.count > 2)
        for script in scripts {
            #expect(FileManager.default.isExecutableFile(atPath: Self.root.appendingPathComponent(script).path), "\(script)")
        }
    }

    @Test func `every promise has its row, and every row a command`() throws {
        let rows = try Self.text("docs/reliability.md").split(separator: "\n").filter { $0.hasPrefix("| **P") }
        #expect(rows.map { $0.dropFirst(4).prefix { $0 != "*" } } == [1...9, 11...28].joined().map { "P\($0)" })
        for row in rows {
            // Within a cell a bar is written with a stroke before it.
            let cells = row.replacing("\\|", with: "/").split(separator: "|")
            #expect(cells.count == 4 && cells.last?.contains("`s") == true, "\(row)")
        }
    }

    /// The fuzzers compile the libraries once more in a package of their own, which the other tests do not build.
    @Test func `the package of the fuzzers has what its libraries import`() throws {
        let manifest = try Self.text("Tests/Fuzz/Package.swift")
        let modules = Set(try FileManager.default.contentsOfDirectory(atPath: Self.root.appendingPathComponent("Sources").path))
        let targets = manifest.components(separatedBy: ".target(").dropFirst().filter { $0.contains("\"Library/") }
        #expect(targets.count > 4)
        for target in targets {
            let name = try #require(target.firstMatch(of: /name: "(\w+)"/)?.1)
            let dependencies = target.firstMatch(of: /dependencies: \[([^\]]*)\]/)?.1.matches(of: /\w+/).map { String($0.0) } ?? []
            let chosen = target.firstMatch(of: /sources: \[([^\]]*)\]/)?.1.matches(of: /"([^"]+)"/).map { String($0.1) }
            for source in try chosen ?? Self.sources("Sources/\(name)") {
                for match in try Self.text("Sources/\(name)/\(source)").matches(of: /(?m)^(?:[a-z]+ |@\w+ )*import (\w+)/) {
                    let module = String(match.1)
                    #expect(!modules.contains(module) || dependencies.contains(module), "\(source) imports \(module)")
                }
            }
        }
    }
}
