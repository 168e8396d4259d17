import Foundation
import Spreadsheet
import TestSupport
import Testing
import ZipContainer

/// Real and hostile files that are not part of the package: in every way the same rows or the same error.
@Suite(.enabled(if: LegacyCorpus.folder != nil, "the corpus is not there; set DOTATIONS_CORPUS")) struct ODSCorpusTests {
    private static let files = LegacyCorpus.files("corpus-legacy/files", types: ["ods", "fods"])
    private static let hostile = LegacyCorpus.files("hostile-legacy/files", types: ["ods", "fods"])

    @Test func theCorpusIsWhole() {
        #expect(Self.files.count > 90 && Self.hostile.count > 20)
    }

    @Test(arguments: files) func realFilesReadTheSameInEveryWay(_ file: URL) throws {
        let bytes = [UInt8](try Data(contentsOf: file))
        _ = Reading.everyWay(bytes, ways: Reading.fewWays(seed: UInt64(bytes.count)), name: file.lastPathComponent)
    }

    @Test(arguments: hostile) func hostileFilesReadTheSameInEveryWay(_ file: URL) throws {
        let bytes = [UInt8](try Data(contentsOf: file))
        _ = Reading.everyWay(bytes, limits: .strict, name: file.lastPathComponent)
    }
}
