import Spreadsheet
import Testing

/// Real and hostile files that are not part of the package: in every way the same rows or the same error.
@Suite(.enabled(if: LegacyCorpus.folder != nil, "the corpus is not there; set DOTATIONS_CORPUS")) struct ODSCorpusTests {
    private static let files = (LegacyCorpus.manifest ?? []).filter { ["ods", "fods", "xml2003"].contains($0.container) }.map(\.id)
    private static let hostile = (LegacyCorpus.hostile ?? []).map(\.file).filter { $0.hasPrefix("ods") || $0.hasPrefix("fods") }

    @Test func theCorpusIsWhole() {
        #expect(Self.files.count > 170 && Self.hostile.count > 20)
    }

    @Test(arguments: files) func realFilesReadTheSameInEveryWay(_ file: String) throws {
        let bytes = try LegacyCorpus.bytes("corpus-legacy/files/\(file)")
        _ = Reading.everyWay(bytes, ways: Reading.fewWays(seed: UInt64(bytes.count)), name: file)
    }

    @Test(arguments: hostile) func hostileFilesReadTheSameInEveryWay(_ file: String) throws {
        _ = Reading.everyWay(try LegacyCorpus.bytes("hostile-legacy/files/\(file)"), limits: .strict, name: file)
    }
}
