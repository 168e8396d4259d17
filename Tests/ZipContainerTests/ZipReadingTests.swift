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

    private static let text = String(repeating: "Il était une fois, et puis une autre. ", count: 40)
    private static let a = Entry("a.txt", text)
    private static let b = Entry("folder/b.txt", text, deflated: false)
    private static let two = ZipFile([a, b])

    private static func limited(_ change: (inout ZipLimits) -> Void) -> ZipLimits {
        var limits = ZipLimits.standard
        change(&limits)
        return limits
    }

    private static func named(_ name: String, _ flags: UInt16 = 0) -> ZipFile { ZipFile([Entry(name, "x").with { $0.flags = flags }]) }

    private static func named(_ name: [UInt8], _ flags: UInt16 = 0) -> ZipFile {
        ZipFile([Entry("x", "x").with { ($0.name, $0.flags) = (name, flags) }])
    }

    private static func one(_ change: (inout Entry) -> Void) -> ZipFile { ZipFile([a.changed(change), b]) }

    // MARK: - Structure

    private static let structure: [Case] = [
        Case("two entries", nil, two), Case("no entries", nil, ZipFile([])), Case("no bytes", .badEndRecord, bytes: []),
        Case("less than an end record", .badEndRecord, bytes: Array(ZipFile([]).bytes.dropLast())),
        Case("cut in the middle", .badEndRecord, bytes: Array(two.bytes.prefix(500))),
        Case("a comment", nil, two.changed { $0.end.comment = Array("remarque".utf8) }),
        Case("the longest comment", nil, two.changed { $0.end.comment = [UInt8](repeating: 0x50, count: 65_535) }),
        Case("a comment that is cut short", .badEndRecord, two.changed { $0.end.commentLength = 1 }),
        Case("bytes behind the end", .trailingData, two.changed { $0.suffix = [0] }),
        Case(
            "bytes behind the comment", .trailingData,
            two.changed {
                $0.end.comment = [1, 2]
                $0.end.commentLength = 1
            }),
        Case("an archive in the comment", .prefixData, two.changed { $0.end.comment = ZipFile([a]).bytes }),
        Case("bytes before the first entry, told", .prefixData, two.changed { $0.prefix = [0x4D, 0x5A] }),
        Case("bytes before the first entry, not told", .prefixData, bytes: [0x4D, 0x5A] + two.bytes),
        Case("bytes between entries", .gap, ZipFile([a, b.changed { $0.gap = [0] }])),
        Case("a hidden entry between entries", .gap, ZipFile([a, Entry("h", "h").changed { $0.hasCentral = false }, b])),
        Case("a hidden entry at the end", .gap, ZipFile([a, Entry("h", "h").changed { $0.hasCentral = false }])),
        Case("a hidden entry at the beginning", .prefixData, ZipFile([Entry("h", "h").changed { $0.hasCentral = false }, a])),
        Case("bytes before the directory", .gap, two.changed { $0.beforeDirectory = [0] }),
        Case("bytes behind the directory", .prefixData, two.changed { $0.beforeEnd = [0] }),
        Case(
            "bytes behind the directory, told as part of it", .badEndRecord,
            two.changed { file in
                file.beforeEnd = [0]
                file.end.directorySize = UInt32(directorySize(two) + 1)
            }),
        Case(
            "two entries in one place", .overlap,
            ZipFile([
                a,
                a.changed { entry in
                    entry.central.name = Array("b".utf8)
                    entry.central.offset = 0
                    entry.hasLocal = false
                },
            ])),
        Case("an entry inside another", .overlap, ZipFile([a, b.withCentral { $0.offsetShift = -20 }])),
        Case(
            "an entry that reaches into the directory", .overlap,
            ZipFile([
                b.with { header in
                    header.size += 4
                    header.compressedSize += 4
                }
            ])),
        Case(
            "an entry that reaches past the end", .truncated,
            ZipFile([
                b.with { header in
                    header.size += 40_000
                    header.compressedSize += 40_000
                }
            ])),
        Case("an offset past the end", .gap, ZipFile([a, b.withCentral { $0.offsetShift = 100_000 }])),
        Case("more entries told than there are", .badEndRecord, two.changed { $0.end.count = 3 }),
        Case("fewer entries told than there are", .badEndRecord, two.changed { $0.end.count = 1 }),
        Case("two counts", .badEndRecord, two.changed { $0.end.countHere = 1 }),
        Case("another disk", .badEndRecord, two.changed { $0.end.disk = 1 }),
        Case("a directory on another disk", .badEndRecord, two.changed { $0.end.directoryDisk = 1 }),
        Case("an entry on another disk", .badEndRecord, one { $0.central.disk = 1 }),
        Case("a directory that ends too late", .badEndRecord, two.changed { $0.end.directorySize = 100_000 }),
        Case("a directory that ends too early", .prefixData, two.changed { $0.end.directorySize = 10 }),
        Case("a directory of the largest size", .badEndRecord, two.changed { $0.end.directorySize = .max }),
        Case("a directory at the largest offset", .badEndRecord, two.changed { $0.end.directoryOffset = .max }),
        Case("a record's comment", nil, one { $0.central.comment = Array("x".utf8) }),
        Case("no local header", .headerMismatch, bytes: [0] + two.bytes.dropFirst()),
    ]

    private static func directorySize(_ file: ZipFile) -> Int { file.entries.reduce(0) { $0 + 46 + $1.central.name.count } }

    // MARK: - Headers

    private static let headers: [Case] = [
        Case("another name in front", .headerMismatch, ZipFile([a.withLocal { $0.name = Array("b.txt".utf8) }])),
        Case("another method in front", .headerMismatch, ZipFile([a.withLocal { $0.method = 0 }])),
        Case("another size in front", .headerMismatch, ZipFile([a.withLocal { $0.size += 1 }])),
        Case("another compressed size in front", .headerMismatch, ZipFile([a.withLocal { $0.compressedSize -= 1 }])),
        Case("another checksum in front", .headerMismatch, ZipFile([a.withLocal { $0.checksum ^= 1 }])),
        Case("no sizes in front and no descriptor", .headerMismatch, ZipFile([a.withLocal { ($0.size, $0.compressedSize) = (0, 0) }])),
        Case("encrypted", .encrypted, ZipFile([a.with { $0.flags = 1 }])),
        Case("encrypted in front alone", .encrypted, ZipFile([a.withLocal { $0.flags = 1 }])),
        Case("strongly encrypted", .encrypted, ZipFile([a.with { $0.flags = 1 << 6 }])),
        Case("a masked header", .encrypted, ZipFile([a.with { $0.flags = 1 << 13 }])),
        Case("flags of the compression level", nil, ZipFile([a.with { $0.flags = 6 }])),
        Case("shrunk", .unsupportedMethod, ZipFile([a.with { $0.method = 1 }])),
        Case("deflate64", .unsupportedMethod, ZipFile([a.with { $0.method = 9 }])),
        Case("LZMA", .unsupportedMethod, ZipFile([a.with { $0.method = 14 }])),
        Case("an extra field", nil, ZipFile([a.with { $0.extra = [0x55, 0x54, 1, 0, 7] }])),
        Case("different extra fields", nil, ZipFile([a.withLocal { $0.extra = [0x55, 0x54, 0, 0] }])),
        Case("an extra field cut short", .badExtraField, ZipFile([a.withCentral { $0.extra = [0x55, 0x54, 2, 0, 7] }])),
        Case("an extra field cut short in front", .badExtraField, ZipFile([a.withLocal { $0.extra = [0x55, 0x54, 2, 0, 7] }])),
        Case("an extra field without length", .badExtraField, ZipFile([a.with { $0.extra = [1, 0, 0] }])),
        Case("a link", .badName, ZipFile([a.withCentral { ($0.madeBy, $0.attributes) = (3 << 8, 0xA1FF << 16) }])),
        Case("a Unix file", nil, ZipFile([a.withCentral { ($0.madeBy, $0.attributes) = (3 << 8, 0x81A4 << 16) }])),
        Case("what would be a link on Unix", nil, ZipFile([a.withCentral { $0.attributes = 0xA1FF << 16 }])),
    ]

    // MARK: - Zip64

    private static let wide: [Case] = [
        Case("64-bit sizes", nil, ZipFile([a.wide(), b.wide()])),
        Case(
            "64-bit size alone", nil,
            ZipFile([
                a.with { header in
                    header.extra = ZipFile.zip64(UInt64(header.size))
                    header.size = .max
                }
            ])),
        Case(
            "64-bit offset", nil,
            ZipFile([
                a,
                b.withCentral { header in
                    header.extra = ZipFile.zip64(UInt64(ZipFile([a]).bytes.count - 22 - 46 - 5))
                    header.offset = .max
                },
            ])),
        Case("64-bit sizes that nobody asked for", nil, ZipFile([a.with { $0.extra = ZipFile.zip64(1, 2, 3) }])),
        Case("64-bit sizes cut short", .badExtraField, ZipFile([a.wide().withCentral { $0.extra = ZipFile.zip64(1) }])),
        Case("two 64-bit fields", .badExtraField, ZipFile([a.wide().withCentral { $0.extra += $0.extra }])),
        Case(
            "2^63 bytes", .inflatedTooLarge,
            ZipFile([
                a.with { header in
                    header.extra = ZipFile.zip64(1 << 63)
                    header.size = .max
                }
            ])),
        Case(
            "2^64 - 1 stored bytes", .truncated,
            ZipFile([
                a.with { header in
                    header.extra = ZipFile.zip64(.max)
                    header.compressedSize = .max
                }
            ])),
        Case(
            "an offset of 2^64 - 1", .gap,
            ZipFile([
                a,
                b.withCentral { header in
                    header.extra = ZipFile.zip64(.max)
                    header.offset = .max
                },
            ])),
        Case("64-bit end record", nil, two.changed { $0.wideEnd = .init() }),
        Case(
            "64-bit end record instead of the other", nil,
            two.changed { file in
                file.wideEnd = .init()
                (file.end.count, file.end.directorySize, file.end.directoryOffset) = (.max, .max, .max)
            }),
        Case(
            "64-bit end record with more in it", nil,
            two.changed { file in
                file.wideEnd = .init()
                file.wideEnd?.more = [1, 2, 3]
            }),
        Case(
            "64-bit end record of a wrong length", .badEndRecord,
            two.changed { file in
                file.wideEnd = .init()
                file.wideEnd?.length = 45
            }),
        Case(
            "64-bit end record somewhere else", .badEndRecord,
            two.changed { file in
                file.wideEnd = .init()
                file.wideEnd?.recordOffset = .max
            }),
        Case(
            "64-bit end record that contradicts the other", .badEndRecord,
            two.changed { file in
                file.wideEnd = .init()
                file.end.count = 3
            }),
        Case(
            "64-bit end record of another count", .badEndRecord,
            two.changed { file in
                file.wideEnd = .init()
                file.wideEnd?.count = 3
                file.end.count = .max
            }),
        Case(
            "64-bit end record of 2^64 - 1 entries", .tooManyEntries,
            two.changed { file in
                file.wideEnd = .init()
                file.wideEnd?.count = .max
                file.end.count = .max
            }),
        Case(
            "64-bit end record whose directory overflows", .badEndRecord,
            two.changed { file in
                file.wideEnd = .init()
                file.wideEnd?.directorySize = .max
                file.end.directorySize = .max
            }),
        Case(
            "64-bit end record on another disk", .badEndRecord,
            two.changed { file in
                file.wideEnd = .init()
                file.wideEnd?.disk = 1
            }),
    ]

    // MARK: - Descriptors

    private static let shapes = [(true, false), (true, true), (false, false), (false, true)]

    private static let descriptors: [Case] =
        shapes.flatMap { isSigned, is64Bit -> [Case] in
            let name = "\(isSigned ? "signed" : "unsigned") \(is64Bit ? "64" : "32")-bit descriptor"
            func described(_ entry: Entry) -> Entry { entry.described(isSigned: isSigned, is64Bit: is64Bit) }
            let lie = described(a).changed { $0.descriptor?.size += 1 }
            return [
                Case(name, nil, ZipFile([described(a), described(b)])),
                Case("\(name) of nothing", nil, ZipFile([described(Entry("e", "")), described(Entry("f", "", deflated: false)), a])),
                Case(
                    "\(name) of nothing at the end", nil, ZipFile([described(Entry("e", "")), described(Entry("f", "", deflated: false))])),
                Case("\(name) and sizes in front", nil, ZipFile([described(a).changed { $0.local = a.with { $0.flags = 8 }.local }])),
                Case("\(name) that lies of the size", .headerMismatch, ZipFile([lie])),
                Case(
                    "\(name) that lies of the checksum", .headerMismatch, ZipFile([described(a).changed { $0.descriptor?.checksum ^= 1 }])),
                Case("\(name) with bytes behind it", .gap, ZipFile([described(a), b.changed { $0.gap = [0] }])),
                Case("\(name), and a size in front that lies", .headerMismatch, ZipFile([described(a).withLocal { $0.size = 1 }])),
                Case(
                    "\(name), and 64-bit sizes in front that lie", .headerMismatch,
                    ZipFile([
                        described(a).withLocal { header in
                            (header.size, header.compressedSize) = (.max, .max)
                            header.extra = ZipFile.zip64(1, 1)
                        }
                    ])),
                Case(
                    "\(name), and 64-bit sizes in front left open", nil,
                    ZipFile([
                        described(a).withLocal { header in
                            (header.size, header.compressedSize) = (.max, .max)
                            header.extra = ZipFile.zip64(0, 0)
                        }
                    ])),
            ]
        } + [
            Case("no descriptor where there should be one", .headerMismatch, ZipFile([a.with { $0.flags = 8 }])),
            Case("a descriptor of which only the directory knows", .headerMismatch, ZipFile([a.described().withLocal { $0.flags = 0 }])),
            Case(
                "a descriptor nobody speaks of", .gap, ZipFile([a.described().changed { $0.local = a.local }.withCentral { $0.flags = 0 }])),
            Case("a checksum that looks like a signature", nil, ZipFile([Entry("s", "").described(isSigned: false)])),
        ]

    // MARK: - Names

    private static let names: [Case] = [
        Case("a folder", nil, named("folder/")), Case("UTF-8, told", nil, named("é", 0x0800)), Case("UTF-8, not told", nil, named("é")),
        Case("code page 437", nil, named([0x82])), Case("UTF-8 that is none", .badName, named([0x82], 0x0800)),
        Case("backslashes", nil, named("a\\b")), Case("no name", .badName, named("")), Case("a path from the root", .badName, named("/a")),
        Case("a path from the root, backwards", .badName, named("\\a")), Case("a drive", .badName, named("C:a")),
        Case("the folder above", .badName, named("a/../../b")), Case("the folder above, backwards", .badName, named("a\\..\\b")),
        Case("the folder itself", .badName, named("./a")), Case("dots that are a name", nil, named("a/...b/..c/.d")),
        Case("NUL", .badName, named("a\u{0}")), Case("a line end", .badName, named("a\nb")), Case("DEL", .badName, named("a\u{7F}")),
        Case("512 bytes", nil, named(String(repeating: "a", count: 512))),
        Case("513 bytes", .badName, named(String(repeating: "a", count: 513))),
        Case("one name twice", .duplicateName, ZipFile([a, a])),
        Case("one name twice but for its case", .duplicateName, ZipFile([a, Entry("A.TXT", "")])),
        Case("one name twice but for its slash", .duplicateName, ZipFile([b, Entry("folder\\b.txt", "")])),
        Case("one name twice in two character sets", .duplicateName, ZipFile([Entry("é", ""), Entry("x", "").with { $0.name = [0x82] }])),
        Case("a file and a folder", nil, ZipFile([Entry("a", ""), Entry("a/", "")])),
        Case("one name in two normal forms", nil, ZipFile([Entry("\u{E9}", ""), Entry("e\u{301}", "")])),
        Case("one name twice but for the case of é", nil, ZipFile([Entry("é", ""), Entry("É", "")])),
    ]

    // MARK: - Limits

    private static let counts: [Case] = [
        Case("as many entries as may be", nil, two, limited { $0.entries = 2 }),
        Case("more entries than may be", .tooManyEntries, two, limited { $0.entries = 1 }),
        Case("more entries than may be, and than told", .tooManyEntries, two.changed { $0.end.count = 1 }, limited { $0.entries = 1 }),
        Case("any number of entries", nil, two, limited { $0.entries = .max }),
        Case("no entries at all", .tooManyEntries, two, limited { $0.entries = -1 }),
        Case("as large as may be", nil, two, limited { $0.archiveSize = UInt64(two.bytes.count) }),
        Case("larger than may be", .fileTooLarge, two, limited { $0.archiveSize = UInt64(two.bytes.count) - 1 }),
        Case("as much together as may be", nil, two, limited { $0.totalSize = UInt64(text.utf8.count * 2) }),
        Case("more together than may be", .inflatedTooLarge, two, limited { $0.totalSize = UInt64(text.utf8.count * 2) - 1 }),
        Case("an entry as large as may be", nil, two, limited { $0.entrySize = UInt64(text.utf8.count) }),
        Case("an entry larger than may be", .inflatedTooLarge, two, limited { $0.entrySize = UInt64(text.utf8.count) - 1 }),
        Case("a ratio as high as may be", nil, zeros, limited { ($0.ratio, $0.ratioGrace) = (zerosRatio + 1, 0) }),
        Case("a ratio higher than may be", .ratioTooHigh, zeros, limited { ($0.ratio, $0.ratioGrace) = (zerosRatio - 1, 0) }),
        Case("a ratio that may be high at first", nil, zeros, limited { ($0.ratio, $0.ratioGrace) = (1, 1_000_000) }),
        Case("a ratio that may not be high for long", .ratioTooHigh, zeros, limited { ($0.ratio, $0.ratioGrace) = (1, 999_999) }),
        Case("no ratio at all", .ratioTooHigh, zeros, limited { ($0.ratio, $0.ratioGrace) = (0, 0) }),
    ]

    private static let zeros = ZipFile([Entry("z", [UInt8](repeating: 0, count: 1_000_000))])
    private static let zerosRatio = UInt64(1_000_000 / zeros.entries[0].stored.count)

    // MARK: - Contents

    private static let contents: [Case] = [
        Case("a wrong checksum", .badChecksum, ZipFile([a.with { $0.checksum ^= 1 }])),
        Case("a wrong checksum of a stored entry", .badChecksum, ZipFile([b.with { $0.checksum ^= 1 }])),
        Case("a wrong checksum of nothing", .badChecksum, ZipFile([Entry("e", "", deflated: false).with { $0.checksum ^= 1 }])),
        Case("fewer bytes than told", .sizeMismatch, ZipFile([a.with { $0.size += 1 }])),
        Case("more bytes than told", .sizeMismatch, ZipFile([a.with { $0.size -= 1 }])),
        Case("some bytes where none are told", .sizeMismatch, ZipFile([a.with { $0.size = 0 }])),
        Case("a stored entry larger than its size", .sizeMismatch, ZipFile([b.with { $0.size -= 1 }])),
        Case("a stored entry smaller than its size", .sizeMismatch, ZipFile([b.with { $0.size += 1 }])),
        Case("a stream that is cut short", .badDeflate, damaged { $0.removeLast(2) }),
        Case("a stream without a byte", .badDeflate, damaged { $0 = [] }),
        Case("a stream with bytes behind it", .badDeflate, damaged { $0.append(0) }),
        Case("a stream with many bytes behind it", .badDeflate, damaged { $0 += [UInt8](repeating: 0, count: 100_000) }),
        Case("a stream that is none", .badDeflate, damaged { $0 = [7, 255, 255] }),
        Case(
            "a stream in two blocks", nil,
            ZipFile([Entry(name: [0x61], Array("ab".utf8), stored: [0, 1, 0, 254, 255, 97, 1, 1, 0, 254, 255, 98], method: 8)])),
        Case(
            "a stream of empty blocks", nil,
            ZipFile([
                Entry(
                    name: [0x61], [],
                    stored: Array(
                        repeatElement([0, 0, 0, 255, 255], count: 50_000).joined()) + [1, 0, 0, 255, 255], method: 8)
            ])),
    ]

    private static func damaged(_ change: (inout [UInt8]) -> Void) -> ZipFile {
        ZipFile([
            a.changed { entry in
                change(&entry.stored)
                entry.local.compressedSize = UInt32(entry.stored.count)
                entry.central.compressedSize = UInt32(entry.stored.count)
            }
        ])
    }

    private static let all = structure + headers + wide + descriptors + names + counts + contents

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
                if bytes != entry.size { return .noSuchEntry }
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
        let elsewhere: Set<ZipError.Code> = [.fileNotFound, .fileUnreadable, .fileUnwritable, .noSuchEntry]
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
        let data = (0..<300_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        let path = FileManager.default.temporaryDirectory.appending(path: "dotations-\(UUID().uuidString).zip").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(ZipFile([Entry("d", data, deflated: deflated)]).bytes).write(to: URL(filePath: path))
        let archive = try ZipArchive(path: path)
        var reader = try archive.reader(for: archive.entries[0])
        var buffer = [UInt8](repeating: 0, count: 100_000)
        #expect(try reader.read(into: &buffer) == 100_000)
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.truncate(atOffset: 150_000)
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
