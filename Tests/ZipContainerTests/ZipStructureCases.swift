import TestSupport

@testable import ZipContainer

extension ZipReadingTests {
    static let text = String(repeating: "Il était une fois, et puis une autre. ", count: 40)
    static let a = Entry("a.txt", text)
    static let b = Entry("folder/b.txt", text, deflated: false)
    static let two = ZipFile([a, b])

    static func limited(_ change: (inout ZipLimits) -> Void) -> ZipLimits {
        var limits = ZipLimits.standard
        change(&limits)
        return limits
    }

    static func named(_ name: String, _ flags: UInt16 = 0) -> ZipFile { ZipFile([Entry(name, "x").with { $0.flags = flags }]) }

    static func named(_ name: [UInt8], _ flags: UInt16 = 0) -> ZipFile {
        ZipFile([Entry("x", "x").with { ($0.name, $0.flags) = (name, flags) }])
    }

    static func one(_ change: (inout Entry) -> Void) -> ZipFile { ZipFile([a.changed(change), b]) }

    // MARK: - Structure

    static let structure: [Case] = [
        Case("two entries", nil, two), Case("no entries", nil, ZipFile([])), Case("no bytes", .badEndRecord, bytes: []),
        Case("less than an end record", .badEndRecord, bytes: Array(ZipFile([]).bytes.dropLast())),
        Case("cut in the middle", .badEndRecord, bytes: Array(two.bytes.prefix(500))),
        Case("a comment", nil, two.changed { $0.end.comment = Array("remarque".utf8) }),
        Case("the longest comment", nil, two.changed { $0.end.comment = [UInt8](repeating: 0x50, count: 65_535) }),
        Case("a comment that is cut short", .badEndRecord, two.changed { $0.end.commentLength = 1 }),
        Case("bytes after the end", .trailingData, two.changed { $0.suffix = [0] }),
        Case(
            "bytes after the comment", .trailingData,
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
        Case("bytes after the directory", .prefixData, two.changed { $0.beforeEnd = [0] }),
        Case(
            "bytes after the directory, counted as part of it", .badEndRecord,
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

    static func directorySize(_ file: ZipFile) -> Int { file.entries.reduce(0) { $0 + 46 + $1.central.name.count } }

    // MARK: - Headers

    static let headers: [Case] = [
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

    static let wide: [Case] = [
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
}
