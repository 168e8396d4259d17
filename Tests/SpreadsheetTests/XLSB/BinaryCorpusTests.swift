import Foundation
import Spreadsheet
import TestSupport
import Testing

/// Real binary workbooks that are not part of the package.
@Suite(.enabled(if: ReferenceFiles.file("corpus-legacy/manifest.json") != nil, "the corpus is not there; set DOTATIONS_CORPUS"))
struct BinaryCorpusTests {
    struct Entry: Decodable, CustomTestStringConvertible {
        var id: String
        var container: String
        var testDescription: String { id }
    }

    private static let entries: [Entry] = {
        guard let manifest = ReferenceFiles.file("corpus-legacy/manifest.json"), let bytes = try? Data(contentsOf: manifest),
            let entries = try? JSONDecoder().decode([Entry].self, from: bytes)
        else { return [] }
        return entries.filter { $0.container == "xlsb" }
    }()

    @Test func `the corpus is whole`() {
        #expect(Self.entries.count == 59)
    }

    @Test(arguments: entries) func `a real workbook is read whole, and the same in pieces`(entry: Entry) throws {
        let file = try #require(ReferenceFiles.file("corpus-legacy/files/\(entry.id)"))
        let bytes = [UInt8](try Data(contentsOf: file))
        let ways = [ReadingWay()] + (bytes.count < 100_000 ? [ReadingWay(pieces: .random(seed: 1))] : [])
        let reading = Reading.everyWay(bytes, options: .hyperlinks, ways: ways, name: entry.id)
        #expect(reading.faults.isEmpty)
        #expect(!reading.sheets.isEmpty)
    }
}
