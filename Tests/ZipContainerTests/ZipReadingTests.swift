import Foundation
import TestSupport
import Testing

@testable import ZipContainer

/// Archives whose headers are honest, odd, or lie: each code of an error has a file that has it, and one just short of it that is read.
@Suite struct ZipReadingTests {
    typealias Entry = ZipFile.Entry

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var code: ZipError.Code?
        var bytes: [UInt8]
        var limits: ZipLimits

        init(_ name: String, _ code: ZipError.Code?, _ file: ZipFile, _ limits: ZipLimits = .standard) {
            self.init(name, code, bytes: file.bytes, limits)
        }

        init(_ name: String, _ code: ZipError.Code?, bytes: [UInt8], _ limits: ZipLimits = .standard) {
            (self.name, self.code, self.bytes, self.limits) = (name, code, bytes, limits)
        }

        var testDescription: String { name }
    }

    /// Opens an archive and reads all its entries with a buffer of some size.
    private static func code(_ source: ByteSource, _ limits: ZipLimits, bufferSize: Int) -> ZipError.Code? {
        do throws(ZipError) {
            let archive = try ZipArchive(source: source, limits: limits)
            for entry in archive.entries {
                var reader = try archive.reader(for: entry)
                var buffer = [UInt8](repeating: 0, count: bufferSize)
                var bytes: UInt64 = 0
                while true {
                    let count = try reader.read(into: &buffer)
                    if count == 0 { break }
                    bytes += UInt64(count)
                }
                #expect(bytes == entry.size)
            }
            return nil
        } catch {
            return error.code
        }
    }

    @Test(arguments: all) func archivesAreReadOrRefused(_ test: Case) throws {
        for size in [1 << 16, 1000, 7] where size > 7 || test.bytes.count < 10_000 {
            #expect(Self.code(ByteSource(bytes: test.bytes), test.limits, bufferSize: size) == test.code)
        }
        let path = FileManager.default.temporaryDirectory.appending(path: "dotations-\(UUID().uuidString).zip").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(test.bytes).write(to: URL(filePath: path))
        #expect(Self.code(try ByteSource(path: path), test.limits, bufferSize: 1 << 16) == test.code)
    }

    @Test func everyCodeOfAnArchiveHasItsCase() {
        let elsewhere: Set<ZipError.Code> = [.fileNotFound, .fileUnreadable, .fileUnwritable, .wrongOrder]
        #expect(Set(ZipError.Code.allCases).subtracting(Self.all.compactMap(\.code)) == elsewhere)
    }

    @Test(arguments: [1, 2, 3, 7, 63, 64, 65, 1000, 1520, 1521, 70_000]) func bytesDoNotDependOnTheBuffer(_ size: Int) throws {
        let archive = try ZipArchive(bytes: Self.two.bytes)
        for entry in archive.entries {
            var reader = try archive.reader(for: entry)
            var buffer = [UInt8](repeating: 0, count: size)
            var bytes: [UInt8] = []
            while case let count = try reader.read(into: &buffer), count > 0 { bytes += buffer[..<count] }
            #expect(bytes == Array(Self.text.utf8))
            #expect(reader.fractionRead == 1)
            #expect(try reader.read(into: &buffer) == 0)
        }
    }

    @Test func entriesAreFoundByTheirNames() throws {
        let file = ZipFile([
            Entry("Folder/A.txt", "1"), Entry("b\\c", "2"), Entry("\u{E9}", "3"), Entry("e\u{301}", "4"),
            Entry("x", "5").with { $0.name = [0x8A] },
            Entry("folder/", ""),
        ])
        let archive = try ZipArchive(bytes: file.bytes)
        func content(_ name: String) throws -> String? {
            try archive.entry(named: name).map { String(decoding: try archive.bytes(of: $0), as: UTF8.self) }
        }
        #expect(try ["Folder/A.txt", "folder/a.TXT", "folder\\a.txt", "b/c", "B\\C"].map(content) == ["1", "1", "1", "2", "2"])
        #expect(try ["\u{E9}", "e\u{301}", "è", "nope", "folder/"].map(content) == ["3", "4", "5", nil, ""])
        #expect(archive.entries.map(\.name).map { Array($0.utf8) }[4] == Array("è".utf8))
        #expect(archive.entries.map(\.isFolder) == [false, false, false, false, false, true])
        let entry = try #require(archive.entry(named: "b/c"))
        #expect(throws: ZipError(.inflatedTooLarge, "")) { _ = try archive.bytes(of: entry, limit: 0) }
    }

    @Test(arguments: [false, true]) func aFileThatIsCutShortWhileItIsReadGivesAnError(deflated: Bool) throws {
        var random = SeededGenerator(seed: 1)
        let data = (0..<4_000_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        let path = FileManager.default.temporaryDirectory.appending(path: "dotations-\(UUID().uuidString).zip").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(ZipFile([Entry("d", data, deflated: deflated)]).bytes).write(to: URL(filePath: path))
        let archive = try ZipArchive(path: path)
        var reader = try archive.reader(for: archive.entries[0])
        var buffer = [UInt8](repeating: 0, count: 100_000)
        #expect(try reader.read(into: &buffer) == 100_000)
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.truncate(atOffset: 2_500_000)
        try handle.close()
        var code: ZipError.Code?
        do throws(ZipError) {
            while try reader.read(into: &buffer) > 0 {}
        } catch {
            code = error.code
        }
        #expect(code == .truncated)
    }

    @Test func filesThatCannotBeReadGiveAnError() throws {
        let folder = FileManager.default.temporaryDirectory.path
        for (path, code) in [
            ("\(folder)/dotations-nothing-there", .fileNotFound), ("/dev/null/x", .fileNotFound), ("a\u{0}b", .fileNotFound),
            (folder, .fileUnreadable),
            ("/dev/null", .fileUnreadable),
        ] as [(String, ZipError.Code)] {
            #expect(throws: ZipError(code, "")) { _ = try ByteSource(path: path) }
        }
    }

    /// Headers changed at random: an error or the same bytes, and nothing traps.
    @Test func damagedArchivesAreReadOrRefused() {
        let whole = ZipFile([Self.a.described(is64Bit: true), Self.b.wide(), Entry("e", "")]).changed { $0.wideEnd = .init() }.bytes
        var random = SeededGenerator(seed: 7)
        var refused = 0
        for _ in 0..<2000 {
            var bytes = whole
            for _ in 0..<random.number(1...3) {
                let place = random.chance(2) ? bytes.count - random.number(1...min(350, bytes.count)) : random.number(0...bytes.count - 1)
                switch random.number(0...3) {
                case 0: bytes[place] = UInt8(random.number(0...255))
                case 1: bytes[place] = random.chance(2) ? 0xFF : 0
                case 2: bytes.remove(at: place)
                default: bytes.insert(UInt8(random.number(0...255)), at: place)
                }
            }
            if Self.code(ByteSource(bytes: bytes), .strict, bufferSize: 4096) != nil { refused += 1 }
        }
        #expect(refused > 1000)
    }
}
