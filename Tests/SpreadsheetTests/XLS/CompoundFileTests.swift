import TestSupport
import Testing
import ZipContainer

@testable import Spreadsheet

@Suite struct CompoundFileTests {
    private static let long = (0..<20_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    private static let short = Array("un petit flux".utf8)

    private static func open(_ bytes: [UInt8], limits: ReadLimits = .standard) throws(SpreadsheetError) -> CompoundFile {
        try CompoundFile(source: ByteSource(bytes: bytes), limits: limits)
    }

    private static func contents(_ bytes: [UInt8], of name: String) throws -> [UInt8]? {
        let file = try open(bytes)
        return try file.stream(named: name).map { try file.contents(of: $0).allBytes() }
    }

    private static var maker: CompoundFileMaker { CompoundFileMaker([.init("Long", long), .init("Court", short), .init("Vide", [])]) }

    @Test(arguments: [9, 12], [true, false]) func `streams are read in both sizes of sectors, whole and scattered`(
        shift: Int, isScattered: Bool
    ) throws {
        var maker = Self.maker
        (maker.sectorShift, maker.isScattered) = (shift, isScattered)
        let bytes = maker.make().bytes
        #expect(try Self.contents(bytes, of: "Long") == Self.long)
        #expect(try Self.contents(bytes, of: "LONG") == Self.long)
        #expect(try Self.contents(bytes, of: "Court") == Self.short)
        #expect(try Self.contents(bytes, of: "Vide") == [])
        #expect(try Self.contents(bytes, of: "Autre") == nil)
    }

    @Test func `any part of a stream is read`() throws {
        var maker = Self.maker
        maker.isScattered = true
        let file = try Self.open(maker.make().bytes)
        let stream = try file.contents(of: #require(file.stream(named: "Long")))
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<200 {
            let start = Int.random(in: 0...Self.long.count, using: &generator)
            let count = Int.random(in: 0...3000, using: &generator)
            #expect(try stream.bytes(at: UInt64(start), atMost: count) == Array(Self.long[start...].prefix(count)))
        }
        #expect(try stream.bytes(at: .max, atMost: 1) == [])
    }

    @Test func `a table of sectors goes beyond what the header lists`() throws {
        let bytes = [UInt8](repeating: 7, count: 8 << 20)
        let made = CompoundFileMaker([.init("Workbook", bytes)]).make()
        #expect(try Self.contents(made.bytes, of: "Workbook") == bytes)
        // Its further sectors are in a list that leads to itself: what it has already is enough.
        var cyclic = made
        let list = (0..<made.bytes.count / 512).last { made.bytes[($0 * 512 + 508)...].prefix(4) == [0xFE, 0xFF, 0xFF, 0xFF] }
        let place = try #require(list)
        cyclic.set(UInt32(place - 1), at: place * 512 + 508)
        #expect(try Self.contents(cyclic.bytes, of: "Workbook") == bytes)
    }

    @Test func `a chain that comes back, leaves the file or is not in use is refused`() throws {
        let made = Self.maker.make()
        for next in [made.starts[0], 0x00FF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFD] {
            var broken = made
            broken.set(next, at: made.tablePlaces[Int(made.starts[0]) + 3])
            #expect(throws: SpreadsheetError(.malformedCompoundFile, "")) { _ = try Self.contents(broken.bytes, of: "Long") }
            #expect(try Self.contents(broken.bytes, of: "Court") == Self.short)
        }
        var mini = made
        mini.set(0, at: made.miniTablePlace)
        mini.set(200, at: made.entryPlace(1) + 120)
        #expect(throws: SpreadsheetError(.malformedCompoundFile, "")) { _ = try Self.contents(mini.bytes, of: "Court") }
    }

    @Test func `a stream that announces more than its chain has is cut`() throws {
        var made = Self.maker.make()
        made.set(0x7FFF_FFFF, at: made.entryPlace(0) + 120)
        let file = try Self.open(made.bytes)
        let stream = try file.contents(of: #require(file.stream(named: "Long")))
        #expect(stream.isCut)
        #expect(try stream.allBytes().starts(with: Self.long))
        #expect(stream.count == UInt64((Self.long.count + 511) / 512 * 512))
    }

    @Test func `only the last sector of the file can be cut short`() throws {
        let bytes = [UInt8](repeating: 9, count: 5000)
        let whole = CompoundFileMaker([.init("Workbook", bytes)]).make()
        // The directory and the table come before the stream.
        let file = whole.bytes
        #expect(throws: SpreadsheetError(.malformedCompoundFile, "")) { _ = try Self.open(Array(file.prefix(file.count - 600))) }
        #expect(throws: SpreadsheetError(.malformedCompoundFile, "")) { _ = try Self.open(Array(file.prefix(300))) }
        #expect(throws: SpreadsheetError(.malformedCompoundFile, "")) { _ = try Self.open(Array(file.prefix(512))) }
    }

    @Test func `a directory that comes back to itself is refused, and one whose tree is broken is searched`() throws {
        let made = Self.maker.make()
        var chain = made
        let sector = (made.directoryPlace / 512) - 1
        chain.set(UInt32(sector), at: made.tablePlaces[sector])
        #expect(throws: SpreadsheetError(.malformedCompoundFile, "")) { _ = try Self.open(chain.bytes) }
        for (place, value) in [(76, 0), (76, 77_777), (128 + 68, 1), (128 + 72, 1)] as [(Int, UInt32)] {
            var tree = made
            tree.set(value, at: made.directoryPlace + place)
            #expect(try Self.contents(tree.bytes, of: "Long") == Self.long)
            #expect(try Self.contents(tree.bytes, of: "Court") == Self.short)
        }
    }

    @Test func `a stream in a storage is not at the root`() throws {
        let inside = CompoundFileMaker([.init("Workbook", Self.long, in: "MBD001"), .init("Court", Self.short)]).make().bytes
        #expect(try Self.contents(inside, of: "Workbook") == nil)
        #expect(try Self.open(inside).hasStorage(named: "mbd001"))
        let both = CompoundFileMaker([.init("Workbook", Self.short, in: "MBD001"), .init("Workbook", Self.long)]).make().bytes
        #expect(try Self.contents(both, of: "Workbook") == Self.long)
    }

    @Test func `sectors of other sizes are refused`() {
        for (place, value) in [(30, 0), (30, 7), (30, 20), (30, 63), (32, 0), (32, 40)] as [(Int, UInt8)] {
            var bytes = Self.maker.make().bytes
            bytes[place] = value
            #expect(throws: SpreadsheetError(.malformedCompoundFile, "")) { _ = try Self.open(bytes) }
        }
    }

    @Test func `a swapped byte order mark is only refused of strangers`() throws {
        var bytes = Self.maker.make().bytes
        bytes.replaceSubrange(28...29, with: [0xFF, 0xFE])
        #expect(try Self.contents(bytes, of: "Long") == Self.long)
        #expect(throws: SpreadsheetError(.malformedCompoundFile, "")) { _ = try Self.open(bytes, limits: .strict) }
    }

    @Test func `whatever is damaged costs neither a trap nor much memory`() throws {
        let made = CompoundFileMaker([.init("Workbook", Self.long), .init("Court", Self.short)]).make()
        var generator = SeededGenerator(seed: 17)
        for _ in 0..<3000 {
            var bytes = made.bytes
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let places = [0..<512, made.directoryPlace..<made.directoryPlace + 512, 0..<bytes.count]
                let place = Int.random(in: places.randomElement(using: &generator) ?? 0..<1, using: &generator)
                bytes[place] = [0, 1, 0xFE, 0xFF, UInt8.random(in: 0...255, using: &generator)].randomElement(using: &generator) ?? 0
            }
            do throws(SpreadsheetError) {
                let file = try Self.open(bytes)
                for name in ["Workbook", "Court"] {
                    guard let entry = file.stream(named: name) else { continue }
                    let count = try file.contents(of: entry).allBytes().count
                    #expect(count <= bytes.count)
                }
            } catch {
                #expect(error.code == .malformedCompoundFile)
            }
        }
    }
}
