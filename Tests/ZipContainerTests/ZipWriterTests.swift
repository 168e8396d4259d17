import Foundation
import TestSupport
import Testing

@testable import ZipContainer

@Suite struct ZipWriterTests {
    /// Bytes that deflate neither to nothing nor not at all.
    static func sample(_ count: Int) -> [UInt8] {
        var state: UInt64 = 88_172_645_463_325_252
        return (0..<count).map { _ in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return UInt8(truncatingIfNeeded: state) & 0x1F | 0x40
        }
    }

    static let entries: [(name: String, bytes: [UInt8])] = [
        ("empty", []), ("a/b.txt", Array("Hello".utf8)), ("été/☃.bin", sample(700_000)), ("zeros", Array(repeating: 0, count: 3_000_000)),
    ]

    static func write(_ writer: inout ZipWriter, pieces: Int = 100_001) throws {
        for (name, bytes) in entries {
            try writer.begin(name)
            for start in stride(from: 0, to: bytes.count, by: pieces) {
                try writer.write(Array(bytes[start..<min(start + pieces, bytes.count)]))
            }
            try writer.end()
        }
    }

    @Test func `what comes before its turn is an error, and the archive is whole all the same`() throws {
        var writer = ZipWriter()
        #expect(throws: ZipError(.wrongOrder, "")) { try writer.write([1]) }
        #expect(throws: ZipError(.wrongOrder, "")) { try writer.end() }
        try writer.begin("a")
        #expect(throws: ZipError(.wrongOrder, "")) { try writer.begin("b") }
        #expect(throws: ZipError(.wrongOrder, "")) { try writer.finish() }
        try writer.write([1, 2])
        try writer.end()
        #expect(throws: ZipError(.wrongOrder, "")) { try writer.write([3]) }
        let archive = try ZipArchive(bytes: writer.finish())
        #expect(throws: ZipError(.wrongOrder, "")) { try writer.finish() }
        #expect(throws: ZipError(.wrongOrder, "")) { try writer.begin("c") }
        #expect(archive.entries.map(\.name) == ["a"] && archive.entries.map(\.size) == [2])
    }

    /// Has Python check the archive and list each entry with its size, checksum, extra fields and so on.
    static func listing(_ path: String) throws -> (status: Int32, text: String)? {
        let script = """
            import sys, zipfile, zlib
            z = zipfile.ZipFile(sys.argv[1])
            assert z.testzip() is None
            for i in z.infolist():
                data = z.read(i)
                assert len(data) == i.file_size and zlib.crc32(data) == i.CRC
                print(i.filename, i.file_size, i.compress_type, i.flag_bits, i.date_time, i.extract_version, len(i.extra), zlib.crc32(data))
            """
        return try OutsidePrograms.pythonPath.flatMap { try output(of: $0, ["-c", script, path]) }
    }

    @Test(arguments: [0, 1, 2, 6, 9])
    func othersReadWhatIsWritten(level: Int) throws {
        try withTemporaryFolder { folder in
            let path = folder.appendingPathComponent("out.zip").path
            var writer = try ZipWriter(path: path, level: level)
            try Self.write(&writer)
            try writer.finish()
            if let listing = try Self.listing(path) {
                #expect(listing.status == 0, "\(listing.text)")
                let method = level == 0 ? 0 : 8
                let expected = Self.entries.map { entry in
                    var checksum = CRC32()
                    entry.bytes.withUnsafeBytes { checksum.add($0) }
                    let flags = entry.name.utf8.contains { $0 >= 0x80 } ? 0x800 : 0
                    return "\(entry.name) \(entry.bytes.count) \(method) \(flags) (1980, 1, 1, 0, 0, 0) 20 0 \(checksum.value)\n"
                }
                #expect(listing.text == expected.joined())
            } else {
                print("without scripts/setup --python its reading of zip archives is not checked")
            }
            if let unzip = try output(of: "unzip", ["-t", path]) {
                #expect(unzip.status == 0, "\(unzip.text)")
            } else {
                print("unzip is not installed: its reading of zip archives is not checked")
            }
        }
    }

    @Test func zip64RecordsAppearWhereThePlainFieldsAreFull() throws {
        // Sizes, offsets and the number of entries all pass the lowered thresholds.
        let thresholds = ZipWriter.Zip64Thresholds(size: 100_000, entries: 4)
        try withTemporaryFolder { folder in
            let path = folder.appendingPathComponent("out.zip").path
            var writer = ZipWriter(file: try OutputFile(path: path), level: 1, thresholds: thresholds)
            try Self.write(&writer)
            try writer.begin("last")
            try writer.write(Array("far behind".utf8))
            try writer.end()
            try writer.finish()
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            #expect(bytes.contains([0x50, 0x4B, 0x06, 0x06]) && bytes.contains([0x50, 0x4B, 0x06, 0x07]))
            if let listing = try Self.listing(path) {
                #expect(listing.status == 0, "\(listing.text)")
                let versions = listing.text.split(separator: "\n").compactMap { $0.split(separator: " ").dropLast(2).last }
                #expect(versions == ["20", "20", "45", "45", "45"])
            }
            if let unzip = try output(of: "unzip", ["-t", path]) { #expect(unzip.status == 0, "\(unzip.text)") }
        }
    }

    @Test func belowTheThresholdsThereIsNoZip64() throws {
        var writer = ZipWriter()
        try Self.write(&writer)
        let bytes = try writer.finish()
        #expect(!bytes.contains([0x50, 0x4B, 0x06, 0x06]))
    }

    @Test func howTheBytesComeInPiecesMakesNoDifference() throws {
        var archives: Set<[UInt8]> = []
        for pieces in [1000, 65_536, 10_000_000] {
            var writer = ZipWriter(level: 2)
            try Self.write(&writer, pieces: pieces)
            archives.insert(try writer.finish())
        }
        #expect(archives.count == 1)
    }

    @Test func anEntryCanHaveALevelOfItsOwn() throws {
        var writer = ZipWriter(level: 6)
        try writer.begin("stored", level: 0)
        try writer.write(Array("as it is, as it is, as it is".utf8))
        try writer.end()
        #expect(try writer.finish().contains(Array("as it is, as it is, as it is".utf8)))
    }

    @Test(arguments: [
        "", "/a", "a//b", "a/", "../a", "a/../b", "./a", "a\\b", "C:a", "a\u{0}b", "a\nb",
    ])
    func badNamesAreRefused(name: String) {
        var writer = ZipWriter()
        #expect(throws: ZipError(.badName, "")) { try writer.begin(name) }
    }

    @Test func aNameLongerThanItsFieldIsRefused() {
        var writer = ZipWriter()
        #expect(throws: ZipError(.badName, "")) { try writer.begin(String(repeating: "a", count: 65_536)) }
    }

    @Test func aNameIsTakenOnceWhateverItsCase() throws {
        var writer = ZipWriter()
        try writer.begin("xl/Workbook.xml")
        try writer.end()
        #expect(throws: ZipError(.duplicateName, "")) { try writer.begin("XL/workbook.xml") }
        try writer.begin("xl/workbook2.xml")
        try writer.end()
        #expect(try !writer.finish().isEmpty)
    }

    @Test func nothingIsThereBeforeTheArchiveIsFinished() throws {
        try withTemporaryFolder { folder in
            let path = folder.appendingPathComponent("out.zip").path
            do {
                var writer = try ZipWriter(path: path)
                try writer.begin("a")
                try writer.write(Self.sample(1_000_000))
                #expect(!FileManager.default.fileExists(atPath: path))
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        }
    }
}

extension [UInt8] {
    fileprivate func contains(_ pattern: [UInt8]) -> Bool { Data(self).range(of: Data(pattern)) != nil }
}
