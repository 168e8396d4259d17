import TestSupport

@testable import ZipContainer

extension ZipReadingTests {
    // MARK: - Descriptors

    static let shapes = [(true, false), (true, true), (false, false), (false, true)]

    static let descriptors: [Case] =
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
                Case("\(name) with bytes after it", .gap, ZipFile([described(a), b.changed { $0.gap = [0] }])),
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

    static let names: [Case] = [
        Case("a folder", nil, named("folder/")), Case("UTF-8, told", nil, named("é", 0x0800)), Case("UTF-8, not told", nil, named("é")),
        Case("code page 437", nil, named([0x82])), Case("invalid UTF-8", .badName, named([0x82], 0x0800)),
        Case("backslashes", nil, named("a\\b")), Case("no name", .badName, named("")), Case("a path from the root", .badName, named("/a")),
        Case("a path from the root, backwards", .badName, named("\\a")), Case("a drive", .badName, named("C:a")),
        Case("the folder above", .badName, named("a/../../b")), Case("the folder above, backwards", .badName, named("a\\..\\b")),
        Case("the folder itself", .badName, named("./a")), Case("dots that are a name", nil, named("a/...b/..c/.d")),
        Case("NUL", .badName, named("a\u{0}")), Case("a line end", .badName, named("a\nb")), Case("DEL", .badName, named("a\u{7F}")),
        Case("512 bytes", nil, named(String(repeating: "a", count: 512))),
        Case("513 bytes", .badName, named(String(repeating: "a", count: 513))),
        Case("one name twice", .duplicateName, ZipFile([a, a])),
        Case("one name twice except for its case", .duplicateName, ZipFile([a, Entry("A.TXT", "")])),
        Case("one name twice except for its slash", .duplicateName, ZipFile([b, Entry("folder\\b.txt", "")])),
        Case("one name twice in two character sets", .duplicateName, ZipFile([Entry("é", ""), Entry("x", "").with { $0.name = [0x82] }])),
        Case("a file and a folder", nil, ZipFile([Entry("a", ""), Entry("a/", "")])),
        Case("one name in two normal forms", nil, ZipFile([Entry("\u{E9}", ""), Entry("e\u{301}", "")])),
        Case("one name twice except for the case of é", nil, ZipFile([Entry("é", ""), Entry("É", "")])),
    ]

    // MARK: - Limits

    static let counts: [Case] = [
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

    static let zeros = ZipFile([Entry("z", [UInt8](repeating: 0, count: 1_000_000))])
    static let zerosRatio = UInt64(1_000_000 / zeros.entries[0].stored.count)

    // MARK: - Contents

    static let contents: [Case] = [
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
        Case("a stream with bytes after it", .badDeflate, damaged { $0.append(0) }),
        Case("a stream with many bytes after it", .badDeflate, damaged { $0 += [UInt8](repeating: 0, count: 100_000) }),
        Case("an invalid stream", .badDeflate, damaged { $0 = [7, 255, 255] }),
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

    static func damaged(_ change: (inout [UInt8]) -> Void) -> ZipFile {
        ZipFile([
            a.changed { entry in
                change(&entry.stored)
                entry.local.compressedSize = UInt32(entry.stored.count)
                entry.central.compressedSize = UInt32(entry.stored.count)
            }
        ])
    }

    static let all = structure + headers + wide + descriptors + names + counts + contents
}
