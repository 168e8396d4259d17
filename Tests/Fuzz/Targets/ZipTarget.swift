import TestSupport

@testable import ZipContainer

/// Archives: what is accepted has unique names, and gives each entry's bytes as its headers say.
///
/// An input is an archive, or, behind a zero byte, a recipe for one with headers that lie.
enum ZipTarget: FuzzTarget {
    static let name = "zip"
    static let longestInput = 8192
    static let words = [
        "PK\u{3}\u{4}", "PK\u{1}\u{2}", "PK\u{5}\u{6}", "PK\u{6}\u{6}", "PK\u{6}\u{7}", "PK\u{7}\u{8}", "\u{1}\0\u{10}\0", "\u{1}\0\u{8}\0",
        "../", "/", "\\", "A.XML", "a.xml",
    ]

    static func seeds() throws -> [[UInt8]] {
        let text = ZipFile.Entry("a.xml", "text that repeats, text that repeats")
        let stored = ZipFile.Entry("folder/b.xml", "stored", deflated: false)
        let recipes = (0..<8).map { number in (0..<64).map { UInt8(truncatingIfNeeded: $0 * number) } }
        var writer = ZipWriter()
        try writer.begin("hello.txt")
        try writer.write(Array("Hello, hello, hello".utf8))
        try writer.end()
        return [
            try writer.finish(), ZipFile([]).bytes, ZipFile([text, stored]).bytes, ZipFile([text.described(), stored]).bytes,
            ZipFile([text.described(isSigned: false), stored.described(is64Bit: true)]).bytes, ZipFile([text.wide(), stored]).bytes,
            ZipFile([text, stored]).changed { $0.wideEnd = .init() }.bytes,
            ZipFile([text, ZipFile.Entry("é\u{2028}", "x")]).changed { $0.end.comment = Array("comment".utf8) }.bytes,
        ] + recipes.map { [0] + $0 }
    }

    static func run(_ input: [UInt8]) {
        let bytes = input.first == 0 ? archive(Array(input.dropFirst())) : input
        var limits = ZipLimits.strict
        (limits.entrySize, limits.totalSize, limits.entries) = (2 << 20, 4 << 20, 100)
        let archive: ZipArchive
        do { archive = try ZipArchive(bytes: bytes, limits: limits) } catch { return }
        var names: Set<[UInt8]> = []
        for entry in archive.entries {
            require(names.insert(ZipDirectory.folded(entry.name.utf8)).inserted, "two entries of one name")
            require(archive.entry(named: entry.name) == entry, "an entry is not found by its name")
            guard let content = try? archive.bytes(of: entry) else { continue }
            require(UInt64(content.count) == entry.size, "an entry has another size than it says")
            require(ZipFile.checksum(content) == entry.checksum, "an entry has another checksum than it says")
        }
    }

    /// An archive of a few entries, some of whose fields are the input's.
    private static func archive(_ input: [UInt8]) -> [UInt8] {
        var choices = InputBytes(input)
        var file = ZipFile([])
        for _ in 0..<(choices.byte() & 3) {
            let name = choices.pick(["a.xml", "A.xml", "b/c.xml", "b\\c.xml", "..", "C:x", "é", "folder/"])
            let content = choices.bytes(Int(choices.byte()))
            var entry = ZipFile.Entry(name, content, deflated: choices.byte() & 1 == 0)
            if choices.byte() & 3 == 0 { entry = entry.described(isSigned: choices.byte() & 1 == 0, is64Bit: choices.byte() & 1 == 0) }
            if choices.byte() & 7 == 0 { entry = entry.wide() }
            for isLocal in [true, false] where choices.byte() & 7 == 0 {
                var header = isLocal ? entry.local : entry.central
                switch choices.byte() & 15 {
                case 0: header.size = choices.uint32()
                case 1: header.compressedSize = choices.uint32()
                case 2: header.checksum = choices.uint32()
                case 3: header.flags ^= choices.uint16()
                case 4: header.method = choices.uint16()
                case 5: header.extra = choices.bytes(24)
                case 6: header.extra = ZipFile.zip64(choices.uint64(), choices.uint64(), choices.uint64())
                case 7: header.offset = choices.uint32()
                case 8: header.offsetShift = Int64(Int8(bitPattern: choices.byte()))
                case 9: header.attributes = choices.uint32()
                case 10: header.madeBy = choices.uint16()
                case 11: header.comment = choices.bytes(8)
                case 12: header.disk = choices.uint16()
                case 13: entry.gap = choices.bytes(4)
                case 14: entry.hasLocal = false
                default: header.name = choices.bytes(8)
                }
                if isLocal { entry.local = header } else { entry.central = header }
            }
            file.entries.append(entry)
        }
        switch choices.byte() & 31 {
        case 0: file.prefix = choices.bytes(8)
        case 1: file.suffix = choices.bytes(8)
        case 2: file.end.comment = choices.bytes(40)
        case 3: file.end.count = choices.uint16()
        case 4: file.end.directorySize = choices.uint32()
        case 5: file.end.directoryOffset = choices.uint32()
        case 6: file.beforeDirectory = choices.bytes(4)
        case 7: file.beforeEnd = choices.bytes(4)
        case 8...15:
            var wide = ZipFile.WideEndRecord()
            switch choices.byte() & 7 {
            case 0: wide.count = choices.uint64()
            case 1: wide.directorySize = choices.uint64()
            case 2: wide.directoryOffset = choices.uint64()
            case 3: wide.length = choices.uint64()
            case 4: wide.recordOffset = choices.uint64()
            case 5: wide.more = choices.bytes(8)
            default: break
            }
            file.wideEnd = wide
        default: break
        }
        return file.bytes
    }
}
