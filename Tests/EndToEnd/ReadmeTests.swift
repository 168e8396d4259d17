import Foundation
import Testing

@Suite struct ReadmeTests {
    @Test(arguments: ["README.md", "docs/guide-commande.md"])
    func `every command on the page prints what stands below it`(name: String) throws {
        let samples = sample("commande_2800886.csv").deletingLastPathComponent()
        let page = try String(contentsOf: samples.deletingLastPathComponent().appendingPathComponent(name), encoding: .utf8)
        let folder = try Folder()
        for name in try FileManager.default.contentsOfDirectory(atPath: samples.path) {
            try FileManager.default.copyItem(at: samples.appendingPathComponent(name), to: folder.url(name))
        }
        let blocks = page.components(separatedBy: "```console\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
        #expect(!blocks.isEmpty)
        for run in blocks.flatMap({ $0.components(separatedBy: "$ dotations ").dropFirst() }) {
            let line = run.prefix { $0 != "\n" }
            let result = try Command.shell("{ \"$dotations\" \(line); } 2>&1", in: folder)
            #expect(masked(result.text) == masked(String(run.dropFirst(line.count + 1))), "dotations \(line)")
        }
    }

    /// The text without fingerprints, which each store makes its own.
    private func masked(_ text: String) -> String { text.replacing(/Empreinte du plan\u{A0}: [0-9a-f]{32}/, with: "Empreinte du plan") }
}
