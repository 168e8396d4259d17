import Foundation
import Spreadsheet
import TestSupport
import Testing
import ZipContainer

/// Real and hostile files that are not part of the package: in every way the same rows or the same error.
@Suite(.enabled(if: WorkbookCorpus.folder != nil, "the corpus is not there; set DOTATIONS_CORPUS")) struct ReadingCorpusTests {
    struct HostileCase: Decodable, CustomTestStringConvertible {
        struct Expectation: Decodable {
            var outcome: String
            var errors: [String]?
        }
        var file: String
        var category: String
        var expect: Expectation
        var testDescription: String { file }
    }

    struct HostileManifest: Decodable { var cases: [HostileCase] }

    private static let files = WorkbookCorpus.files()
    private static let hostile = ((try? WorkbookCorpus.load(HostileManifest.self, "hostile/manifest.json"))?.cases ?? [])
        .filter { $0.file.hasSuffix(".xlsx") && ReferenceFiles.codesNow[$0.file] == nil }

    /// Faults of what the sheets mean to one application, which the library cannot know.
    private static let isAboutMeaning: Set = ["header.missing", "header.duplicate", "sheet.ambiguous", "limit.row-errors"]

    @Test func theCorpusIsWhole() {
        #expect(Self.files.count > 2000)
        #expect(Self.hostile.count > 60)
    }

    /// Small files in pieces as well; `DOTATIONS_CORPUS_ALL` takes all files in all ways.
    @Test(arguments: 0..<4) func corpusFilesReadTheSameInEveryWay(share: Int) throws {
        let isThorough = ProcessInfo.processInfo.environment["DOTATIONS_CORPUS_ALL"] != nil
        for (number, path) in Self.files.enumerated() where number % 4 == share && (isThorough || number % 40 == share) {
            let bytes = [UInt8](try Data(contentsOf: path))
            guard isThorough || bytes.count < 40_000 else { continue }
            let ways =
                isThorough && bytes.count < 200_000 ? Reading.fewWays(seed: UInt64(number)) : Array(Reading.fewWays(seed: 0).prefix(2))
            for options in isThorough ? [[], ReadOptions.formulas] : [number % 80 < 40 ? [] : .formulas] {
                _ = Reading.everyWay(bytes, options: options, ways: ways, name: path.lastPathComponent)
            }
        }
    }

    /// Rows that a layout does not need are passed over where that is faster; it is the same one.
    @Test func `layouts are the same whether rows are passed over or not`() throws {
        let isThorough = ProcessInfo.processInfo.environment["DOTATIONS_CORPUS_ALL"] != nil
        var links = 0
        for (number, path) in Self.files.enumerated() where isThorough || number % 10 == 0 {
            let bytes = [UInt8](try Data(contentsOf: path))
            guard isThorough || bytes.count < 100_000 else { continue }
            func workbook(usesScanner: Bool) -> Workbook? {
                try? Workbook(
                    source: ByteSource(bytes: bytes), fileName: nil, limits: .standard, way: ReadingWay(usesScanner: usesScanner))
            }
            guard let whole = workbook(usesScanner: false), let quick = workbook(usesScanner: true) else { continue }
            for sheet in whole.sheets {
                guard let layout = try? whole.layout(of: sheet) else { continue }
                links += layout.hyperlinks.count
                #expect(try quick.layout(of: sheet) == layout, "\(path.lastPathComponent) \(sheet.name)")
            }
        }
        #expect(links > 10)
    }

    @Test(arguments: hostile) func hostileFilesAreRefusedWithTheirCode(_ hostile: HostileCase) throws {
        let folder = try #require(WorkbookCorpus.folder)
        let bytes = [UInt8](try Data(contentsOf: folder.appending(path: "hostile/files/\(hostile.file)")))
        let reading = Reading.everyWay(
            bytes, limits: .strict, ways: [ReadingWay(), ReadingWay(usesScanner: false)], name: hostile.file)
        if let codes = hostile.expect.errors, Self.isAboutMeaning.isDisjoint(with: codes) {
            let fault = try #require(reading.faults.first, "\(hostile.file) was read")
            #expect(codes.contains(fault.code))
        } else if hostile.expect.outcome == "accept" {
            #expect(reading.faults.isEmpty)
        }
    }
}

/// The corpus of real files, which is not part of the package.
enum WorkbookCorpus {
    /// Small workbooks with cells in XML: one of so many, and each with one of the words in its name. `DOTATIONS_CORPUS_ALL` takes all but the
    /// largest.
    static func sample(oneOf many: Int, named words: [String]) -> [URL] {
        let isThorough = ProcessInfo.processInfo.environment["DOTATIONS_CORPUS_ALL"] != nil
        return files().enumerated().filter { number, path in
            let size = (try? path.resourceValues(forKeys: [.fileSizeKey]).fileSize) ?? .max
            let name = path.lastPathComponent.lowercased()
            return ["xlsx", "xlsm"].contains(path.pathExtension) && size < (isThorough ? 1_000_000 : 30_000)
                && (isThorough || number % many == 0 || words.contains { name.contains($0) })
        }.map(\.element)
    }

    static let folder = ReferenceFiles.file("hostile/manifest.json") == nil ? nil : CSVCorpus.folder

    static func load<Value: Decodable>(_ type: Value.Type, _ path: String) throws -> Value { try CSVCorpus.load(type, path) }

    /// The workbooks, sorted by path.
    static func files() -> [URL] {
        guard let folder,
            let all = FileManager.default.enumerator(at: folder.appending(path: "corpus/files"), includingPropertiesForKeys: nil)
        else { return [] }
        return all.compactMap { $0 as? URL }.filter { !$0.hasDirectoryPath }.sorted { $0.path < $1.path }
    }
}
